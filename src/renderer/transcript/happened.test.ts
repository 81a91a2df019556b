import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../shared/events.ts'
import type { Request } from '../../shared/model/request.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import { emptyState, reduceAll } from '../../shared/reduce.ts'
import { happened } from './happened.ts'

const permission = (id: string): Request => ({
  kind: 'permission',
  id,
  action: 'shell',
  subject: 'ls',
  intention: '',
  diff: null,
  folder: null,
})

const started = (turnId: string): SessionEvent => ({
  type: 'turnStarted',
  turnId,
  at: 1,
  prompt: { text: 'p', attachments: [] },
})
const ended: SessionEvent = { type: 'turnEnded', at: 9, outcome: 'done', error: null }
const asked = (id: string): SessionEvent => ({ type: 'requestOpened', at: 1, request: permission(id) })
const allowed = (requestId: string): SessionEvent => ({ type: 'requestClosed', requestId, outcome: 'allowed' })

const began = (itemId: string): Extract<SessionEvent, { type: 'toolStarted' }> => ({
  type: 'toolStarted',
  itemId,
  at: 1,
  name: 'bash',
  subject: 'ls',
  input: '{}',
  parentId: null,
})
const printed = (itemId: string): SessionEvent => ({ type: 'toolPrinted', itemId, output: 'one', styles: [] })
const finished = (itemId: string): Extract<SessionEvent, { type: 'toolFinished' }> => ({
  type: 'toolFinished',
  itemId,
  at: 2,
  state: 'done',
  output: 'one',
})

/** What a session tells of turns with so many messages each, each of which streams, and a permission before it. */
function eventsOf(turns: readonly number[]): readonly SessionEvent[] {
  return turns.flatMap((messages, turn): SessionEvent[] => [
    started(`t${turn}`),
    ...Array.from({ length: messages }, (_, n): SessionEvent[] => {
      const itemId = `m${turn}.${n}`
      return [
        asked(`r${turn}.${n}`),
        allowed(`r${turn}.${n}`),
        began(`c${turn}.${n}`),
        printed(`c${turn}.${n}`),
        finished(`c${turn}.${n}`),
        { type: 'textStreamed', itemId, at: turn, text: 'Half' },
        { type: 'messageCompleted', itemId, at: turn, text: 'Half and half.', reasoning: '', model: null },
      ]
    }).flat(),
    ended,
  ])
}

/** What is told, in short: messages when they are complete, and what waits still when it is seen. */
function told(then: SessionState, now: SessionState): readonly string[] {
  return happened(then, now).flatMap((one) => {
    if (one.kind === 'said') return one.item.complete ? [one.item.id] : []
    if (one.kind === 'asked') return [`asked ${one.request.id}`]
    if (one.kind === 'worked') return [`worked ${one.tool.id}`]
    return one.kind === 'ended' ? [`ended ${one.turn.id} ${one.turn.outcome}`] : [one.notice.kind]
  })
}

describe('happened', () => {
  it('tells each message, each work of a tool and each end once and in order, whatever batches they come in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (turns, sizes) => {
          const events = eventsOf(turns)
          const all: string[] = []
          let state: SessionState = reduceAll(emptyState, eventsOf([0]).map(renamed))
          for (let at = 0, n = 0; at < events.length; n += 1) {
            const size = sizes[n % sizes.length]!
            const next = reduceAll(state, events.slice(at, at + size))
            all.push(...told(state, next))
            state = next
            at += size
          }
          const expected = turns.flatMap((messages, turn) => [
            ...Array.from({ length: messages }, (_, n) => [`worked c${turn}.${n}`, `m${turn}.${n}`]).flat(),
            `ended t${turn} done`,
          ])
          expect(all.filter((one) => !one.startsWith('asked'))).toEqual(expected)
          // What was answered within one batch need not be told; nothing is told twice.
          const asks = all.filter((one) => one.startsWith('asked'))
          expect(new Set(asks).size).toBe(asks.length)
        },
      ),
    )
  })

  it('tells what waits, one at a time, and not that it was answered', () => {
    const before = reduceAll(emptyState, [started('t')])
    const waiting = reduceAll(before, [asked('r')])
    expect(told(before, waiting)).toEqual(['asked r'])
    expect(told(waiting, reduceAll(waiting, [allowed('r')]))).toEqual([])
    expect(told(waiting, reduceAll(waiting, [asked('second')]))).toEqual(['asked second'])
  })

  it('tells of no tool what was denied, cut off, or only asked', () => {
    const before = reduceAll(emptyState, [started('t'), began('c')])
    const denied = reduceAll(before, [{ ...finished('c'), state: 'denied' }])
    expect(told(before, denied)).toEqual([])
    const cut = reduceAll(before, [{ type: 'turnEnded', at: 9, outcome: 'stopped', error: null }])
    expect(told(before, cut)).toEqual(['ended t stopped'])
    const question: Request = { kind: 'question', id: 'q', question: 'Which?', choices: [], freeform: true }
    const asking = reduceAll(emptyState, [
      started('t'),
      { ...began('c'), name: 'ask_user' },
      { type: 'requestOpened', at: 1, request: question },
    ])
    const answered = reduceAll(asking, [{ type: 'requestClosed', requestId: 'q', outcome: 'answered' }, finished('c')])
    expect(told(asking, answered)).toEqual([])
  })

  it('tells what waits again when a turn is taken up, and nothing else of it again', () => {
    const half: SessionEvent[] = [
      started('t'),
      { type: 'messageCompleted', itemId: 'm', at: 1, text: 'I look.', reasoning: '', model: null },
      asked('r'),
      { type: 'turnEnded', at: 9, outcome: 'interrupted', error: null },
    ]
    const cut = reduceAll(emptyState, half)
    expect(told(cut, reduceAll(cut, [{ type: 'turnTakenUp', turnId: 't' }]))).toEqual(['asked r'])
  })

  it('tells a notice in a turn and between two, once, and again when it says something else', () => {
    const retrying = (attempt: number): SessionEvent => ({
      type: 'noticeAdded',
      itemId: 'n',
      at: 2,
      notice: { kind: 'retrying', message: 'HTTP 429', attempt },
    })
    const before = reduceAll(emptyState, [started('t')])
    const once = reduceAll(before, [retrying(1)])
    expect(told(before, once)).toEqual(['retrying'])
    expect(told(once, reduceAll(once, [retrying(1)]))).toEqual([])
    expect(told(once, reduceAll(once, [retrying(2)]))).toEqual(['retrying'])

    const idle = reduceAll(once, [ended])
    const begun = reduceAll(idle, [
      { type: 'noticeAdded', itemId: 'c', at: 3, notice: { kind: 'compactionStarted', tokens: null, manual: true } },
    ])
    expect(told(idle, begun)).toEqual(['compactionStarted'])
    const failed = reduceAll(begun, [
      { type: 'noticeAdded', itemId: 'd', at: 4, notice: { kind: 'compactionFailed', message: '', status: null } },
    ])
    expect(told(begun, failed)).toEqual(['compactionFailed'])
  })

  it('tells nothing of older turns that are loaded, nor of a history that is read anew', () => {
    const state = reduceAll(emptyState, eventsOf([1, 1, 1]))
    expect(happened({ ...state, turns: state.turns.slice(1) }, state)).toEqual([])
    expect(happened(emptyState, state)).toEqual([])
    const elsewhere = { ...state, turns: state.turns.map((turn) => ({ ...turn, id: `new-${turn.id}` })) }
    expect(happened(state, elsewhere)).toEqual([])
    const anew = { ...state, turns: state.turns.map((turn) => ({ ...turn, items: [...turn.items] })) }
    expect(happened(state, anew)).toEqual([])
  })
})

function renamed(event: SessionEvent): SessionEvent {
  return event.type === 'turnStarted' ? { ...event, turnId: 'before' } : event
}
