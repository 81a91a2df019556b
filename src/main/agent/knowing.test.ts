import { describe, expect, it } from 'vitest'
import { noUsage } from '../../shared/usage.ts'
import { translate } from './translate.ts'

const timestamp = '2026-01-01T00:00:05.000Z'
const at = Date.parse(timestamp)
const event = (type: string, data: object, more: object = {}) => ({ type, id: 'e1', timestamp, data, ...more })

/** As version 1.0.85 of the runtime sent it. */
const call = {
  model: 'demo',
  inputTokens: 681,
  outputTokens: 500,
  cacheReadTokens: 100,
  cacheWriteTokens: 7,
  reasoningTokens: 20,
  cost: 0.33,
  duration: 43,
  timeToFirstTokenMs: 26.4,
  initiator: 'user',
  copilotUsage: { totalNanoAiu: 1_500_000_000, tokenDetails: [] },
}
const model = {
  model: 'demo',
  requests: 1,
  inputTokens: 681,
  outputTokens: 500,
  cacheReadTokens: 100,
  cacheWriteTokens: 7,
  reasoningTokens: 20,
  durationMs: 43,
  premiumRequests: 0.33,
  nanoCredits: 1_500_000_000,
}

describe('what a request took', () => {
  it('is told with everything that the runtime counts', () => {
    expect(translate(event('assistant.usage', call))).toEqual([
      {
        type: 'usageReported',
        at,
        usage: { inputTokens: 681, outputTokens: 500, firstTokenMs: 26.4, models: [model] },
      },
    ])
  })

  it('counts for a sub-agent too, but says nothing of the conversation’s own context', () => {
    const inner = [
      event('assistant.usage', { ...call, initiator: 'sub-agent' }, { agentId: 'a' }),
      event('assistant.usage', { ...call, initiator: 'agent', parentToolCallId: 'c' }),
    ]
    for (const one of inner) {
      expect(translate(one)).toMatchObject([
        { usage: { inputTokens: 0, firstTokenMs: null, models: [{ ...model, premiumRequests: 0 }] } },
      ])
    }
  })

  it('is nothing where no tokens were counted, and never less than nothing', () => {
    expect(translate(event('assistant.usage', { model: 'demo' }))).toEqual([])
    const odd = { model: 'demo', inputTokens: 1, outputTokens: 1, cost: -1, duration: Number.NaN }
    expect(translate(event('assistant.usage', odd))).toMatchObject([
      { usage: { models: [{ premiumRequests: 0, durationMs: 0 }] } },
    ])
  })
})

it('tells how full the context is', () => {
  const data = { tokenLimit: 4000, currentTokens: 443, systemTokens: 10, conversationTokens: 433, messagesLength: 2 }
  expect(translate(event('session.usage_info', data))).toEqual([
    {
      type: 'contextMeasured',
      context: { at, tokens: 443, limit: 4000, system: 10, tools: null, conversation: 433 },
    },
  ])
  expect(translate(event('session.usage_info', {}))).toEqual([])
})

describe('summing up older messages', () => {
  it('tells its size, what it took, and how full the context is then', () => {
    const data = {
      success: true,
      preCompactionTokens: 3803,
      postCompactionTokens: 2541,
      summaryContent: '## Summary',
      tokenLimit: 4000,
      compactionTokensUsed: { inputTokens: 4988, outputTokens: 9, duration: 8, model: 'demo' },
    }
    expect(translate(event('session.compaction_complete', data))).toMatchObject([
      {
        type: 'noticeAdded',
        notice: {
          kind: 'compacted',
          before: 3803,
          after: 2541,
          used: {
            ...noUsage('demo'),
            requests: 1,
            inputTokens: 4988,
            outputTokens: 9,
            durationMs: 8,
          },
        },
      },
      { type: 'contextMeasured', context: { tokens: 2541, limit: 4000, system: null } },
    ])
  })

  it('says what the provider said, without the structure around it', () => {
    const error =
      'compaction model call failed: HostRethrow { message: "400 context \\"too\\" long", api_error_payload_json: Some("{…}") }'
    expect(translate(event('session.compaction_complete', { success: false, error }))).toMatchObject([
      { notice: { kind: 'compactionFailed', message: 'context "too" long', status: 400 } },
    ])
    const plain = { success: false, error: 'host-rethrow: 503 busy', statusCode: 503 }
    expect(translate(event('session.compaction_complete', plain))).toMatchObject([
      { notice: { message: 'busy', status: 503 } },
    ])
  })

  it('tells what was left out where nothing sums it up', () => {
    const data = { messagesRemovedDuringTruncation: 3, tokensRemovedDuringTruncation: 1221 }
    expect(translate(event('session.truncation', data))).toMatchObject([
      { notice: { kind: 'truncated', messages: 3, tokens: 1221 } },
    ])
    expect(translate(event('session.truncation', {}))).toEqual([])
  })
})
