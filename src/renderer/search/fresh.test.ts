import { expect, test } from 'vitest'
import type { SearchHit } from '../../shared/search.ts'
import { compare, isEmpty } from './fresh.ts'

const hit = (key: number): SearchHit => ({ key }) as SearchHit
const shown = (...pages: readonly (readonly number[])[]) => ({
  pages: pages.map((page) => page.map(hit)),
  sessions: ['s'],
  bookmarks: [],
  next: null,
  words: 'beginning' as const,
})
const now = (...keys: readonly number[]) => ({ hits: keys.map(hit), sessions: ['s'], bookmarks: [], next: null })
const keys = (hits: readonly SearchHit[]): readonly number[] => hits.map(({ key }) => key)

test('what stands behind all that is shown can be added', () => {
  const { added, fresh } = compare(shown([3, 2]), now(3, 2, 1))
  expect(keys(added)).toEqual([1])
  expect(fresh).toBe(0)
})

test('what would move something is only counted', () => {
  expect(compare(shown([3, 2]), now(4, 3, 2, 1))).toEqual({ added: [], fresh: 2 })
  expect(compare(shown([3, 1]), now(3, 2, 1))).toEqual({ added: [], fresh: 1 })
  expect(compare(shown([3], [2]), { ...now(3, 2), sessions: ['s', 't'] })).toEqual({ added: [], fresh: 1 })
})

test('what is behind a first page, or was met within words, is not known from it', () => {
  expect(compare({ ...shown([3, 2]), next: 7 }, now(3, 2, 1))).toEqual({ added: [], fresh: 1 })
  expect(compare({ ...shown([3], [9]), words: 'within' }, now(3, 2))).toEqual({ added: [], fresh: 1 })
})

test('nothing new is nothing, also when something went', () => {
  expect(compare(shown([3, 2], [1]), now(3, 1))).toEqual({ added: [], fresh: 0 })
})

test('nothing was found when there is neither a message, a session nor a bookmark', () => {
  expect(isEmpty({ ...shown([]), sessions: [] })).toBe(true)
  expect(isEmpty(shown([]))).toBe(false)
  expect(isEmpty({ ...shown([1]), sessions: [] })).toBe(false)
})
