import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentOf, operatorText, parseQuery, queryFilters, queryPieces } from './query.ts'
import type { QueryPiece } from './query.ts'

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
  expect(parseQuery('cache since:tomorrowish from:nobody is: ', now)).toEqual({
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

test('an operator that is still being typed asks for nothing yet', () => {
  expect(parseQuery('cache -is:', now)).toEqual({
    terms: [{ text: 'cache', phrase: false, not: false }],
    filters: [],
    problems: [],
  })
  expect(parseQuery('std:', now).terms).toEqual([{ text: 'std:', phrase: false, not: false }])
})

test('between quotes a quote is written twice; quotes around nothing are told where something is to stand there', () => {
  expect(parseQuery('"5"" disk" tag:"say ""hi"" now" is:"" ""', now)).toEqual({
    terms: [{ text: '5" disk', phrase: true, not: false }],
    filters: [{ name: 'tag', value: 'say "hi" now', not: false }],
    problems: [{ name: 'is', value: '' }],
  })
})

/** Anything that can be typed, above all what has a meaning here. */
const anyQuery = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'from:me',
          '-x',
          '"a b"',
          '""',
          ' ',
          '\n',
          ':',
          '"',
          '-',
          'tool:',
          'since:1w',
          'a:',
          'é',
          '日本',
          'ſ',
          '👍',
        ),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

test('whatever is typed is understood somehow, its pieces lie one behind the other, and no letter is lost', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const { terms, filters, problems } = parseQuery(query, now)
      const pieces = queryPieces(query)
      const telling = pieces.filter(
        ({ name, value, end }) =>
          (name !== null || /[\p{L}\p{N}]/u.test(value)) &&
          !(end === query.length && queryFilters.some((one) => `${one}:` === value.toLowerCase())),
      )
      expect(terms.length + filters.length + problems.length).toBe(telling.length)
      let end = 0
      for (const piece of pieces) {
        expect(piece.start).toBeGreaterThanOrEqual(end)
        expect(piece.end).toBeGreaterThan(piece.start)
        // Nothing but spaces, and quotes around nothing, is left out between pieces.
        expect(query.slice(end, piece.start)).toMatch(/^[\s"-]*$/u)
        // All of a piece stands in it, in its order.
        const written = `${piece.not ? '-' : ''}${piece.name === null ? '' : `${piece.name}:`}${piece.value}`
        expect(bare(written)).toBe(bare(query.slice(piece.start, piece.end)))
        end = piece.end
      }
      expect(query.slice(end)).toMatch(/^[\s"-]*$/u)
    }),
    { numRuns: 1_000 },
  )
})

test('a query that is written from its pieces is the same query', () => {
  const told = ({ name, value, not, phrase }: QueryPiece) => ({ name, value, not, phrase: name === null && phrase })
  const written = ({ name, value, not, phrase }: QueryPiece): string =>
    name !== null
      ? operatorText(name, value, not)
      : `${not ? '-' : ''}${phrase ? `"${value.replaceAll('"', '""')}"` : value}`
  fc.assert(
    fc.property(anyQuery, (query) => {
      const pieces = queryPieces(query)
      expect(queryPieces(pieces.map(written).join(' ')).map(told)).toEqual(pieces.map(told))
    }),
    { numRuns: 1_000 },
  )
})

test('an operator is read as it was meant, whatever its value holds', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(...queryFilters),
          fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^["\sa:-]{0,6}$/)),
          fc.boolean(),
        ),
        { maxLength: 4 },
      ),
      (operators) => {
        const text = operators.map(([name, value, not]) => operatorText(name, value, not)).join(' ')
        expect(queryPieces(text).map(({ name, value, not }) => [name, value, not])).toEqual(operators)
      },
    ),
  )
})

/** A text without its quotes, and without a difference between large and small letters. */
function bare(text: string): string {
  return text.replaceAll('"', '').toLowerCase()
}
