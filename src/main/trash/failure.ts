import { AppError } from '../../shared/errors.ts'

/** What the file system says, as something that a person can act on; the code of the system is the detail. */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('diskFull', code, { cause: error })
  return new AppError('writeFailed', code, { cause: error })
}
