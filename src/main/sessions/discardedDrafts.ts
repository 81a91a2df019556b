import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Draft } from '../../shared/model/draft.ts'
import { isMissing, writeDurably } from '../trash/tree.ts'

/** A draft that was taken out of a session, and can be put back. */
export interface DiscardedDraft {
  readonly key: string
  readonly sessionId: string
  /** When it was discarded, epoch milliseconds. */
  readonly at: number
  readonly draft: Draft
}

/** Where discarded drafts are until they are put back, or go: a file each. */
export interface DiscardedDrafts {
  /** Durable when it resolves. */
  put(sessionId: string, draft: Draft, at: number): Promise<void>
  /** The newest first; what can't be read is told of, and left where it is. */
  list(): Promise<readonly DiscardedDraft[]>
  remove(key: string): Promise<void>
  /** Those of a session that went for good. */
  forget(sessionId: string): Promise<void>
}

const shape = z.object({
  version: z.literal(1),
  sessionId: z.string(),
  at: z.number(),
  draft: z.object({
    text: z.string(),
    selectionStart: z.number(),
    selectionEnd: z.number(),
    attachments: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['file', 'folder', 'image']),
        name: z.string(),
        path: z.string().nullable(),
        asset: z.string().nullable(),
        size: z.number().nullable(),
      }),
    ),
  }),
})

/** See {@link DiscardedDrafts}; the folder is made with the first one. */
export function createDiscardedDrafts(
  folder: string,
  log: { readonly error: (what: string, error: unknown) => void },
): DiscardedDrafts {
  const list = async (): Promise<readonly DiscardedDraft[]> => {
    const names = await readdir(folder).catch((error: unknown): readonly string[] => {
      if (isMissing(error)) return []
      throw error
    })
    const found: DiscardedDraft[] = []
    for (const name of names) {
      const key = name.replace(/\.json$/u, '')
      // Half of one: what it was to be made of is still in its session.
      if (key === name) continue
      try {
        const { sessionId, at, draft } = shape.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
        found.push({ key, sessionId, at, draft })
      } catch (error) {
        if (!isMissing(error)) log.error('reading a discarded draft', error)
      }
    }
    return found.toSorted((a, b) => b.at - a.at)
  }
  const remove = (key: string): Promise<void> => rm(join(folder, `${key}.json`), { force: true })
  return {
    put: async (sessionId, draft, at) => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeDurably(join(folder, `${randomUUID()}.json`), JSON.stringify({ version: 1, sessionId, at, draft }))
      } catch (error) {
        const full = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
        throw new AppError(full ? 'diskFull' : 'writeFailed', 'drafts', { cause: error })
      }
    },
    list,
    remove,
    forget: async (sessionId) => {
      for (const one of await list()) if (one.sessionId === sessionId) await remove(one.key)
    },
  }
}
