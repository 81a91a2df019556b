import { describe, expect, it } from 'vitest'
import type { ListEntry } from './order.ts'
import { indexAfter, indexOfStop, positionsOf } from './roving.ts'

const heading: ListEntry = { kind: 'group', key: 'today', group: { kind: 'today' }, count: 1, folded: false }
const row = (id: string): ListEntry => ({ kind: 'row', id })
const entries = [heading, row('a'), row('b'), heading, row('c')]

describe('indexAfter', () => {
  it.each([
    ['ArrowDown', 1, 2],
    ['ArrowDown', 2, 4],
    ['ArrowDown', 4, 4],
    ['ArrowUp', 4, 2],
    ['ArrowUp', 1, 1],
    ['Home', 4, 1],
    ['End', 1, 4],
    ['PageDown', 1, 4],
    ['PageUp', 4, 1],
    ['x', 1, null],
  ])('%s leads from %d to %s', (key, from, to) => {
    expect(indexAfter(entries, from, key)).toBe(to)
  })
})

describe('lines that can have the focus', () => {
  const folded: ListEntry = { kind: 'group', key: 'row:a', group: { kind: 'pinned' }, count: 3, folded: true }
  it('are counted and found by their names, folded headings included', () => {
    const all = [heading, row('a'), folded, row('b')]
    expect(positionsOf(all)).toEqual([0, 1, 2, 3])
    expect(
      ['row:a', 'row:b', 'group:row:a', 'group:today', 'row:c', null].map((name) => indexOfStop(all, name)),
    ).toEqual([1, 3, 2, -1, -1, -1])
  })
})
