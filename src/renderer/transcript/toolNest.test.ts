import { expect, it } from 'vitest'
import type { ToolItem } from '../../shared/model/tool.ts'
import { isSameNested, nestItems } from './toolNest.ts'
import type { NestedItem } from './toolNest.ts'

const tool = (id: string, parentId: string | null): { item: ToolItem; permission: null } => ({
  permission: null,
  item: {
    kind: 'tool',
    id,
    at: 0,
    name: 'task',
    subject: '',
    input: '',
    output: '',
    state: 'done',
    endedAt: 1,
    parentId,
  },
})
const shape = (items: readonly NestedItem[]): unknown => items.map(({ item, inside }) => [item.id, shape(inside)])

it('puts the calls of each sub-agent into its own call, whatever order they come in', () => {
  const items = [tool('a', null), tool('b', null), tool('a1', 'a'), tool('b1', 'b'), tool('a2', 'a'), tool('a11', 'a1')]
  expect(shape(nestItems(items))).toEqual([
    [
      'a',
      [
        ['a1', [['a11', []]]],
        ['a2', []],
      ],
    ],
    ['b', [['b1', []]]],
  ])
})

it('loses nothing: what has no parent, or is its own, stays outside', () => {
  expect(shape(nestItems([tool('a', 'gone'), tool('b', 'b'), tool('c', 'd'), tool('d', 'c')]))).toEqual([
    ['a', []],
    ['b', []],
    ['c', []],
    ['d', []],
  ])
})

it('knows what has not changed', () => {
  const items = [tool('a', null), tool('a1', 'a')]
  const [before] = nestItems(items)
  const [after] = nestItems(items)
  const [other] = nestItems([items[0]!, tool('a1', 'a')])
  expect(isSameNested(before!, after!)).toBe(true)
  expect(isSameNested(before!, other!)).toBe(false)
})
