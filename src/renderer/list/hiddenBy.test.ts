import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SessionRow } from '../../shared/model/session.ts'
import { parseQuery } from '../../shared/query.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { listedBy } from './filter.ts'
import { hiddenBy } from './hiddenBy.ts'

const rows = [
  sampleRow({ id: 'a', title: 'Typed cache' }),
  sampleRow({ id: 'b', title: 'Flaky test' }),
  sampleRow({ id: 'c', title: 'Flaky login', archived: true }),
  sampleRow({ id: 'd', title: 'Old cache', archived: true }),
  sampleRow({ id: 'e', said: false }),
  sampleRow({ id: 'f', parentId: 'a' }),
]

function why(filter: string, all: readonly SessionRow[]): Readonly<Record<string, number>> {
  const query = parseQuery(filter, 0)
  const shown = all.filter(listedBy(query, () => ''))
  return hiddenBy(all, query, all.length - shown.length)
}

test('each reason is told with its number', () => {
  expect(why('', rows)).toEqual({ archived: 2, empty: 1, subagent: 1, filter: 0 })
  expect(why('is:archived', rows)).toEqual({ archived: 0, empty: 1, subagent: 1, filter: 2 })
})

test('what is archived and found by a word is not hidden, and what is not found is left out by the filter', () => {
  expect(why('flaky', rows)).toEqual({ archived: 0, empty: 1, subagent: 1, filter: 2 })
  expect(why('cache', rows.slice(2, 4))).toEqual({ archived: 0, empty: 0, subagent: 0, filter: 1 })
})

test('whatever is asked for, the reasons add up to what is hidden', () => {
  const anyRow = fc.record({
    archived: fc.boolean(),
    said: fc.boolean(),
    parentId: fc.constantFrom(null, 'x'),
    title: fc.constantFrom('cache', 'other'),
    pinned: fc.boolean(),
  })
  const filters = [
    '',
    'cache',
    '-cache',
    'is:any',
    'is:empty cache',
    'is:pinned',
    '-is:archived',
    'is:subagent is:archived',
  ]
  fc.assert(
    fc.property(fc.array(anyRow), fc.constantFrom(...filters), (some, filter) => {
      const all = some.map((one, n) => sampleRow({ id: String(n), ...one }))
      const hidden = all.length - all.filter(listedBy(parseQuery(filter, 0), () => '')).length
      const { archived, empty, subagent, filter: rest } = hiddenBy(all, parseQuery(filter, 0), hidden)
      expect(archived + empty + subagent + rest).toBe(hidden)
    }),
  )
})
