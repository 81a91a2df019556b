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
  [{ errorType: 'context_limit', message: 'x' }, 'tooLong'],
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

it.each([
  // OpenAI and vLLM, Anthropic, llama.cpp, LM Studio (two), Ollama, Gemini, GitHub Copilot.
  "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
  'prompt is too long: 210000 tokens > 200000 maximum',
  'the request exceeds the available context size (4096 tokens), try increasing it',
  'Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
  'The number of tokens to keep from the initial prompt is greater than the context length',
  'prompt too long; exceeded max context length by 12 tokens',
  'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
  'prompt token count of 130000 exceeds the limit of 128000',
])('knows a prompt that is too long by “%s”', (message) => {
  expect(turnErrorOf({ errorType: 'query', message, statusCode: 400 }).kind).toBe('tooLong')
  expect(turnErrorOf({ errorType: 'query', message: `400 ${message}` }).kind).toBe('tooLong')
})

it.each([
  "Invalid value for 'temperature'",
  'The tool name is too long',
  'Unknown parameter: max_tokens',
  'The context could not be loaded',
])('takes nothing else for it: “%s”', (message) => {
  expect(turnErrorOf({ errorType: 'query', message, statusCode: 400 }).kind).toBe('rejected')
})
