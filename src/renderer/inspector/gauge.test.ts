import { expect, it } from 'vitest'
import type { Provider } from '../../shared/model/provider.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { ContextUse } from '../../shared/usage.ts'
import { barsOf } from './chartBars.ts'
import { gaugeOf, isAssumed, withKnownLimit } from './gauge.ts'

const context = (tokens: number, more: Partial<ContextUse> = {}): ContextUse => ({
  at: 1,
  tokens,
  limit: 1000,
  system: 100,
  tools: 100,
  conversation: tokens - 200,
  ...more,
})

it('divides the bar into what is always there and what was said', () => {
  expect(gaugeOf(context(500), 0.8)).toMatchObject({ share: 0.5, system: 0.1, tools: 0.1, near: false })
  expect(gaugeOf(context(500), 0.8)?.conversation).toBeCloseTo(0.3)
  expect(gaugeOf(context(5000), 0.8)).toMatchObject({ share: 1, system: 0.1, tools: 0.1, near: true })
  expect(gaugeOf(context(50), 0.8)).toMatchObject({ share: 0.05, system: 0.05, tools: 0, conversation: 0 })
  expect(gaugeOf(context(500, { system: null, tools: null }), 0.8)).toMatchObject({
    system: 0,
    tools: 0,
    conversation: 0.5,
  })
  expect(gaugeOf(context(500, { limit: null }), 0.8)).toBeNull()
})

it('warns a little before older messages are summed up, and late when they never are', () => {
  expect(gaugeOf(context(720), 0.8)?.near).toBe(true)
  expect(gaugeOf(context(450), 0.5)?.near).toBe(true)
  expect(gaugeOf(context(720), null)?.near).toBe(false)
  expect(gaugeOf(context(820), null)?.near).toBe(true)
})

it('goes by what the model is known to take now; of Copilot’s models the runtime knows that best', () => {
  const provider = (kind: Provider['kind'], contextLimit: number | null): Provider => ({
    id: 'p',
    kind,
    name: 'P',
    baseUrl: null,
    keyStored: false,
    local: false,
    models: [{ id: 'm', name: 'm', efforts: [], contextLimit }],
    state: 'ready',
  })
  const row = { providerId: 'p', model: 'm' } as SessionRow
  const limit = (one: Provider, of = row) => withKnownLimit(context(500), of, [one]).limit
  expect(limit(provider('openai', 2000))).toBe(2000)
  expect(limit(provider('openai', null))).toBe(1000)
  expect(limit(provider('copilot', 2000))).toBe(1000)
  expect(limit(provider('openai', 2000), { ...row, model: 'other' })).toBe(1000)
  expect(gaugeOf(withKnownLimit(context(500), row, [provider('openai', 2000)]), 0.8)?.share).toBe(0.25)
  expect(isAssumed(row, [provider('openai', 2000)])).toBe(false)
  expect(isAssumed(row, [provider('openai', null)])).toBe(true)
  expect(isAssumed(row, [provider('copilot', null)])).toBe(false)
})

it('draws turns as high as the highest of them', () => {
  const model = {
    model: 'm',
    requests: 2,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
    durationMs: 0,
    premiumRequests: 0,
    nanoCredits: 0,
  }
  const bars = barsOf([
    {
      turnId: 'a',
      at: 1,
      until: 2,
      usage: {
        inputTokens: 5,
        outputTokens: 1,
        firstTokenMs: null,
        models: [{ ...model, inputTokens: 60, outputTokens: 40 }],
      },
    },
    { turnId: 'b', at: 3, until: 4, usage: { inputTokens: 20, outputTokens: 5, firstTokenMs: null } },
  ])
  expect(bars).toMatchObject([
    { input: 60, output: 40, inputHeight: 0.6, outputHeight: 0.4 },
    { input: 20, output: 5, inputHeight: 0.2, outputHeight: 0.05 },
  ])
  expect(barsOf([])).toEqual([])
})
