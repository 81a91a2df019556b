import { expect, it } from 'vitest'
import type { Item, Turn } from '../../shared/model.ts'
import { isSameModel, unmarkedChanges } from './modelTrail.ts'

const said = (model: string | null): Item => ({
  kind: 'message',
  id: `m${String(model)}`,
  at: 1,
  text: 'x',
  reasoning: '',
  reasoningMs: null,
  model,
  complete: true,
})
const changed = (to: string): Item => ({
  kind: 'notice',
  id: `n${to}`,
  at: 1,
  notice: { kind: 'modelChanged', from: null, to },
})
const turn = (id: string, ...items: readonly Item[]): Turn => ({
  id,
  at: 1,
  prompt: null,
  items,
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: 1,
  usage: null,
})

it('finds answers of another model that nothing tells of', () => {
  const of = (...turns: readonly Turn[]) => unmarkedChanges(turns)
  expect(of(turn('1', said('a')), turn('2', said('a')))).toEqual([null, null])
  expect(of(turn('1', said('a')), turn('2', said(null)), turn('3', said('b')))).toEqual([null, null, 'a'])
  expect(of(turn('1', said('a'), changed('b')), turn('2', said('b')))).toEqual([null, null])
  expect(of(turn('1', said('a')), turn('2', changed('b'), said('b')))).toEqual([null, null])
  expect(of(turn('1', said('a'), changed('b')), turn('2', said('c')))).toEqual([null, 'b'])
  expect(of(turn('1', said('a'), said('b'), said('b')))).toEqual(['a'])
})

it('takes an edition for the model that was asked for', () => {
  expect(isSameModel('gpt-4o', 'gpt-4o-2024-08-06')).toBe(true)
  expect(isSameModel('openai/gpt-5', 'GPT-5')).toBe(true)
  expect(isSameModel('llama3', 'llama3:latest')).toBe(true)
  expect(isSameModel('claude-sonnet-4-20250514', 'claude-sonnet-4')).toBe(true)
  expect(isSameModel('gpt-5', 'gpt-5-mini')).toBe(false)
  expect(isSameModel('gpt-4.1', 'gpt-4o')).toBe(false)
})
