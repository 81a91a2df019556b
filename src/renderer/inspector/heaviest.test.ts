import { expect, it } from 'vitest'
import type { Item, Turn } from '../../shared/model/turn.ts'
import { heaviestTurns } from './heaviest.ts'

const turn = (id: string, prompt: string, ...items: readonly Item[]): Turn => ({
  id,
  at: 1,
  prompt: { text: prompt, attachments: [] },
  items,
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: 1,
  usage: null,
})
const said = (text: string): Item => ({
  kind: 'message',
  id: text.slice(0, 9),
  at: 1,
  text,
  reasoning: 'r'.repeat(9_000),
  reasoningMs: null,
  model: null,
  complete: true,
})
const tool = (output: string, parentId: string | null = null): Item => ({
  kind: 'tool',
  id: 'c',
  at: 1,
  name: 'bash',
  subject: '',
  input: '',
  output,
  state: 'done',
  endedAt: 1,
  parentId,
})
const summary: Item = {
  kind: 'notice',
  id: 'n',
  at: 1,
  notice: { kind: 'compacted', summary: 'x'.repeat(400), before: null, after: null, used: null },
}

it('names the turns that weigh most, by what the model is given of them', () => {
  const turns = [
    turn('a', 'Short', said('y'.repeat(40))),
    turn('b', 'Read it\nall', tool('z'.repeat(4_000)), said('ok')),
    turn('c', 'w'.repeat(2_000)),
    // What a sub-agent did, and what was thought, is not given again.
    turn('d', 'Ask others', tool('z'.repeat(9_000), 'c0')),
  ]
  const heavy = heaviestTurns(turns)
  expect(heavy.map(({ turnId, tokens }) => [turnId, tokens])).toEqual([
    ['b', 1004],
    ['c', 500],
  ])
  expect(heavy[0]?.text).toBe('Read it')
  expect(heavy[0]?.share).toBeCloseTo(0.66, 1)
})

it('leaves out what was summed up, and counts the summary', () => {
  const turns = [
    turn('a', 'a'.repeat(9_000)),
    turn('b', 'b'.repeat(9_000), summary, said('c'.repeat(400))),
    turn('c', 'd'.repeat(400)),
  ]
  expect(heaviestTurns(turns).map(({ turnId, tokens }) => [turnId, tokens])).toEqual([
    ['b', 200],
    ['c', 100],
  ])
})

it('says nothing of a single turn, and bounds what one output weighs', () => {
  expect(heaviestTurns([turn('a', 'x')])).toEqual([])
  const [first] = heaviestTurns([turn('a', '', tool('z'.repeat(32_000))), turn('b', 'x'.repeat(4_000))])
  expect(first?.tokens).toBe(5_000)
})
