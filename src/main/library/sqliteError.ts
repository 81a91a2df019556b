import { AppError } from '../../shared/errors.ts'

const IOERR = 10
const CORRUPT = 11
const FULL = 13
const NOTADB = 26

/** SQLite's primary result code of an error, or null when SQLite did not throw it. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  // The upper bytes only tell variants apart.
  return error.errcode & 0xff
}

/** Whether the file itself is not what it should be, as opposed to being out of reach for now. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === CORRUPT || code === NOTADB
}

/** Whether nothing can be written at all now, so that going on with the next write makes no sense. */
export function isWholeFailure(error: unknown): boolean {
  const code = sqliteCode(error)
  return code !== null && [FULL, IOERR, CORRUPT, NOTADB].includes(code)
}

/** What a failed write means to a person; an unforeseen error stays as it is. */
export function toWriteError(error: unknown): unknown {
  const code = sqliteCode(error)
  if (code === null) return error
  return code === FULL
    ? new AppError('diskFull', 'library', { cause: error })
    : new AppError('writeFailed', `library ${code}`, { cause: error })
}
