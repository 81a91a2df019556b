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
})

test('several words are found as they stand in the text', () => {
  const found = findFor('sessao a.b', place('A Sessão, a.b (x)', 2, 8, 10, 13))
  expect(found).toMatchObject({ query: String.raw`Sessão|a\.b`, options: { regex: true } })
  expect(new RegExp(found?.query ?? '', 'giu').exec('x a.b')?.[0]).toBe('a.b')
  expect(findFor('one two', undefined)?.query).toBe('one|two')
})
