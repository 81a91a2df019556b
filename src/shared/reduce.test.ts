import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionEvent } from './events.ts'
import type { SessionState } from './model/turn.ts'
import { emptyState, reduce, reduceAll, settle } from './reduce.ts'
import { anyEvents } from './reduce.arbitrary.ts'

const started = (turnId: string, text = 'Hello'): SessionEvent => ({
  type: 'turnStarted',
  turnId,
  at: 1,
  prompt: { text, attachments: [] },
})
const streamed = (itemId: string, text: string): SessionEvent => ({ type: 'textStreamed', itemId, at: 2, text })
const completed = (itemId: string, text: string): SessionEvent => ({
  type: 'messageCompleted',
  itemId,
  at: 3,
  text,
  reasoning: '',
  model: 'm',
})
const ended: SessionEvent = { type: 'turnEnded', at: 4, outcome: 'done', error: null }

describe('reduce', () => {
  it('folds a streamed turn', () => {
    const state = reduceAll(emptyState, [
      started('t1'),
      { type: 'reasoningStreamed', at: 2, text: 'Hm' },
      { ...streamed('m1', 'Hel'), at: 5 } as SessionEvent,
      streamed('m1', 'lo'),
      completed('m1', 'Hello!'),
      ended,
    ])
    expect(state.active).toBeNull()
    expect(state.turns).toHaveLength(1)
    expect(state.turns[0]).toMatchObject({ outcome: 'done', thinking: null })
    expect(state.turns[0]?.items).toMatchObject([
      { kind: 'message', text: 'Hello!', reasoning: 'Hm', reasoningMs: 3, complete: true, model: 'm' },
    ])
  })

  it('shows what a tool has printed while it runs, with its colours, and what it gave in the end', () => {
    const printed = (output: string, styles: readonly [number, number, string][]): SessionEvent => ({
      type: 'toolPrinted',
      itemId: 'c',
      output,
      styles,
    })
    const state = reduceAll(emptyState, [
      started('t1'),
      { type: 'toolStarted', itemId: 'c', at: 2, name: 'bash', subject: 'make', input: '{}', parentId: null },
      printed('one', [[0, 3, 'ansi-red']]),
      printed('one\ntwo', [[4, 7, 'ansi-green']]),
    ])
    expect(state.active?.items).toMatchObject([{ output: 'one\ntwo', facts: { styles: [[4, 7, 'ansi-green']] } }])
    const finished = reduceAll(state, [
      { type: 'toolFinished', itemId: 'c', at: 3, state: 'done', output: 'one\ntwo\nthree' },
      printed('late', []),
    ])
    // The colours of before are not those of what stands there now.
    expect(finished.active?.items).toMatchObject([{ state: 'done', output: 'one\ntwo\nthree' }])
    expect(finished.active?.items[0]).not.toHaveProperty('facts')
  })

  it('lets a notice about something that goes on take the place of what it said before, and keeps its own place', () => {
    const notice = (attempt: number, over?: boolean): SessionEvent => ({
      type: 'noticeAdded',
      itemId: 'n',
      at: 2,
      notice: { kind: 'retrying', message: 'HTTP 429', attempt, ...(over === undefined ? {} : { over }) },
    })
    const twice = reduceAll(emptyState, [started('t1'), notice(1), streamed('m1', 'x'), notice(2)])
    expect(twice.active?.items).toMatchObject([{ id: 'n', notice: { attempt: 2 } }, { id: 'm1' }])
    expect(reduce(twice, notice(2))).toBe(twice)
    expect(reduce(twice, notice(2, true)).active?.items).toMatchObject([{ notice: { over: true } }, { id: 'm1' }])
  })

  it('lets the final message win over late and repeated deltas', () => {
    const state = reduceAll(emptyState, [started('t1'), streamed('m1', 'a'), completed('m1', 'A'), streamed('m1', 'a')])
    expect(state.active?.items).toMatchObject([{ text: 'A' }])
  })

  it('gives the place of a message that a retry gave up to the next one', () => {
    const state = reduceAll(emptyState, [started('t1'), streamed('m1', 'cut'), streamed('m2', 'whole')])
    expect(state.active?.items).toMatchObject([{ id: 'm2', text: 'whole' }])
  })

  it('keeps what streamed when a turn is stopped, reasoning without a message included', () => {
    const stop: SessionEvent = { type: 'turnEnded', at: 9, outcome: 'stopped', error: null }
    const cut = reduceAll(emptyState, [started('t1'), streamed('m1', 'so far'), stop])
    expect(cut.turns[0]).toMatchObject({ outcome: 'stopped', items: [{ text: 'so far', complete: false }] })
    const thought = reduceAll(emptyState, [started('t1'), { type: 'reasoningStreamed', at: 2, text: 'Hm' }, stop])
    expect(thought.turns[0]?.items).toMatchObject([{ reasoning: 'Hm', text: '' }])
  })

  it('closes open tools and requests when the turn ends', () => {
    const state = reduceAll(emptyState, [
      started('t1'),
      { type: 'toolStarted', itemId: 'c1', at: 2, name: 'bash', subject: 'ls', input: '{}', parentId: null },
      {
        type: 'requestOpened',
        at: 2,
        request: { kind: 'question', id: 'q1', question: '?', choices: [], freeform: true },
      },
      { ...ended, outcome: 'stopped' },
    ])
    expect(state.turns[0]?.items).toMatchObject([{ state: 'failed' }, { outcome: 'dismissed' }])
  })

  it('lets a message that is put into a turn begin the next one, and calls what came before it done', () => {
    const tool: SessionEvent = {
      type: 'toolStarted',
      itemId: 'c1',
      at: 2,
      name: 'bash',
      subject: 'ls',
      input: '{}',
      parentId: null,
    }
    const finished: SessionEvent = { type: 'toolFinished', itemId: 'c1', at: 3, state: 'done', output: '' }
    const into = { ...started('t2', 'this instead'), steered: true } as SessionEvent
    const state = reduceAll(emptyState, [started('t1'), tool, finished, into, completed('m1', 'A'), ended])
    expect(state.turns).toMatchObject([
      { id: 't1', outcome: 'done', items: [{ state: 'done' }] },
      { id: 't2', outcome: 'done', prompt: { text: 'this instead' }, items: [{ text: 'A' }] },
    ])
    // The same without the mark is a turn that was cut.
    expect(reduceAll(emptyState, [started('t1'), tool, finished, started('t2')]).turns[0]?.outcome).toBe('interrupted')
  })

  it('reads from a stored log whether its last turn was answered', () => {
    expect(settle(reduceAll(emptyState, [started('t1'), completed('m1', 'A')]), 5).turns[0]?.outcome).toBe('done')
    expect(settle(reduceAll(emptyState, [started('t1')]), 5).turns[0]?.outcome).toBe('interrupted')
    expect(settle(reduceAll(emptyState, [started('t1'), streamed('m1', 'A')]), 5).turns[0]?.outcome).toBe('interrupted')
  })

  it('adds a notice between turns to the turn before', () => {
    const notice: SessionEvent = {
      type: 'noticeAdded',
      itemId: 'n1',
      at: 6,
      notice: { kind: 'modelChanged', from: 'a', to: 'b' },
    }
    const state = reduceAll(emptyState, [started('t1'), completed('m1', 'A'), ended, notice, notice])
    expect(state.active).toBeNull()
    expect(state.turns[0]?.items).toHaveLength(2)
  })
})

const copy = (state: SessionState): SessionState => JSON.parse(JSON.stringify(state)) as SessionState

describe('reduce, for any events', () => {
  it('gives the same state live and as snapshot plus tail, at any split', () => {
    fc.assert(
      fc.property(anyEvents, fc.nat(), (events, at) => {
        const split = events.length === 0 ? 0 : at % (events.length + 1)
        // As it crosses the border: a copy, not the same objects.
        const snapshot = copy(reduceAll(emptyState, events.slice(0, split)))
        expect(reduceAll(snapshot, events.slice(split))).toEqual(reduceAll(emptyState, events))
      }),
    )
  })

  it('never touches a finished turn again, but for notices that come after it', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        let before: SessionState = emptyState
        for (const event of events) {
          const after = reduce(before, event)
          expect(after.turns.length).toBeGreaterThanOrEqual(before.turns.length)
          const last = event.type === 'noticeAdded' ? 1 : 0
          const untouched = before.turns.slice(0, before.turns.length - last)
          for (const [index, turn] of untouched.entries()) expect(after.turns[index]).toBe(turn)
          before = after
        }
      }),
    )
  })

  it('leaves nothing running in a finished turn', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        for (const turn of reduceAll(emptyState, events).turns) {
          expect(turn.outcome).not.toBe('running')
          for (const item of turn.items) {
            if (item.kind === 'tool') expect(item.state).not.toBe('running')
            if (item.kind === 'request') expect(item.outcome).not.toBeNull()
          }
        }
      }),
    )
  })
})
