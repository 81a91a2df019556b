import { expect, it } from 'vitest'
import { moved } from './queueOrder.ts'

it.each([
  ['a', 1, ['b', 'a', 'c']],
  ['a', 2, ['b', 'c', 'a']],
  ['c', 0, ['c', 'a', 'b']],
  ['b', 1, null],
  ['a', -1, null],
  ['c', 3, null],
  ['x', 0, null],
])('moves %s to %d', (id, to, order) => {
  expect(moved(['a', 'b', 'c'], id, to)).toEqual(order)
})
