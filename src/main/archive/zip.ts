import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { syncPlaced } from '../health/files.ts'
import { toExportError } from './faults.ts'

/** Puts files into a zip, in one step by a path `beside` where nothing is, as every export; nothing is left of it when this rejects. */
export async function writeZip(
  path: string,
  beside: string,
  files: readonly { readonly path: string; readonly name: string }[],
  signal: AbortSignal,
): Promise<void> {
  try {
    const zip = new ZipFile()
    // It tells of a file that it can't read by itself.
    const broken = new AbortController()
    zip.on('error', (error: unknown) => broken.abort(error))
    for (const file of files) zip.addFile(file.path, file.name, { mode: 0o100600 })
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(beside, { flags: 'wx', mode: 0o600 }), {
      signal: AbortSignal.any([signal, broken.signal]),
    }).catch((error: unknown) => {
      throw broken.signal.aborted ? broken.signal.reason : error
    })
    const file = await open(beside, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    renameSync(beside, path)
    syncPlaced(dirname(path))
  } catch (error) {
    rmSync(beside, { force: true })
    throw toExportError(error, path)
  }
}
