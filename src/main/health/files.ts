import { createHash, type Hash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, utimesSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

const CHUNK = 1024 * 1024

/** What a file holds, told without it. */
export interface FileMark {
  readonly sha256: string
  readonly bytes: number
}

/** A file that is being written, flushed when it is closed. */
export interface Output {
  write(bytes: Buffer): void
  /** Writes what waits, flushes, closes; gives what was written. */
  close(): FileMark
  /** Closes without more. */
  abandon(): void
}

/** Creates a file, which must not exist. */
export function createOutput(path: string, mode = 0o600): Output {
  const file = openSync(path, 'wx', mode)
  const hash = createHash('sha256')
  let waiting: Buffer[] = []
  let size = 0
  let bytes = 0
  let open = true
  const flush = (): void => {
    const all = Buffer.concat(waiting)
    waiting = []
    size = 0
    hash.update(all)
    for (let from = 0; from < all.length;) from += writeSync(file, all, from)
  }
  return {
    write: (piece) => {
      // What is read comes in a buffer that is used again.
      waiting.push(Buffer.from(piece))
      size += piece.length
      bytes += piece.length
      if (size >= CHUNK) flush()
    },
    close: () => {
      flush()
      fsyncSync(file)
      closeSync(file)
      open = false
      return { sha256: hash.digest('hex'), bytes }
    },
    abandon: () => {
      if (open) closeSync(file)
      open = false
    },
  }
}

/** Reads a file from end to end; gives what it holds. */
export async function markOf(path: string, onChunk?: (chunk: Buffer) => void): Promise<FileMark> {
  const hash: Hash = createHash('sha256')
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(CHUNK)
    let bytes = 0
    for (;;) {
      const count = readSync(file, buffer, 0, CHUNK, bytes)
      if (count === 0) return { sha256: hash.digest('hex'), bytes }
      const chunk = buffer.subarray(0, count)
      hash.update(chunk)
      onChunk?.(chunk)
      bytes += count
      await setImmediate()
    }
  } finally {
    closeSync(file)
  }
}

/** Copies a file, flushed; gives what was copied. */
export async function copyFile(from: string, to: string, mode = 0o600): Promise<FileMark> {
  const output = createOutput(to, mode)
  try {
    await markOf(from, (chunk) => output.write(chunk))
    return output.close()
  } catch (error) {
    output.abandon()
    rmSync(to, { force: true })
    throw error
  }
}

/**
 * Puts a copy of `from` in the place of `path` in one step: written beside it, flushed, compared, then renamed. `check` is
 * called last before that, and may still throw. `modifiedAt` in epoch milliseconds.
 */
export async function replaceFile(
  path: string,
  from: string,
  options: { readonly mark: FileMark; readonly mode: number; readonly modifiedAt: number; readonly check: () => void },
): Promise<void> {
  const beside = join(dirname(path), `.events.${process.pid}.${Date.now()}.retoma`)
  try {
    const written = await copyFile(from, beside, options.mode)
    if (written.sha256 !== options.mark.sha256) throw new Error('The copy changed')
    utimesSync(beside, options.modifiedAt / 1000, options.modifiedAt / 1000)
    options.check()
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/** What systems say that have no such thing for a folder, some network shares among them: nothing is wrong with what is in it. */
const unsyncable = new Set(['EINVAL', 'EBADF', 'EISDIR', 'EACCES', 'ENOTSUP', 'ENOSYS'])

/** Makes a rename survive a power cut, where the system can. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  try {
    const opened = openSync(folder, 'r')
    try {
      fsyncSync(opened)
    } finally {
      closeSync(opened)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && unsyncable.has(String(error.code)))) throw error
  }
}

/** The same, once a file or folder took its place: it is there, whatever comes of making that last. */
export function syncPlaced(folder: string): void {
  try {
    syncFolder(folder)
  } catch {
    // What was put there is flushed itself; that it is there is only not sure to outlast a power cut right now.
  }
}
