import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Places, Place } from './places.ts'
import { isSafeName } from './places.ts'
import { isMissing, type TreeEntry } from './tree.ts'

const path = z.string().refine((value) => !value.split(/[\\/]/u).includes('..'))
const entry: z.ZodType<TreeEntry> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path, mode: z.int(), modifiedAt: z.number() }),
  z.object({ kind: z.literal('file'), path, mode: z.int(), modifiedAt: z.number(), size: z.int(), sha256: z.string() }),
  z.object({ kind: z.literal('link'), path, target: z.string() }),
])
const manifest = z.object({
  version: z.literal(1),
  id: z.string().refine(isSafeName),
  title: z.string(),
  origin: z.enum(['retoma', 'cli', 'sdk']),
  unsent: z.boolean(),
  deletedAt: z.number(),
  /** Bytes of all files. */
  size: z.number(),
  bookmarks: z.int(),
  /** The home that the session was in. */
  home: z.string(),
  /** What was copied; null for a session that had no folder. */
  files: z.array(entry).readonly().nullable(),
})

/** What an entry of the trash says about itself; it is written once, when the copy is whole, and never changed. */
export type Manifest = Readonly<z.output<typeof manifest>>

/** Reads what an entry says about itself; null when there is no manifest that this version understands. */
export async function readManifest(places: Places, place: Place, entryId: string): Promise<Manifest | null> {
  let text: string
  try {
    text = await readFile(places.manifest(place, entryId), 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw new AppError('readFailed', 'manifest.json', { cause: error })
  }
  try {
    return manifest.parse(JSON.parse(text))
  } catch {
    return null
  }
}
