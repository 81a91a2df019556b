import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentOf, parseQuery, queryPieces } from './query.ts'

const now = new Date(2026, 10, 28, 15, 30).getTime()
const day = (year: number, month: number, date: number): number => new Date(year, month - 1, date).getTime()

test('words, phrases, exclusions and operators are told apart', () => {
  const query = parseQuery(
    'retry from:me -tool:bash "exact phrase" -slow is:PINNED in:"my web" before:2026-10-01 since:2w',
    now,
  )
  expect(query).toEqual({
    terms: [
      { text: 'retry', phrase: false, not: false },
      { text: 'exact phrase', phrase: true, not: false },
      { text: 'slow', phrase: false, not: true },
    ],
    filters: [
      { name: 'from', value: 'me', not: false },
      { name: 'tool', value: 'bash', not: true },
      { name: 'is', value: 'pinned', not: false },
      { name: 'in', value: 'my web', not: false },
      { name: 'before', at: day(2026, 10, 1), not: false },
      { name: 'since', at: new Date(2026, 10, 14, 15, 30).getTime(), not: false },
    ],
    problems: [],
  })
})

test.for(['std::vector', 'http://example.com/a?b=c', 'error:E401', 'a:b', 'Résumé:x'])('%s is words', (text) => {
  expect(parseQuery(text, now)).toEqual({ terms: [{ text, phrase: false, not: false }], filters: [], problems: [] })
})

test('an operator without a value that means something is told, and nothing else is lost by it', () => {
  expect(parseQuery('cache since:tomorrowish from:nobody is:', now)).toEqual({
    terms: [
      { text: 'cache', phrase: false, not: false },
      { text: 'is:', phrase: false, not: false },
    ],
    filters: [],
    problems: [
      { name: 'since', value: 'tomorrowish' },
      { name: 'from', value: 'nobody' },
    ],
  })
})

test.for([
  ['today', day(2026, 11, 28)],
  ['yesterday', day(2026, 11, 27)],
  ['12h', now - 12 * 3_600_000],
  ['3d', new Date(2026, 10, 25, 15, 30).getTime()],
  ['6m', new Date(2026, 4, 28, 15, 30).getTime()],
  ['1y', new Date(2025, 10, 28, 15, 30).getTime()],
  ['2026-10', day(2026, 10, 1)],
  ['2026-02-31', null],
  ['2026-13-01', null],
  ['2q', null],
] as const)('%s is a moment or none', ([text, moment]) => {
  expect(momentOf(text, now)).toBe(moment)
})

test('a phrase that is still being typed has no end yet', () => {
  expect(parseQuery('"not closed', now).terms).toEqual([{ text: 'not closed', phrase: true, not: false }])
})

test('signs alone are nothing to look for', () => {
  expect(parseQuery('-- "" ??? -', now)).toEqual({ terms: [], filters: [], problems: [] })
})

test('whatever is typed is understood somehow, and its pieces lie one behind the other', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('from:me', '-x', '"a b"', ' ', ':', '"', '-', 'tool:', 'since:1w', 'é', '日本'))
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(typed, (query) => {
      parseQuery(query, now)
      let end = 0
      for (const piece of queryPieces(query)) {
        expect(piece.start).toBeGreaterThanOrEqual(end)
        expect(piece.end).toBeGreaterThan(piece.start)
        end = piece.end
      }
      expect(end).toBeLessThanOrEqual(query.length)
    }),
  )
})
