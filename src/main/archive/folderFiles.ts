import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What belongs to a session beside its log. Its locks are true of a moment, its snapshots for rewinding name places of one
 * machine and would be written there, and our own marks are told elsewhere: those are left out.
 */
const PARTS = ['workspace.yaml', 'plan.md', 'files', 'research', 'checkpoints'] as const
/** More files than this are not a session's. */
export const MOST_FILES = 100_000
/** How much of a file is held at once (bytes): divisible by three, so that pieces in base64 need no padding. */
export const PIECE = 3 * 1024 * 1024

/** Whether a path of an archive file may be written into a session's folder. */
export function isCarried(path: string): boolean {
  const [first, ...rest] = path.split('/')
  if (!PARTS.some((part) => part === first)) return false
  if ((first === 'workspace.yaml' || first === 'plan.md') !== (rest.length === 0)) return false
  // No way out of the folder, and no name that a system would take for something else.
  return rest.every((name) => /^[^\\:*?"<>|\p{Cc}]{1,255}$/u.test(name) && !/^\.{1,2}$|[. ]$/u.test(name))
}

/** The paths of the carried files of a session's folder, with slashes, in order; no link is followed or carried. */
export function carriedFiles(folder: string): readonly string[] {
  const found: string[] = []
  const walk = (path: string): void => {
    const stats = lstatSync(join(folder, path), { throwIfNoEntry: false })
    if (stats?.isFile() === true && isCarried(path)) found.push(path)
    else if (stats?.isDirectory() === true && found.length < MOST_FILES) {
      for (const name of readdirSync(join(folder, path)).toSorted()) walk(`${path}/${name}`)
    }
  }
  for (const part of PARTS) walk(part)
  return found
}

/** A file in pieces; at least one, though it be empty. */
export function* piecesOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r')
  try {
    for (let position = 0; ;) {
      const buffer = Buffer.allocUnsafe(PIECE)
      let filled = 0
      while (filled < PIECE) {
        const count = readSync(file, buffer, filled, PIECE - filled, position + filled)
        if (count === 0) break
        filled += count
      }
      if (filled > 0 || position === 0) yield buffer.subarray(0, filled)
      position += filled
      if (filled < PIECE) return
    }
  } finally {
    closeSync(file)
  }
}
