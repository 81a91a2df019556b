import { describe, expect, it } from 'vitest'
import type { ListEntry } from './order.ts'
import { indexAfter } from './roving.ts'

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
