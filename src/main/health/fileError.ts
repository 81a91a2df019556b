import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { errorCode } from '../history/describe.ts'

const known: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EROFS: 'homeReadOnly',
  EACCES: 'homeReadOnly',
  EPERM: 'homeReadOnly',
}

/** What the file system refused to write, as something that a person can act on; everything else as it came. */
export function toWriteError(error: unknown): unknown {
  if (error instanceof AppError || !isSystemError(error)) return error
  const code = errorCode(error)
  return new AppError(known[code] ?? 'writeFailed', code, { cause: error })
}

/** The same for reading a log. */
export function toReadError(error: unknown, id: string): unknown {
  if (error instanceof AppError || !isSystemError(error)) return error
  const code = errorCode(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? new AppError('sessionMissing', id, { cause: error })
    : new AppError('readFailed', code, { cause: error })
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error
}
