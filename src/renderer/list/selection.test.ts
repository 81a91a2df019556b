import { expect, test } from 'vitest'
import { stretched, toggled } from './selection.ts'

const listed = ['a', 'b', 'c', 'd', 'e']
const none = { ids: new Set<string>(), anchor: null }

test('one more, one less', () => {
  const one = toggled(none, 'b')
  expect([...one.ids]).toEqual(['b'])
  const two = toggled(one, 'd')
  expect([...two.ids]).toEqual(['b', 'd'])
  expect(two.anchor).toBe('d')
  expect([...toggled(two, 'b').ids]).toEqual(['d'])
})

test('a range goes from the anchor to where it is stretched, and back again', () => {
  const from = toggled(none, 'c')
  const down = stretched(from, listed, 'e', false)
  expect([...down.ids]).toEqual(['c', 'd', 'e'])
  const up = stretched(down, listed, 'b', false)
  expect([...up.ids]).toEqual(['b', 'c'])
  expect(up.anchor).toBe('c')
})

test('a range can be added to what is chosen', () => {
  const two = toggled(toggled(none, 'a'), 'd')
  expect([...stretched(two, listed, 'e', true).ids]).toEqual(['a', 'd', 'e'])
})

test('without an anchor in the list a range is one session; one that is not listed changes nothing', () => {
  expect(stretched(none, listed, 'c', false)).toEqual({ ids: new Set(['c']), anchor: 'c' })
  expect([...stretched({ ids: new Set(['x']), anchor: 'x' }, listed, 'b', false).ids]).toEqual(['b'])
  expect(stretched(toggled(none, 'a'), listed, 'gone', false).ids).toEqual(new Set(['a']))
})
