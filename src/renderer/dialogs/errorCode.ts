import type { ErrorCode } from '../../shared/errors.ts'
import { errorCodes } from '../../shared/errors.ts'

/** A code that this window knows; anything else is `internal`. */
export function codeOf(code: string): ErrorCode {
  return errorCodes.find((known) => known === code) ?? 'internal'
}
