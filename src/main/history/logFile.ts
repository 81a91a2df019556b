import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** A log that is open for reading; its size and time are those of the moment when it was opened. */
export interface LogFile {
  readonly size: number
  readonly modifiedAt: number
  /** Exactly the bytes from `start` on; throws {@link LogShrunk} when they are no longer there. */
  read(start: number, length: number): Buffer
}

/** The log became shorter while it was being read: what was read may not belong together. */
export class LogShrunk extends Error {
  override readonly name = 'LogShrunk'
}

/** Opens a log for as long as `use` needs it; at most one is open for each read that is under way. */
export async function withLog<T>(path: string, use: (log: LogFile) => T | Promise<T>): Promise<T> {
  const file = openSync(path, 'r')
  try {
    return await use(openedLog(file))
  } finally {
    closeSync(file)
  }
}

/** The same for a look that never waits. */
export function withLogSync<T>(path: string, use: (log: LogFile) => T): T {
  const file = openSync(path, 'r')
  try {
    return use(openedLog(file))
  } finally {
    closeSync(file)
  }
}

function openedLog(file: number): LogFile {
  const { size, mtimeMs } = fstatSync(file)
  return {
    size,
    modifiedAt: mtimeMs,
    read: (start, length) => {
      const bytes = Buffer.allocUnsafe(length)
      let filled = 0
      while (filled < length) {
        const count = readSync(file, bytes, filled, length - filled, start + filled)
        if (count === 0) throw new LogShrunk()
        filled += count
      }
      return bytes
    },
  }
}
