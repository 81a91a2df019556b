import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname } from 'node:path'

/** Larger files are not read. */
const MOST_BYTES = 256 * 1024 * 1024

/**
 * Reads the file into which the runtime wrote a long output; null when it is not there any more. The path comes from a
 * log, into which a tool can write what it likes: only what the runtime itself may have written is read.
 */
export function readSavedOutput(path: string): string | null {
  if (!/^\d+-copilot-tool-output-[\w-]+\.txt$/u.test(basename(path))) return null
  try {
    if (realpathSync(dirname(path)) !== realpathSync(tmpdir())) return null
    const file = lstatSync(path)
    return file.isFile() && file.size <= MOST_BYTES ? readFileSync(path, 'utf8') : null
  } catch {
    return null
  }
}
