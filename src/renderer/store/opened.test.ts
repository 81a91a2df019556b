import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../shared/events.ts'
import { reduceAll } from '../../shared/reduce.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { sampleOpened } from '../testing/opened.ts'
import { applyEvents, keepWarm, viewOf, WARM, withView } from './opened.ts'

const delta = (text: string): SessionEvent => ({ type: 'textStreamed', itemId: 'm', at: 1, text })
const begin: SessionEvent = { type: 'turnStarted', turnId: 't', at: 0, prompt: { text: 'hi', attachments: [] } }

describe('applyEvents', () => {
  const view = viewOf(sampleOpened())

  it('drops what it has already', () => {
    const next = applyEvents(view, 1, [begin])
    if (next === 'gap') throw new Error('no gap')
    expect(applyEvents(next, 1, [begin])).toBe(next)
  })

  it('notices that something is missing', () => {
    expect(applyEvents(view, 2, [begin])).toBe('gap')
    expect(applyEvents(view, 5, [delta('a'), delta('b')])).toBe('gap')
  })

  it('comes to the same state for batches of any size, also when they overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 8 }), back: fc.integer({ min: 0, max: 4 }) })),
        (texts, cuts) => {
          const events = [begin, ...texts.map(delta)]
          let current = view
          let at = 0
          for (const { size, back } of [...cuts, { size: events.length, back: 0 }]) {
            const from = Math.max(0, at - back)
            const batch = events.slice(from, at + size)
            if (batch.length === 0) continue
            const next = applyEvents(current, from + batch.length, batch)
            if (next === 'gap') throw new Error('no gap')
            current = next
            at = Math.max(at, from + batch.length)
          }
          expect(current.state).toEqual(reduceAll(view.state, events))
          expect(current.seq).toBe(events.length)
        },
      ),
    )
  })

  it('touches nothing but the state', () => {
    const next = applyEvents(view, 1, [begin])
    expect(next).toEqual({ ...view, seq: 1, state: reduceAll(view.state, [begin]) })
  })
})

describe('keepWarm', () => {
  const view = (id: string) => viewOf(sampleOpened({ row: sampleRow({ id }) }))

  it('lets go of the least recently used, but never of those that are shown', () => {
    let opened: ReturnType<typeof keepWarm> = new Map()
    for (let index = 0; index < WARM; index += 1) opened = keepWarm(opened, view(`s${index}`), [{ id: 's0' }])
    opened = keepWarm(opened, opened.get('s1')!, [{ id: 's0' }])
    opened = keepWarm(opened, view('new'), [{ id: 's0' }])
    expect(opened.size).toBe(WARM)
    expect(opened.has('s0')).toBe(true)
    expect(opened.has('s1')).toBe(true)
    expect(opened.has('s2')).toBe(false)
    expect([...opened.keys()].at(-1)).toBe('new')
  })
})

describe('withView', () => {
  it('keeps its identity when nothing changes', () => {
    const opened = new Map([['one', viewOf(sampleOpened())]])
    expect(withView(opened, 'one', (view) => view)).toBe(opened)
    expect(withView(opened, 'other', (view) => ({ ...view, seq: 9 }))).toBe(opened)
  })
})
