import { expect, it } from 'vitest'
import { turnErrorOf } from './turnError.ts'

it.each([
  [{ errorType: 'authentication', message: 'x', statusCode: 401 }, 'authentication'],
  [{ errorType: 'rate_limit', message: 'x', statusCode: 429 }, 'rateLimit'],
  [{ errorType: 'quota', message: 'x' }, 'rateLimit'],
  [{ errorType: 'query', message: '400 bad request', statusCode: 400 }, 'rejected'],
  [{ errorType: 'query', message: 'x', statusCode: 502 }, 'unreachable'],
  [
    { errorType: 'query', message: 'Could not connect to local model provider at http://127.0.0.1:9/v1.' },
    'unreachable',
  ],
  [{ errorType: 'context_limit', message: 'x' }, 'rejected'],
  [{ errorType: 'persistence', message: 'x' }, 'persistence'],
  [{ errorType: 'something', message: 'new' }, 'other'],
  [undefined, 'other'],
])('reads %j as %s', (data, kind) => {
  expect(turnErrorOf(data).kind).toBe(kind)
})

it('leaves out advice that is for the command line', () => {
  const message =
    'Authentication failed (HTTP 401).\n  Check your COPILOT_PROVIDER_API_KEY, or COPILOT_PROVIDER_BEARER_TOKEN.'
  expect(turnErrorOf({ errorType: 'authentication', message }).message).toBe('Authentication failed (HTTP 401).')
})
