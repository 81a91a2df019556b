import { expect, test } from 'vitest'
import { findFor, piecesOf } from './marked.ts'

const place = (text: string, ...marks: number[]) => ({ key: 1, itemId: null, snippet: { text, marks } })

test('a snippet is one line, piece by piece', () => {
  expect(piecesOf({ text: 'a\n  sessão is', marks: [4, 10] })).toEqual([
    { text: 'a ', marked: false },
    { text: 'sessão', marked: true },
    { text: ' is', marked: false },
  ])
  expect(piecesOf({ text: 'plain', marks: [] })).toEqual([{ text: 'plain', marked: false }])
  expect(piecesOf({ text: '', marks: [] })).toEqual([])
})

test('one word or phrase is found as it was typed', () => {
  expect(findFor('sessao from:me -old', undefined)).toMatchObject({ query: 'sessao', options: { regex: false } })
  expect(findFor('"two words" in:web', undefined)).toMatchObject({ query: 'two words', options: { regex: false } })
  expect(findFor('from:me', undefined)).toBeNull()
  expect(findFor('file:src/a.ts tool:edit', undefined)).toMatchObject({ query: 'src/a.ts', options: { regex: false } })
})

test('words between which other signs stand than were typed are found as they stand there', () => {
  const text = 'See the Sessão-**log** of an event: log it'
  const found = findFor('"sessao log"', place(text, 8, 14, 17, 20, 36, 39))
  expect(found?.options.regex).toBe(true)
  const pattern = new RegExp(found?.query ?? '', 'giu')
  // In the text as it is written, and as it is read.
  expect(text.match(pattern)).toEqual(['Sessão-**log'])
  expect('See the Sessão-log of an event: log it'.match(pattern)).toEqual(['Sessão-log'])
  expect(findFor('sessao-log', place('The sessão-log', 4, 14))).toMatchObject({ options: { regex: false } })
})

test('several words are found as they stand in the text', () => {
  const found = findFor('sessao a.b', place('A Sessão, a.b (x)', 2, 8, 10, 13))
  expect(found).toMatchObject({ query: String.raw`Sessão|a\.b`, options: { regex: true } })
  expect(new RegExp(found?.query ?? '', 'giu').exec('x a.b')?.[0]).toBe('a.b')
  expect(findFor('one two', undefined)?.query).toBe('one|two')
})
