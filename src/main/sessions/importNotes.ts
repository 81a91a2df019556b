import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { folderMark } from '../archive/folderMark.ts'
import type { Library } from '../library/port.ts'
import { belongingsShape, giveMissing, type Belongings } from '../trash/belongings.ts'
import { isMissing, writeDurably } from '../trash/tree.ts'
import type { Staged } from '../archive/methods.ts'

/**
 * What an import is still to give to the library, noted before its session takes its place: between the two a crash may come. One
 * note for each attempt, whatever the id; it tells by the folder itself which session it is about, since another one of
 * that id may be there by the next start.
 */
const shape = z.object({
  version: z.literal(1),
  id: z.string(),
  /** See {@link folderMark}. */
  folder: z.string(),
  belongings: belongingsShape,
})

/** Writes the note of an attempt; durable when it resolves to its path. */
export async function noteImport(
  folder: string,
  { token, folderMark: mark }: Pick<Staged, 'token' | 'folderMark'>,
  id: string,
  belongings: Belongings,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const note = join(folder, `${token}.json`)
  await writeDurably(note, JSON.stringify({ version: 1, id, folder: mark, belongings }))
  return note
}

/**
 * Gives the library what a crash kept from it, for sessions that took their place, and nothing that a person changed since. The notes
 * of attempts that never got there go; one that is not understood stays, and keeps no other from its turn.
 */
export async function recoverImports(
  folder: string,
  state: string,
  library: Library,
  log: { readonly error: (what: string, error: unknown) => void },
): Promise<void> {
  const names = await readdir(folder).catch((): readonly string[] => [])
  for (const name of names) {
    const path = join(folder, name)
    try {
      // Half a note: what it was for had not begun.
      if (name.endsWith('.json')) await recover(path, state, library)
      else await rm(path, { force: true })
    } catch (error) {
      log.error('settling an import', error)
    }
  }
}

async function recover(path: string, state: string, library: Library): Promise<void> {
  const note = shape.parse(JSON.parse(await readFile(path, 'utf8')))
  if (markOf(join(state, note.id)) === note.folder) await giveMissing(library, note.id, note.belongings)
  await rm(path, { force: true })
}

function markOf(path: string): string | null {
  try {
    return folderMark(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
