import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Turn } from '../../shared/model.ts'
import { firstNewTurn, isPrepended, layEntries } from './entries.ts'
import type { Entry, Laid, Layable } from './entries.ts'

const at = (day: number, hour = 9): number => new Date(2026, 10, day, hour).getTime()
const turn = (id: string, time = at(20)): Turn => ({
  id,
  at: time,
  prompt: { text: id, attachments: [] },
  items: [],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: time,
  usage: null,
})

const lay = (turns: readonly Turn[], more: Partial<Layable> = {}, previous: Laid | null = null): Laid =>
  layEntries({ turns, active: null, firstNewId: null, complete: true, ...more }, previous)

describe('layEntries', () => {
  it('marks the first turn of each day', () => {
    const entries = lay([turn('a', at(18)), turn('b', at(18, 23)), turn('c', at(19))]).entries
    expect(entries.map((entry) => entry.day !== null)).toEqual([true, false, true])
  })

  it('says no day above the first turn while older ones are to come', () => {
    const turns = [turn('a', at(18)), turn('b', at(19))]
    expect(lay(turns, { complete: false }).entries.map((entry) => entry.day !== null)).toEqual([false, true])
  })

  it('keeps entries that say the same', () => {
    const turns = [turn('a'), turn('b')]
    const first = lay(turns, { active: turn('c'), firstNewId: 'b' })
    const second = lay([...turns], { active: turn('c'), firstNewId: 'b' }, first)
    expect(second.entries[0]).toBe(first.entries[0])
    expect(second.entries[1]).toBe(first.entries[1])
    expect(second.entries[2]).not.toBe(first.entries[2])
  })

  it('gives the same whether it was laid out before or not, whatever comes, ends or is put before', () => {
    const step = fc.constantFrom('stream', 'end', 'older', 'all', 'new')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let count = 0
        const next = (): Turn => turn(`t${(count += 1)}`, at(20) + count * 5 * 3_600_000)
        const older = (): Turn => turn(`o${(count += 1)}`, at(18) - count * 5 * 3_600_000)
        let from: Layable = { turns: [next()], active: null, firstNewId: null, complete: false }
        let laid = layEntries(from, null)
        for (const one of steps) {
          if (one === 'stream') from = { ...from, active: { ...(from.active ?? next()) } }
          if (one === 'end' && from.active !== null)
            from = { ...from, turns: [...from.turns, from.active], active: null }
          if (one === 'older') from = { ...from, turns: [older(), ...from.turns] }
          if (one === 'all') from = { ...from, complete: true }
          if (one === 'new') from = { ...from, firstNewId: from.turns.at(-1)?.id ?? null }
          laid = layEntries(from, laid)
          expect(laid).toEqual(layEntries(from, null))
        }
      }),
    )
  })

  it('looks at nothing but the running turn while only that changes', () => {
    const turns = Array.from({ length: 6_000 }, (_, n) => turn(`t${n}`))
    const first = lay(turns, { active: turn('last') })
    const unread = new Proxy(turns, {
      get: (target, key) => (key === 'at' ? (n: number) => target.at(n) : key === 'length' ? target.length : undefined),
    })
    const second = layEntries({ ...first, turns: unread, active: turn('last') }, { ...first, turns: unread })
    expect(second.entries.slice(0, -1)).toEqual(first.entries.slice(0, -1))
    expect(second.entries.at(-1)).not.toBe(first.entries.at(-1))
  })
})

describe('isPrepended', () => {
  const entries = (...ids: string[]): readonly Entry[] =>
    lay(
      ids.map((id) => turn(id)),
      { complete: false },
    ).entries
  it('is true only when all that came stands before', () => {
    expect(isPrepended(entries('c', 'd'), entries('a', 'b', 'c', 'd'))).toBe(true)
    expect(isPrepended(entries('c', 'd'), entries('c', 'd', 'e'))).toBe(false)
    expect(isPrepended(entries('c', 'd'), entries('b', 'c', 'd', 'e'))).toBe(false)
    expect(isPrepended(entries('c', 'd'), entries('c', 'd'))).toBe(false)
    expect(isPrepended([], entries('a'))).toBe(false)
  })
})

describe('firstNewTurn', () => {
  const turns = [turn('a'), turn('b')]
  it('is the one after the last that was read', () => {
    expect(firstNewTurn(turns, null, 'a')).toBe('b')
    expect(firstNewTurn(turns, turn('c'), 'b')).toBe('c')
    expect(firstNewTurn(turns, null, 'b')).toBeNull()
    expect(firstNewTurn(turns, null, 'gone')).toBeNull()
    expect(firstNewTurn(turns, null, null)).toBeNull()
  })
})
