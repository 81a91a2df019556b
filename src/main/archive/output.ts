import { renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { createOutput, syncPlaced } from '../health/files.ts'
import { toExportError } from './faults.ts'

/** Takes text; see {@link writeWhole}. */
export type Write = (text: string) => void

/**
 * Writes a file in one step: at a path beside its own, where nothing is, flushed, then renamed; nothing is left of it when `fill`
 * throws. Rejects as {@link toExportError} says.
 */
export async function writeWhole(path: string, beside: string, fill: (write: Write) => Promise<void>): Promise<void> {
  try {
    const output = createOutput(beside)
    try {
      await fill((text) => output.write(Buffer.from(text)))
      output.close()
    } finally {
      output.abandon()
    }
    renameSync(beside, path)
    syncPlaced(dirname(path))
  } catch (error) {
    rmSync(beside, { force: true })
    throw toExportError(error, path)
  }
}
