import type { SessionEvent } from '../../shared/events.ts'
import type { NoticeItem } from '../../shared/model/notice.ts'
import { type ContextUse, type ModelUsage, noUsage } from '../../shared/usage.ts'
import { type Fields, fieldsOf, numberOrNull, text } from './fields.ts'

const nothing: readonly SessionEvent[] = []

/** What a request took. `inner`: a sub-agent made it, so it says nothing of how full the conversation's own context is. */
export function usage(data: Fields, at: number, inner: boolean): readonly SessionEvent[] {
  const inputTokens = numberOrNull(data, 'inputTokens')
  const outputTokens = numberOrNull(data, 'outputTokens')
  if (inputTokens === null && outputTokens === null) return nothing
  const own = !inner && typeof data['parentToolCallId'] !== 'string'
  const initiator = text(data, 'initiator')
  const credits = numberOrNull(fieldsOf(data['copilotUsage']), 'totalNanoAiu')
  const models: readonly ModelUsage[] = [
    {
      ...counted(data),
      model: text(data, 'model'),
      requests: 1,
      durationMs: amount(data, 'duration'),
      // Only what the person asked for is counted as a premium request; what follows from it is not.
      premiumRequests: initiator === '' || initiator === 'user' ? amount(data, 'cost') : 0,
      nanoCredits: Math.max(0, credits ?? 0),
    },
  ]
  const reported = {
    inputTokens: own ? (inputTokens ?? 0) : 0,
    outputTokens: outputTokens ?? 0,
    firstTokenMs: own ? numberOrNull(data, 'timeToFirstTokenMs') : null,
    models,
  }
  return [{ type: 'usageReported', at, usage: reported }]
}

/** What the runtime counts before each request. */
export function contextMeasured(data: Fields, at: number): readonly SessionEvent[] {
  const context = contextOf(data, at, 'currentTokens')
  return context === null ? nothing : [{ type: 'contextMeasured', context }]
}

/** How full the context is once older messages were summed up. */
export function contextAfter(data: Fields, at: number): readonly SessionEvent[] {
  const context = data['success'] === false ? null : contextOf(data, at, 'postCompactionTokens')
  return context === null ? nothing : [{ type: 'contextMeasured', context }]
}

/** A measure of the context in an event; null when it has none. */
export function contextOf(data: Fields, at: number, field: string): ContextUse | null {
  const tokens = numberOrNull(data, field)
  if (tokens === null) return null
  return {
    at,
    tokens,
    limit: numberOrNull(data, 'tokenLimit'),
    system: numberOrNull(data, 'systemTokens'),
    tools: numberOrNull(data, 'toolDefinitionsTokens'),
    conversation: numberOrNull(data, 'conversationTokens'),
  }
}

/** What the runtime notes as the failure of a summary that was called off. */
const CANCELLED = 'Compaction Cancelled'

/** How summing up older messages ended. */
export function compacted(data: Fields): NoticeItem['notice'] {
  if (data['success'] === false) {
    const said = plainError(text(data, 'error'))
    if (said === CANCELLED) return { kind: 'compactionCancelled' }
    const status = statusOf(data, said)
    const message = said.startsWith(`${String(status)} `) ? said.slice(String(status).length + 1) : said
    return { kind: 'compactionFailed', message, status }
  }
  return {
    kind: 'compacted',
    summary: text(data, 'summaryContent'),
    before: numberOrNull(data, 'preCompactionTokens'),
    after: numberOrNull(data, 'postCompactionTokens'),
    used: compactionUsage(data),
  }
}

/** What summing up took; null where the log does not tell. */
export function compactionUsage(data: Fields): ModelUsage | null {
  const used = fieldsOf(data['compactionTokensUsed'])
  if (numberOrNull(used, 'inputTokens') === null && numberOrNull(used, 'outputTokens') === null) return null
  return { ...counted(used), model: text(used, 'model'), requests: 1, durationMs: amount(used, 'duration') }
}

/** Messages that were left out since nothing sums them up. */
export function truncated(data: Fields): NoticeItem['notice'] | null {
  const messages = amount(data, 'messagesRemovedDuringTruncation')
  return messages === 0 ? null : { kind: 'truncated', messages, tokens: amount(data, 'tokensRemovedDuringTruncation') }
}

/** The tokens that an event counts, by kind; what it does not name is none. */
export function counted(data: Fields): ModelUsage {
  return {
    ...noUsage(''),
    inputTokens: amount(data, 'inputTokens'),
    outputTokens: amount(data, 'outputTokens'),
    cacheReadTokens: amount(data, 'cacheReadTokens'),
    cacheWriteTokens: amount(data, 'cacheWriteTokens'),
    reasoningTokens: amount(data, 'reasoningTokens'),
  }
}

/** A number that can't be less than nothing. */
export function amount(data: Fields, name: string): number {
  return Math.max(0, numberOrNull(data, name) ?? 0)
}

/** The runtime hands on its own structure of the failure, with headers and all: what the provider said stands in it. */
function plainError(said: string): string {
  const quoted = /message: "((?:[^"\\]|\\.)*)"/u.exec(said)?.[1]
  return (quoted?.replace(/\\(.)/gu, '$1') ?? said.replace(/^host-rethrow: /u, '')).slice(0, 2000).toWellFormed()
}

function statusOf(data: Fields, said: string): number | null {
  const told = numberOrNull(data, 'statusCode')
  if (told !== null) return told
  const found = /^([45]\d\d)\b/u.exec(said)?.[1]
  return found === undefined ? null : Number(found)
}
