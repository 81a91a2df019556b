import { ResponseError } from 'vscode-jsonrpc/node'
import { AppError, errorCodes, toFailure, type ErrorCode } from '../../shared/errors.ts'

/** The JSON-RPC code under which every failure of a handler travels; what matters is in the data. */
const HANDLER_FAILED = -32000

/** What travels instead of an exception: an AppError's code and detail, and for the log where another error came from. */
interface FailureData {
  readonly code: ErrorCode
  readonly detail: string
  /** Name, code and code lines of an unforeseen error; never its message, which may quote what was said. */
  readonly origin: string | null
}

/** Wraps what a handler threw for the way to the caller. */
export function toResponseError(error: unknown): ResponseError<FailureData> {
  const origin = error instanceof AppError ? null : describeOrigin(error)
  return new ResponseError(HANDLER_FAILED, 'failed', { ...toFailure(error), origin })
}

/** Opens what came back: the AppError to reject with, and what the log should know of it. */
export function fromResponseError(error: unknown): { readonly error: AppError; readonly origin: string | null } {
  if (error instanceof ResponseError && isFailureData(error.data)) {
    return { error: new AppError(error.data.code, error.data.detail), origin: error.data.origin }
  }
  return { error: new AppError('internal'), origin: describeOrigin(error) }
}

/** Name, code and code lines of an error. */
export function describeOrigin(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : ''
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at \S.*:\d+:\d+\)?$/u.test(line))
  return [`${error.name} ${code}`.trim(), ...lines.slice(0, 6).map((line) => line.trim())].join(' < ')
}

function isFailureData(data: unknown): data is FailureData {
  if (typeof data !== 'object' || data === null) return false
  if (!('code' in data && 'detail' in data && 'origin' in data)) return false
  return (
    errorCodes.some((code) => code === data.code) &&
    typeof data.detail === 'string' &&
    (data.origin === null || typeof data.origin === 'string')
  )
}
