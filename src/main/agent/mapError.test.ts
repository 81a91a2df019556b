import { expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { loggable, toAppError } from './mapError.ts'

const cases: readonly (readonly [string, string, string])[] = [
  [
    'Request session.resume failed with message: Failed to load session events: Session not found: nope',
    'sessionMissing',
    '',
  ],
  ['Failed to delete session nope: Session file not found for nope', 'sessionMissing', ''],
  ['Rejected session.resume request with invalid sessionId: a b', 'idInvalid', ''],
  [
    'Failed to read JSONL from /h/e.jsonl: Invalid event at line 12: expected value. Event: secret',
    'sessionDamaged',
    '12',
  ],
  ['session resume failed: First event must be session.start or session.resume', 'sessionDamaged', '1'],
  ['write failed: ENOSPC: no space left on device', 'diskFull', ''],
  ['EROFS: read-only file system', 'homeReadOnly', ''],
  ['session construction failed: Directory does not exist or cannot be accessed: /gone', 'folderMissing', '/gone'],
  ['SDK protocol version mismatch: SDK supports versions 3-3, but server reports version 9.', 'runtimeProtocol', ''],
  ['No GitHub OAuth token or Copilot HMAC key provided', 'providerKeyMissing', ''],
  ['Request models.list failed with message: Not authenticated. Please authenticate first.', 'signInFailed', ''],
  ['Connection is closed.', 'runtimeFailed', ''],
]

it.each(cases)('reads %j', (message, code, detail) => {
  expect(toAppError(new Error(message))).toMatchObject({ code, detail })
})

it('leaves what is an AppError already', () => {
  const error = new AppError('idTaken', 'x')
  expect(toAppError(error)).toBe(error)
})

it('logs no line of an event log', () => {
  const quoted = new Error('Invalid event at line 2: expected value. Event: {"content":"my secret"}')
  expect(loggable(quoted)).not.toContain('secret')
  expect(loggable(toAppError(quoted))).not.toContain('secret')
})
