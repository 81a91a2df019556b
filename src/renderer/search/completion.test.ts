import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery, queryFilters, queryPieces } from '../../shared/query.ts'
import { complete, completionsAt } from './completion.ts'

const known = {
  tags: ['release', 'Próximo passo', 'say "hi" now', '"quoted'],
  folders: ['web', 'api'],
  models: ['gpt-5', 'sonnet'],
  repositories: ['octo/web'],
  tools: ['bash', 'view', 'edit'],
}
const at = (query: string, caret = query.length) => completionsAt(query, caret, known).list.map(({ text }) => text)

test('names are offered by their beginning, also behind a minus and in the middle of a query', () => {
  expect(at('cache fr')).toEqual(['from:'])
  expect(at('-to')).toEqual(['-tool:'])
  expect(at('IS')).toEqual(['is:'])
  expect(at('f')).toEqual([])
  expect(at('cache')).toEqual([])
  expect(at('')).toEqual([])
  expect(at('fr cache', 2)).toEqual(['from:'])
  // Within a word nothing is offered.
  expect(at('from', 2)).toEqual([])
})

test('values are offered where they are known: what begins so first, accents and case make no difference', () => {
  expect(at('from:')).toEqual(['from:me ', 'from:copilot ', 'from:tool '])
  expect(at('x tool:i')).toEqual(['tool:view ', 'tool:edit '])
  expect(at('tag:prox')).toEqual(['tag:"Próximo passo" '])
  expect(at('tag:"proximo pa')).toEqual(['tag:"Próximo passo" '])
  expect(at('tag:say')).toEqual(['tag:"say ""hi"" now" '])
  expect(at('tag:"say ""h')).toEqual(['tag:"say ""hi"" now" '])
  expect(at('-in:w')).toEqual(['-in:web '])
  expect(at('model:GPT')).toEqual(['model:gpt-5 '])
  expect(at('since:2')).toEqual(['since:2w '])
  expect(at('file:')).toEqual([])
  expect(at('tool:bash')).toEqual([])
  expect(at('std::v')).toEqual([])
  expect(at('"from:')).toEqual([])
})

test('what is taken stands in the place of what was typed, and the caret behind it', () => {
  const query = 'fr cache'
  const offered = completionsAt(query, 2, known)
  expect(complete(query, offered, offered.list[0]!)).toEqual({ query: 'from: cache', caret: 5 })
  const value = completionsAt('from:m cache', 6, known)
  expect(complete('from:m cache', value, value.list[0]!)).toEqual({ query: 'from:me cache', caret: 8 })
})

test('whatever is typed, every offered value is understood by the query language', () => {
  const word = fc.constantFrom(...queryFilters.map((name) => `${name}:`), 'from', 'x', '"', '-', ' ', 'me', '2', 'é')
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), fc.nat(30), (words, place) => {
      const query = words.join('')
      const caret = Math.min(place, query.length)
      const offered = completionsAt(query, caret, known)
      for (const one of offered.list) {
        const next = complete(query, offered, one)
        expect(next.caret).toBeLessThanOrEqual(next.query.length + 1)
        if (one.value === null) continue
        expect(parseQuery(one.text, Date.UTC(2026, 1, 1))).toMatchObject({ problems: [] })
        expect(queryPieces(one.text)).toMatchObject([{ name: one.name, value: one.value }])
      }
    }),
  )
})
