import { expect, it } from 'vitest'
import { readEntries, replyWords } from './formEntries.ts'

it('reads what was kept of a form, and nothing else', () => {
  expect(readEntries('{"name":"Ann","extras":["a"]}')).toEqual({ name: 'Ann', extras: ['a'] })
  expect(readEntries('{"name":')).toEqual({})
  expect(readEntries('words')).toEqual({})
  expect(readEntries(undefined)).toEqual({})
})

it('tells a half-filled form in words, and leaves words as they are', () => {
  expect(replyWords('1:form', '{"name":"Ann","rush":true,"extras":["a","b"],"empty":""}')).toBe(
    'name: Ann\nextras: a, b',
  )
  expect(replyWords('c:question', '{"name":"Ann"}')).toBe('{"name":"Ann"}')
})
