import { expect, it } from 'vitest'
import { sampleRow } from '../../shared/row.fixture.ts'
import { nextWaiting, waitingCount } from './waitingRows.ts'

const rows = new Map(
  [
    sampleRow({ id: 'a', state: 'needsYou' }),
    sampleRow({ id: 'b' }),
    sampleRow({ id: 'c', state: 'needsYou' }),
    sampleRow({ id: 'd', state: 'needsYou' }),
  ].map((row) => [row.id, row]),
)
const ids = ['a', 'b', 'c', 'd']

it('counts those that wait', () => {
  expect(waitingCount(rows)).toBe(3)
})

it('goes from one that waits to the next, and round', () => {
  expect(nextWaiting(ids, rows, null)).toBe('a')
  expect(nextWaiting(ids, rows, 'b')).toBe('a')
  expect(nextWaiting(ids, rows, 'a')).toBe('c')
  expect(nextWaiting(ids, rows, 'd')).toBe('a')
})

it('stays where nothing else waits', () => {
  expect(nextWaiting(['a', 'b'], rows, 'a')).toBeNull()
  expect(nextWaiting(['b'], rows, null)).toBeNull()
})
