import { AppError, type ErrorCode } from '../../shared/errors.ts'

const rules: readonly (readonly [RegExp, ErrorCode, ((match: RegExpExecArray) => string)?])[] = [
  [/Session (?:file )?not found/iu, 'sessionMissing'],
  [/invalid sessionId/iu, 'idInvalid'],
  [/ENOSPC|no space left/iu, 'diskFull'],
  [/EROFS|read-only file system|EACCES|EPERM|permission denied/iu, 'homeReadOnly'],
  [/Invalid event at line (\d+)/u, 'sessionDamaged', (match) => match[1] ?? ''],
  [/First event must be session\.start/u, 'sessionDamaged', () => '1'],
  [/Failed to read JSONL/u, 'sessionDamaged'],
  [/(?:newer|unsupported|unknown) (?:session |schema |format )*version/iu, 'sessionNewer'],
  [/Directory does not exist or cannot be accessed: (.*)/u, 'folderMissing', (match) => match[1] ?? ''],
  [/protocol version mismatch/iu, 'runtimeProtocol'],
  [/No GitHub OAuth token|Copilot HMAC key/u, 'providerKeyMissing'],
  [/Not authenticated|Please authenticate|authentication failed/iu, 'signInFailed'],
  [/model .*(?:not (?:found|available|supported)|does not exist)|no model/iu, 'modelMissing'],
]

/** Makes an AppError of what a call threw: the runtime gives one code for everything, so its words decide. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const message = error instanceof Error ? error.message : String(error)
  for (const [pattern, code, detail] of rules) {
    const match = pattern.exec(message)
    if (match !== null) return new AppError(code, detail?.(match) ?? '', { cause: error })
  }
  return new AppError('runtimeFailed', '', { cause: error })
}

/** What may be logged of an error: its first line, without the event that the runtime quotes. */
export function loggable(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = (message.split('\n', 1)[0] ?? '').replace(/Event: .*/u, '').slice(0, 200)
  const cause = error instanceof AppError && error.cause !== undefined ? ` (${loggable(error.cause)})` : ''
  return `${line}${cause}`
}
