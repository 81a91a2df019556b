import { dirname } from 'node:path'
import { AppError, type ErrorCode } from '../../shared/errors.ts'
import { errorCode } from '../history/describe.ts'

/** No room; the last one is a file larger than the file system takes. */
const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
/** A place that takes nothing: it may not be written to, or is not there. */
const closed = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'])

/** What the file system refused while an export was written to `path`, as something that a person can act on; all else as it came. */
export function toExportError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error && 'syscall' in error)) return error
  if (isOfReading(error, dirname(path))) return new AppError('readFailed', errorCode(error), { cause: error })
  return toFault(error, path, { full: 'exportFull', closed: 'exportUnwritable' }, dirname(path))
}

/** The same for an import into `folder`. */
export function toImportError(error: unknown, folder: string): unknown {
  if (error instanceof AppError || !(error instanceof Error && 'syscall' in error)) return error
  return toFault(error, folder, { full: 'importFull', closed: 'importUnwritable' }, folder)
}

function toFault(
  error: Error,
  path: string,
  codes: { readonly full: ErrorCode; readonly closed: ErrorCode },
  folder: string,
): AppError {
  const code = errorCode(error)
  if (full.has(code)) return new AppError(codes.full, folder, { cause: error })
  return new AppError(closed.has(code) ? codes.closed : 'writeFailed', closed.has(code) ? folder : path, {
    cause: error,
  })
}

/** What is exported may go or be closed meanwhile, too: that is no fault of the place where it is written. */
function isOfReading(error: Error, folder: string): boolean {
  if ('syscall' in error && error.syscall === 'read') return true
  if (!('path' in error) || typeof error.path !== 'string') return false
  return error.path !== folder && dirname(error.path) !== folder
}
