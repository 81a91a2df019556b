import { constants } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Version } from '../../shared/model/opened.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { syncFolder } from '../trash/tree.ts'

/** What a rewind takes out of a conversation, kept whole: the log as it was, and what was dropped of it. */
export interface Versions {
  /** The oldest first. Reads names and small files only. */
  of(id: string): Promise<readonly Version[]>
  /** Rejects with versionGone. */
  turns(id: string, versionId: string): Promise<readonly Turn[]>
  /** Where the log is that a version was made of. */
  logOf(id: string, versionId: string): string
  /** Copies everything, durable when it resolves; it counts only once it is {@link done}. */
  begin(id: string, spec: Omit<Kept, 'version'>, dropped: readonly Turn[]): Promise<string>
  done(versionId: string): Promise<void>
  drop(versionId: string): Promise<void>
  /** What was begun and neither done nor dropped: a crash came between. */
  unsettled(): Promise<readonly { readonly id: string; readonly versionId: string; readonly kept: Kept }[]>
  /** Removes all that is kept of a session. */
  forget(id: string): Promise<void>
}

const kept = z.object({
  version: z.literal(1),
  /** The turn to which was rewound. */
  turnId: z.string(),
  after: z.string().nullable(),
  at: z.number(),
  /** All turns that went, oldest first. */
  dropped: z.array(z.string()).readonly(),
})

/** What a version says about itself. */
export type Kept = Readonly<z.output<typeof kept>>

const MANIFEST = 'rewind.json'
const LOG = 'events.jsonl'
const TURNS = 'turns.json'
const BEGUN = '.in'

/** @param folder made when it is first needed @param state the folder session-state of the home */
export function createVersions(folder: string, state: string): Versions {
  // No id has a dot: the name tells whose it is without being opened.
  const idOf = (versionId: string): string => versionId.split('.')[0] ?? ''
  const place = (versionId: string, begun = false): string => {
    if (!/^[A-Za-z0-9_-]{1,255}\.\d{1,20}(?:-\d+)?$/u.test(versionId)) throw new AppError('versionGone', '')
    return begun ? join(folder, BEGUN, versionId) : join(folder, versionId)
  }
  const checked = (id: string, versionId: string): string => {
    if (idOf(versionId) !== id) throw new AppError('versionGone', id)
    return place(versionId)
  }
  const names = (path: string): Promise<readonly string[]> => readdir(path).catch(() => [])
  const readKept = async (path: string): Promise<Kept | null> => {
    try {
      return kept.parse(JSON.parse(await readFile(join(path, MANIFEST), 'utf8')))
    } catch {
      return null
    }
  }
  const writeSynced = async (path: string, text: string): Promise<void> => {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
  }
  const copyLog = async (id: string, to: string): Promise<void> => {
    for (const name of [LOG, 'workspace.yaml']) {
      try {
        await copyFile(join(state, id, name), join(to, name), constants.COPYFILE_FICLONE)
      } catch (error) {
        // Nothing of it may have been written yet.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
        continue
      }
      const file = await open(join(to, name), 'r+')
      try {
        await file.sync()
      } finally {
        await file.close()
      }
    }
  }

  return {
    of: async (id) => {
      const own = (await names(folder)).filter((name) => idOf(name) === id && name !== BEGUN)
      const all = await Promise.all(own.map(async (name) => ({ name, found: await readKept(place(name)) })))
      return all
        .flatMap(({ name, found }): readonly Version[] =>
          found === null ? [] : [{ id: name, after: found.after, at: found.at, turns: found.dropped.length }],
        )
        .toSorted((a, b) => a.at - b.at)
    },
    turns: async (id, versionId) => {
      const path = checked(id, versionId)
      try {
        return JSON.parse(await readFile(join(path, TURNS), 'utf8')) as readonly Turn[]
      } catch (error) {
        throw new AppError('versionGone', id, { cause: error })
      }
    },
    logOf: (id, versionId) => join(checked(id, versionId), LOG),
    begin: async (id, spec, dropped) => {
      try {
        await mkdir(join(folder, BEGUN), { recursive: true, mode: 0o700 })
        for (let n = 1; ; n += 1) {
          const versionId = `${id}.${spec.at}${n === 1 ? '' : `-${n}`}`
          const taken = (await names(folder)).includes(versionId)
          const path = place(versionId, true)
          if (taken || (await mkdir(path, { mode: 0o700 }).then(() => false, isThere))) continue
          try {
            await copyLog(id, path)
            await writeSynced(join(path, TURNS), JSON.stringify(dropped))
            // Last: without it, a version is none.
            await writeSynced(join(path, MANIFEST), JSON.stringify({ version: 1, ...spec } satisfies Kept))
            await syncFolder(path)
            await syncFolder(join(folder, BEGUN))
          } catch (error) {
            await rm(path, { recursive: true, force: true }).catch(() => undefined)
            throw error
          }
          return versionId
        }
      } catch (error) {
        throw toWriteError(error)
      }
    },
    done: async (versionId) => {
      await rename(place(versionId, true), place(versionId))
      await syncFolder(folder)
    },
    drop: (versionId) => rm(place(versionId, true), { recursive: true, force: true }),
    unsettled: async () => {
      const begun = await names(join(folder, BEGUN))
      const all = await Promise.all(
        begun.map(async (versionId) => ({
          id: idOf(versionId),
          versionId,
          kept: await readKept(join(folder, BEGUN, versionId)),
        })),
      )
      // Not whole: the rewind cannot have been asked for.
      for (const { versionId, kept: found } of all) {
        if (found === null) await rm(join(folder, BEGUN, versionId), { recursive: true, force: true })
      }
      return all.flatMap((one) => (one.kept === null ? [] : [{ ...one, kept: one.kept }]))
    },
    forget: async (id) => {
      for (const name of await names(folder)) {
        if (name !== BEGUN && idOf(name) === id) await rm(join(folder, name), { recursive: true, force: true })
      }
    },
  }
}

function isThere(error: unknown): true {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return true
  throw error
}

function toWriteError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error && 'code' in error)) return error
  const full = error.code === 'ENOSPC' || error.code === 'EDQUOT'
  return new AppError(full ? 'diskFull' : 'writeFailed', 'rewinds', { cause: error })
}
