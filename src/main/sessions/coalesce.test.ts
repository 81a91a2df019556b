import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../shared/events.ts'
import { emptyState, reduceAll } from '../../shared/reduce.ts'
import { anyEvents } from '../../shared/reduce.arbitrary.ts'
import { appendCoalesced } from './coalesce.ts'

describe('appendCoalesced', () => {
  it('gives the same conversation as every single event, for any events', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const coalesced: SessionEvent[] = []
        for (const event of events) appendCoalesced(coalesced, event)
        expect(coalesced.length).toBeLessThanOrEqual(events.length)
        expect(reduceAll(emptyState, coalesced)).toEqual(reduceAll(emptyState, events))
      }),
    )
  })

  it('merges neighbours of one text only', () => {
    const delta = (itemId: string, text: string): SessionEvent => ({ type: 'textStreamed', itemId, at: 1, text })
    const events: SessionEvent[] = []
    for (const event of [delta('a', '1'), delta('a', '2'), delta('b', '3'), delta('a', '4')]) {
      appendCoalesced(events, event)
    }
    expect(events).toEqual([delta('a', '12'), delta('b', '3'), delta('a', '4')])
    const printed = (itemId: string, output: string): SessionEvent => ({
      type: 'toolPrinted',
      itemId,
      output,
      styles: [],
    })
    const lines: SessionEvent[] = []
    for (const event of [printed('a', '1'), printed('a', '1 2'), printed('b', '3')]) appendCoalesced(lines, event)
    expect(lines).toEqual([printed('a', '1 2'), printed('b', '3')])
  })
})
