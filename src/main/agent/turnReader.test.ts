import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SessionEvent } from '../../shared/events.ts'
import { createPendingRequests } from './requests.ts'
import { defaultTimings } from './timings.ts'
import { createTurnReader, type TurnReader } from './turnReader.ts'

let reader: TurnReader
let told: SessionEvent[]
let ids: number
let stalled: number
let stalledFor: string

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  ids = 0
  stalled = 0
  reader = createTurnReader({
    sessionId: 's',
    requests: createPendingRequests({
      grant: () => Promise.resolve(true),
      allowedByRule: () => null,
      refuse: () => undefined,
      tell: (events) => told.push(...events),
    }),
    tell: (events) => told.push(...events),
    onAccepted: () => undefined,
    onStalled: (error) => {
      stalled += 1
      stalledFor = error.kind
    },
    timings: defaultTimings,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
})
afterEach(() => {
  reader.dispose()
  vi.useRealTimers()
})

function take(type: string, data: object = {}, id = `e${++ids}`): void {
  reader.take({ type, id, timestamp: '2026-01-02T03:04:05.678Z', data })
}
const types = (): string[] => told.map((event) => (event.type === 'turnEnded' ? `ended ${event.outcome}` : event.type))
const delta = { messageId: 'm', deltaContent: 'x' }

it('drops what is delivered again, also after the turn', () => {
  take('user.message', { content: 'hi' })
  take('assistant.message_delta', delta, 'd1')
  take('assistant.message_delta', delta, 'd1')
  take('session.idle')
  take('assistant.message_delta', delta, 'd2')
  take('user.message', { content: 'again' })
  take('assistant.message_delta', delta, 'd1')
  expect(types()).toEqual(['turnStarted', 'textStreamed', 'ended done', 'turnStarted'])
})

it('ends as failed or stopped when the runtime says so, with what it said before', () => {
  take('user.message', { content: 'hi' })
  take('session.error', { errorType: 'query', message: 'Bad.', statusCode: 400 })
  take('session.idle')
  take('user.message', { content: 'again' })
  take('abort', { reason: 'user_initiated' })
  take('session.idle', { aborted: true })
  expect(types()).toEqual(['turnStarted', 'ended failed', 'turnStarted', 'ended stopped'])
})

it('ends by itself when the runtime forgets to', () => {
  take('user.message', { content: 'hi' })
  take('session.error', { errorType: 'query', message: 'Bad.' })
  vi.advanceTimersByTime(4_999)
  expect(reader.isRunning()).toBe(true)
  vi.advanceTimersByTime(1)
  expect(types()).toEqual(['turnStarted', 'ended failed'])
})

it('lets the answer come that a full disk could not keep', () => {
  take('user.message', { content: 'hi' })
  take('session.error', { errorType: 'persistence', message: 'ENOSPC' })
  vi.advanceTimersByTime(60_000)
  take('assistant.message', { messageId: 'm', content: 'answer' })
  take('session.idle')
  expect(types()).toEqual(['turnStarted', 'messageCompleted', 'ended failed'])
})

it('gives up a silent turn, but not while commands run in the background', () => {
  take('user.message', { content: 'hi' })
  take('assistant.idle')
  vi.advanceTimersByTime(1_000_000)
  expect(stalled).toBe(0)
  take('assistant.turn_start')
  vi.advanceTimersByTime(180_000)
  expect(stalled).toBe(1)
  // Silent, heard, silent again.
  expect(types()).toEqual(['turnStarted', 'noticeAdded', 'noticeAdded', 'noticeAdded'])
})

it('ends a turn that the runtime began by itself', () => {
  take('assistant.turn_start')
  take('assistant.message', { messageId: 'm', content: 'It is done.' })
  take('session.idle')
  expect(types()).toEqual(['messageCompleted', 'ended done'])
})

const failure = { source: 'top_level', statusCode: 429, failureKind: 'api' }
const notices = (): unknown[] =>
  told.flatMap((event) => (event.type === 'noticeAdded' ? [{ id: event.itemId, ...event.notice }] : []))

it('counts the tries of the runtime, and is done with them when something comes', () => {
  take('user.message', { content: 'hi' }, 't')
  take('model.call_failure', failure)
  take('model.turn_retry')
  take('model.call_failure', { source: 'top_level', failureKind: 'transport', errorMessage: 'x [ECONNREFUSED]' })
  take('model.turn_retry')
  take('assistant.message_delta', delta)
  take('model.call_failure', { source: 'sub_agent', statusCode: 429 })
  take('model.call_failure', { source: 'top_level', statusCode: 400 })
  expect(notices()).toEqual([
    { id: 't:retry:0', kind: 'retrying', message: 'HTTP 429', attempt: 1 },
    { id: 't:retry:0', kind: 'retrying', message: 'ECONNREFUSED', attempt: 2 },
    { id: 't:retry:0', kind: 'retrying', message: 'ECONNREFUSED', attempt: 2, over: true },
  ])
})

it('counts no try that never came', () => {
  take('user.message', { content: 'hi' }, 't')
  take('model.call_failure', failure)
  take('model.turn_retry')
  take('model.call_failure', failure)
  take('session.error', { errorType: 'rate_limit', message: 'Slow down.', statusCode: 429 })
  take('session.idle')
  expect(notices().at(-1)).toMatchObject({ attempt: 1, over: true })
  expect(types().at(-1)).toBe('ended failed')
})

it('blames the provider that asked for a longer pause than anybody waits for', () => {
  take('user.message', { content: 'hi' })
  take('model.call_failure', failure)
  vi.advanceTimersByTime(180_000)
  expect(stalledFor).toBe('rateLimit')
})

it('says that a silence is over', () => {
  take('user.message', { content: 'hi' }, 't')
  vi.advanceTimersByTime(90_000)
  take('assistant.message_delta', delta)
  vi.advanceTimersByTime(90_000)
  expect(notices()).toEqual([
    { id: 't:no-activity:0', kind: 'info', message: 'no-activity' },
    { id: 't:no-activity:0', kind: 'info', message: 'no-activity', over: true },
    { id: 't:no-activity:1', kind: 'info', message: 'no-activity' },
  ])
})

it('ends a turn that can not be written, however often the runtime tries', () => {
  take('user.message', { content: 'hi' })
  take('assistant.message', { messageId: 'm', content: 'answer' })
  take('assistant.idle')
  const error = { errorType: 'persistence', message: 'Permission denied' }
  take('session.error', error)
  vi.advanceTimersByTime(4_000)
  take('session.error', error)
  vi.advanceTimersByTime(1_000)
  take('session.error', error)
  expect(types()).toEqual(['turnStarted', 'messageCompleted', 'ended failed'])
  // There is room again.
  take('session.idle')
  take('user.message', { content: 'again' })
  take('session.idle')
  expect(types().slice(3)).toEqual(['turnStarted', 'ended done'])
})
