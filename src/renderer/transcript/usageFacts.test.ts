import { expect, it } from 'vitest'
import { createTranslate } from '../../shared/strings/translate.ts'
import { usageFacts } from './usageFacts.ts'

const plain = {
  model: 'm',
  requests: 2,
  inputTokens: 24_130,
  outputTokens: 840,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  durationMs: 0,
  premiumRequests: 0,
  nanoCredits: 0,
}

it('says tokens and requests, and what it cost where the runtime told', () => {
  const of = (more: Partial<typeof plain>) =>
    Object.fromEntries(usageFacts(createTranslate('en'), { ...plain, ...more }, 'en'))
  expect(of({})).toEqual({ Tokens: '24.1k in · 840 out', Requests: '2' })
  expect(of({ nanoCredits: 1_250_000_000, premiumRequests: 1.5, cacheReadTokens: 9_000 })).toMatchObject({
    Credits: '1.25',
    'Premium requests': '1.5',
    'Of that, from the cache': '9k',
  })
  expect(of({ requests: 0 })).toEqual({})
})
