import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SessionEvent } from '../../shared/events.ts'
import { createPendingRequests } from './requests.ts'
import { defaultTimings } from './timings.ts'
import { createTurnReader, type TurnReader } from './turnReader.ts'

let reader: TurnReader
let told: SessionEvent[]
let ids: number
let stalled: number

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  ids = 0
  stalled = 0
  reader = createTurnReader({
    sessionId: 's',
    requests: createPendingRequests(
      () => Promise.resolve(true),
      (events) => told.push(...events),
    ),
    tell: (events) => told.push(...events),
    onAccepted: () => undefined,
    onStalled: () => (stalled += 1),
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
  expect(types()).toEqual(['turnStarted', 'noticeAdded'])
})

it('ends a turn that the runtime began by itself', () => {
  take('assistant.turn_start')
  take('assistant.message', { messageId: 'm', content: 'It is done.' })
  take('session.idle')
  expect(types()).toEqual(['messageCompleted', 'ended done'])
})
