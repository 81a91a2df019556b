import { randomUUID } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { errorCode } from '../history/describe.ts'
import { createOutput, syncFolder } from '../health/files.ts'

/** Takes text; see {@link writeWhole}. */
export type Write = (text: string) => void

/**
 * Writes a file in one step: beside its place, flushed, then renamed; nothing is left of it when `fill` throws. Rejects with
 * `diskFull` or `writeFailed`.
 */
export async function writeWhole(path: string, fill: (write: Write) => Promise<void>): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`)
  const failed = (error: unknown): unknown => {
    rmSync(beside, { force: true })
    return toFileError(error, path)
  }
  try {
    const output = createOutput(beside)
    try {
      await fill((text) => output.write(Buffer.from(text)))
      output.close()
    } finally {
      output.abandon()
    }
    renameSync(beside, path)
    syncFolder(dirname(path))
  } catch (error) {
    throw failed(error)
  }
}

/** What the file system refused, as something that a person can act on; everything else as it came. */
export function toFileError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error && 'syscall' in error)) return error
  const code = errorCode(error)
  return new AppError(code === 'ENOSPC' || code === 'EDQUOT' ? 'diskFull' : 'writeFailed', path, { cause: error })
}
