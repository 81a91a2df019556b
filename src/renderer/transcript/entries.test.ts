import { describe, expect, it } from 'vitest'
import type { Turn } from '../../shared/model/turn.ts'
import { firstNewTurn, isPrepended, layEntries } from './entries.ts'

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

describe('layEntries', () => {
  it('marks the first turn of each day', () => {
    const entries = layEntries([turn('a', at(18)), turn('b', at(18, 23)), turn('c', at(19))], null, null, true, [])
    expect(entries.map((entry) => entry.day !== null)).toEqual([true, false, true])
  })

  it('says no day above the first turn while older ones are to come', () => {
    const turns = [turn('a', at(18)), turn('b', at(19))]
    expect(layEntries(turns, null, null, false, []).map((entry) => entry.day !== null)).toEqual([false, true])
  })

  it('keeps entries that say the same', () => {
    const turns = [turn('a'), turn('b')]
    const first = layEntries(turns, turn('c'), 'b', true, [])
    const second = layEntries(turns, turn('c'), 'b', true, first)
    expect(second[0]).toBe(first[0])
    expect(second[1]).toBe(first[1])
    expect(second[2]).not.toBe(first[2])
  })
})

describe('isPrepended', () => {
  const lay = (...ids: string[]) =>
    layEntries(
      ids.map((id) => turn(id)),
      null,
      null,
      false,
      [],
    )
  it('is true only when all that came stands before', () => {
    expect(isPrepended(lay('c', 'd'), lay('a', 'b', 'c', 'd'))).toBe(true)
    expect(isPrepended(lay('c', 'd'), lay('c', 'd', 'e'))).toBe(false)
    expect(isPrepended(lay('c', 'd'), lay('b', 'c', 'd', 'e'))).toBe(false)
    expect(isPrepended(lay('c', 'd'), lay('c', 'd'))).toBe(false)
    expect(isPrepended([], lay('a'))).toBe(false)
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
