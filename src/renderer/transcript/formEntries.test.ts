import { expect, it } from 'vitest'
import type { Request, RequestOutcome } from '../../shared/model/request.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { begunBefore, readEntries, replyWords } from './formEntries.ts'

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

const asked = (id: string, source: string): Extract<Request, { kind: 'form' }> => ({
  kind: 'form',
  id,
  source,
  message: 'Which?',
  form: { fields: [] },
  url: null,
})
const turnWith = (id: string, source: string, outcome: RequestOutcome): Turn => ({
  id: `t-${id}`,
  at: 1,
  prompt: null,
  items: [{ kind: 'request', id, at: 1, request: asked(id, source), outcome }],
  thinking: null,
  outcome: 'interrupted',
  error: null,
  endedAt: 2,
  usage: null,
})

it('finds what was begun of the same form when nobody answered it, the newest first', () => {
  const turns = [
    turnWith('1:form', 'harbour', 'unanswered'),
    turnWith('2:form', 'harbour', 'unanswered'),
    turnWith('3:form', 'harbour', 'denied'),
    turnWith('4:form', 'market', 'unanswered'),
  ]
  const replies = Object.fromEntries(['1', '2', '3', '4', '5'].map((id) => [`${id}:form`, '{}']))
  const view = { state: { turns, active: null }, replies }
  expect(begunBefore(view, asked('5:form', 'harbour'))).toBe('2:form')
  expect(begunBefore({ ...view, replies: { '3:form': '{}', '4:form': '{}' } }, asked('5:form', 'harbour'))).toBeNull()
  expect(begunBefore(undefined, asked('5:form', 'harbour'))).toBeNull()
})
