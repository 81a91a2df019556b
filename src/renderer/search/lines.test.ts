import { expect, test } from 'vitest'
import type { SearchHit } from '../../shared/search.ts'
import { groupHits, lineAfter, linesOf, newHits } from './lines.ts'

const hit = (key: number, sessionId: string): SearchHit => ({
  key,
  sessionId,
  turnId: 't',
  kind: 'prompt',
  name: '',
  at: 0,
})
const page = (from: number, sessions: string): readonly SearchHit[] =>
  Array.from(sessions, (sessionId, index) => hit(from + index, sessionId))
const always = (): boolean => true
const shown = (pages: readonly (readonly SearchHit[])[], whole: readonly string[] = [], next: number | null = null) =>
  linesOf({ sessions: [], bookmarks: [], pages, next }, new Set(whole), always).map((line) =>
    line.kind === 'group' ? line.sessionId : line.kind === 'hit' ? line.hit.key : line.kind,
  )

test('messages are grouped by session, the session of the best one first', () => {
  const groups = groupHits([page(1, 'abacb')])
  expect(groups.map(({ sessionId, hits }) => [sessionId, hits.map(({ key }) => key)])).toEqual([
    ['a', [1, 3]],
    ['b', [2, 5]],
    ['c', [4]],
  ])
})

test('a later page never moves what is there: only the last group may grow', () => {
  const first = groupHits([page(1, 'aab')])
  const both = groupHits([page(1, 'aab'), page(10, 'ba')])
  expect(both.map(({ sessionId, hits }) => [sessionId, hits.map(({ key }) => key)])).toEqual([
    ['a', [1, 2]],
    ['b', [3, 10]],
    ['a', [11]],
  ])
  expect(both.map(({ id }) => id).slice(0, 2)).toEqual(first.map(({ id }) => id))
  expect(new Set(both.map(({ id }) => id)).size).toBe(3)
})

test('of a page within words only what is new is appended', () => {
  const pages = [page(1, 'ab')]
  expect(newHits(pages, [hit(2, 'b'), hit(7, 'a'), hit(1, 'a')]).map(({ key }) => key)).toEqual([7])
  expect(newHits([], page(1, 'a'))).toHaveLength(1)
})

test('of many messages in one session the first ones are shown, unless it is the only one or all were asked for', () => {
  const many = page(1, 'aaaaaaab')
  expect(shown([many])).toEqual(['a', 1, 2, 3, 4, 5, 'more', 'b', 8])
  expect(shown([many], ['0 a'])).toEqual(['a', 1, 2, 3, 4, 5, 6, 7, 'b', 8])
  expect(shown([page(1, 'aaaaaaa')])).toEqual(['a', 1, 2, 3, 4, 5, 6, 7])
  // A line that says "1 more" would take as much room.
  expect(shown([page(1, 'aaaaaab')])).toEqual(['a', 1, 2, 3, 4, 5, 6, 'b', 7])
  expect(shown([page(1, 'a')], [], 5)).toEqual(['a', 1, 'older'])
})

test('sessions that are gone take their messages and bookmarks with them', () => {
  const bookmark = {
    id: 'm',
    sessionId: 'gone',
    turnId: 't',
    itemId: null,
    name: '',
    description: '',
    snippet: '',
    createdAt: 0,
    colour: null,
  }
  const found = { sessions: ['gone', 'a'], bookmarks: [bookmark], pages: [page(1, 'a'), [hit(9, 'gone')]], next: null }
  const lines = linesOf(found, new Set(), (id) => id !== 'gone')
  expect(lines.map(({ kind }) => kind)).toEqual(['heading', 'session', 'group', 'hit'])
})

test('keys go from option to option, over headings, and around the ends', () => {
  const lines = linesOf({ sessions: ['s'], bookmarks: [], pages: [page(1, 'ab')], next: null }, new Set(), always)
  expect(lines.map(({ kind }) => kind)).toEqual(['heading', 'session', 'group', 'hit', 'group', 'hit'])
  const after = (from: number, key: string): number | null => lineAfter(lines, from, key, 2)
  expect([after(1, 'ArrowDown'), after(3, 'ArrowDown'), after(5, 'ArrowDown')]).toEqual([3, 5, 1])
  expect([after(1, 'ArrowUp'), after(5, 'ArrowUp')]).toEqual([5, 3])
  expect([after(1, 'PageDown'), after(3, 'PageDown'), after(5, 'PageUp'), after(3, 'PageUp')]).toEqual([5, 5, 1, 1])
  expect([after(3, 'Home'), after(1, 'End')]).toEqual([1, 5])
  expect(after(1, 'x')).toBeNull()
  expect(lineAfter([], -1, 'ArrowDown', 2)).toBeNull()
})
