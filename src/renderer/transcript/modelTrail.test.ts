import { expect, it } from 'vitest'
import type { Item, Turn } from '../../shared/model/turn.ts'
import { otherModel, unmarkedChanges } from './modelTrail.ts'

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

it('says that another model answered than was asked for, also in the first turn, and else what changed', () => {
  const usage = { inputTokens: 1, outputTokens: 1, firstTokenMs: null }
  const first = { ...turn('1', said('b')), usage: { ...usage, asked: 'a' } }
  expect(otherModel(first, null)).toEqual({ kind: 'asked', used: 'b', wanted: 'a' })
  expect(otherModel({ ...first, usage }, null)).toBeNull()
  expect(otherModel({ ...first, usage }, 'c')).toEqual({ kind: 'before', used: 'b', from: 'c' })
  expect(otherModel({ ...turn('1'), usage: { ...usage, asked: 'a' } }, null)).toBeNull()
})
