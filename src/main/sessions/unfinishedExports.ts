import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { isMissing, writeDurably } from '../trash/tree.ts'

/**
 * Exports until they are whole: each is put together beside its place, since only there one rename suffices. Where that is is noted
 * first, so that what a kill leaves in a person's folder goes with the next start.
 */
export interface UnfinishedExports {
  /** `make` gets a path beside `path` where nothing is; what is left there when it ends goes. */
  beside<T>(path: string, make: (beside: string) => Promise<T>): Promise<T>
  /** Should the app end before `write` does, killed or because it was quit (`hasEnded` then), the next start knows of it. */
  during<T>(cut: CutExport, write: () => Promise<T>, hasEnded?: () => boolean): Promise<T>
  /** What was cut when the app ended, in no order. Told once. */
  takeCut(): Promise<readonly CutExport[]>
  /** Removes what earlier runs left, and nothing else; what can't be reached now is looked for again at the next start. */
  sweep(): Promise<void>
}

/** An export that did not end: who relies on it, and deletes what it was to keep, has to know. */
export interface CutExport {
  /** Where it was to be. */
  readonly to: string
  /** How many sessions. */
  readonly of: number
  /** A folder, in which each file that is there is whole; otherwise one file, which is not there, or as it was before. */
  readonly many: boolean
}

const shape = z.object({ version: z.literal(1), path: z.string() })
const ENDING = '.json'
const cutShape = z.object({ version: z.literal(1), to: z.string(), of: z.int().min(0), many: z.boolean() })
const CUT_ENDING = '.run'

/** See {@link UnfinishedExports}; `folder` is where the notes are. */
export function createUnfinishedExports(
  folder: string,
  log: { readonly error: (what: string, error: unknown) => void },
): UnfinishedExports {
  /** What is written right now, by its token. */
  const current = new Set<string>()

  const note = async (name: string, what: object): Promise<void> => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeDurably(join(folder, name), JSON.stringify({ version: 1, ...what }))
    } catch (error) {
      // Somebody may export because our own disk is full.
      log.error('noting an export', error)
    }
  }
  const names = (): Promise<readonly string[]> => readdir(folder).catch((): readonly string[] => [])
  const forget = (token: string): Promise<void> => rm(join(folder, `${token}${ENDING}`), { force: true })

  const settle = async (token: string): Promise<void> => {
    const { path } = shape.parse(JSON.parse(await readFile(join(folder, `${token}${ENDING}`), 'utf8')))
    // The token was made for this one place: nobody else has anything of that name.
    if (!isAbsolute(path) || basename(path) !== nameOf(token)) throw new Error('The note is of something else')
    // A disk that is not there now may be tomorrow.
    if (!(await isFolder(dirname(path)))) return
    await rm(path, { recursive: true, force: true })
    await forget(token)
  }

  return {
    beside: async (path, make) => {
      const token = randomUUID()
      const beside = join(dirname(path), nameOf(token))
      current.add(token)
      await note(`${token}${ENDING}`, { path: beside })
      try {
        return await make(beside)
      } finally {
        // What can't be removed now stays noted.
        await rm(beside, { recursive: true, force: true })
          .then(() => forget(token))
          .catch((error: unknown) => log.error('removing what is left of an export', error))
        current.delete(token)
      }
    },
    during: async (cut, write, hasEnded = () => false) => {
      const name = `${randomUUID()}${CUT_ENDING}`
      await note(name, cut)
      let whole = false
      try {
        const result = await write()
        // Of many, those that are left have failed by then.
        whole = !(cut.many && hasEnded())
        return result
      } finally {
        if (whole || !hasEnded())
          await rm(join(folder, name), { force: true }).catch((error: unknown) => log.error('ending an export', error))
      }
    },
    takeCut: async () => {
      const cut: CutExport[] = []
      for (const name of await names()) {
        if (!name.endsWith(CUT_ENDING)) continue
        const text = await readFile(join(folder, name), 'utf8').catch(() => '')
        // Where it can't go it is told again: nobody's start fails by that.
        await rm(join(folder, name), { force: true }).catch((error: unknown) =>
          log.error('telling of an export', error),
        )
        const found = readCut(text)
        if (found !== null) cut.push(found)
      }
      return cut
    },
    sweep: async () => {
      for (const name of await names()) {
        // Of an export that goes on: what was cut before is taken by now.
        if (name.endsWith(CUT_ENDING)) continue
        const token = name.replace(/\.json(?:\.new)?$/u, '')
        if (current.has(token)) continue
        try {
          if (name.endsWith(ENDING)) await settle(token)
          // Half a note: what it was for had not begun.
          else await rm(join(folder, name), { force: true })
        } catch (error) {
          log.error('removing what is left of an export', error)
        }
      }
    },
  }
}

/** Null for what a full disk or a later version made of it: nobody's start fails by that. */
function readCut(text: string): CutExport | null {
  try {
    const { to, of, many } = cutShape.parse(JSON.parse(text))
    return { to, of, many }
  } catch {
    return null
  }
}

/** Short whatever the file is called, hidden where a dot does that, and telling whose it is. */
function nameOf(token: string): string {
  return `.retoma-export-${token}.part`
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
