import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../shared/events.ts'
import type { SessionState } from '../../shared/model.ts'
import { emptyState, reduceAll } from '../../shared/reduce.ts'
import { newlySaid } from './newlySaid.ts'

/** What a session tells of turns with so many messages each. */
function eventsOf(turns: readonly number[]): readonly SessionEvent[] {
  return turns.flatMap((messages, turn): SessionEvent[] => [
    { type: 'turnStarted', turnId: `t${turn}`, at: turn, prompt: { text: 'p', attachments: [] } },
    ...Array.from({ length: messages }, (_, n): SessionEvent[] => {
      const itemId = `m${turn}.${n}`
      return [
        { type: 'textStreamed', itemId, at: turn, text: 'Half' },
        { type: 'messageCompleted', itemId, at: turn, text: 'Half and half.', reasoning: '', model: null },
      ]
    }).flat(),
    { type: 'turnEnded', at: turn, outcome: 'done', error: null },
  ])
}

describe('newlySaid', () => {
  it('tells each message once and in order, whatever batches it comes in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (turns, sizes) => {
          const events = eventsOf(turns)
          const said: string[] = []
          let state: SessionState = reduceAll(emptyState, eventsOf([0]).map(renamed))
          for (let at = 0, n = 0; at < events.length; n += 1) {
            const size = sizes[n % sizes.length]!
            const next = reduceAll(state, events.slice(at, at + size))
            said.push(...newlySaid(state, next).map(({ id }) => id))
            state = next
            at += size
          }
          expect(said).toEqual(
            turns.flatMap((messages, turn) => Array.from({ length: messages }, (_, n) => `m${turn}.${n}`)),
          )
        },
      ),
    )
  })

  it('tells nothing of older turns that are loaded, nor of a history that is read anew', () => {
    const state = reduceAll(emptyState, eventsOf([1, 1, 1]))
    expect(newlySaid({ ...state, turns: state.turns.slice(1) }, state)).toEqual([])
    expect(newlySaid(emptyState, state)).toEqual([])
    const elsewhere = { ...state, turns: state.turns.map((turn) => ({ ...turn, id: `new-${turn.id}` })) }
    expect(newlySaid(state, elsewhere)).toEqual([])
  })
})

function renamed(event: SessionEvent): SessionEvent {
  return event.type === 'turnStarted' ? { ...event, turnId: 'before' } : event
}
