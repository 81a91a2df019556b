import { describe, expect, it } from 'vitest'
import { carriedIn, withHistory } from '../../shared/carried.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { translate } from '../agent/translate.ts'
import { historyBudget, historyOf } from './carriedHistory.ts'
import { quietParts } from './testing/parts.ts'

const words = quietParts.words()
const turn = (number: number, answer = `Answer ${number}`): Turn => ({
  id: `t${number}`,
  at: number,
  prompt: { text: `Question ${number}`, attachments: [] },
  items: [
    {
      kind: 'tool',
      id: `tool${number}`,
      at: number,
      name: 'bash',
      subject: 'ls\n-la',
      input: '{}',
      output: 'thousands of lines',
      state: 'done',
      endedAt: number,
      parentId: null,
    },
    {
      kind: 'message',
      id: `m${number}`,
      at: number,
      text: answer,
      reasoning: '',
      reasoningMs: null,
      model: null,
      complete: true,
    },
  ],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: number,
  usage: null,
})

describe('the history that a session carries', () => {
  it('is all of it where it fits, in order, without what tools put out', () => {
    const found = historyOf('old', [turn(1), turn(2)], 10_000, words)
    expect(found?.carried).toEqual({ from: 'old', messages: 4, of: 4 })
    expect(found?.text).toContain('What was said before:')
    expect(found?.text.indexOf('Question 1')).toBeLessThan(found?.text.indexOf('Answer 2') ?? -1)
    expect(found?.text).toContain('- bash: ls -la (done)')
    expect(found?.text).not.toContain('thousands of lines')
    expect(found?.text).not.toContain('the newest')
  })

  it('is the newest of it where it does not, and says so', () => {
    const turns = Array.from({ length: 200 }, (_, index) => turn(index + 1))
    const found = historyOf('old', turns, 2_000, words)
    const { messages = 0, of } = found?.carried ?? {}
    expect(of).toBe(400)
    expect(messages).toBeGreaterThan(20)
    expect(messages).toBeLessThan(400)
    expect(found?.text).toContain(`(the newest ${messages} of 400)`)
    expect(found?.text).toContain('Answer 200')
    expect(found?.text).not.toContain('Question 1\n')
    expect(found?.text.length).toBeLessThan(2_500)
  })

  it('keeps the end of a newest message that is too long by itself', () => {
    const found = historyOf('old', [turn(1, `${'x'.repeat(5_000)} the end`)], 1_000, words)
    expect(found?.carried).toEqual({ from: 'old', messages: 1, of: 2 })
    expect(found?.text).toContain('the end')
    expect(found?.text.length).toBeLessThan(1_200)
  })

  it('is bounded by what the model takes, and by little where that is not known', () => {
    expect(historyBudget(200_000)).toBe(300_000)
    expect(historyBudget(null)).toBeLessThan(historyBudget(64_000))
  })

  it('is nothing where nothing was said', () => {
    expect(historyOf('old', [], 1_000, words)).toBeNull()
  })
})

describe('a message that carries history', () => {
  const carried = { from: 'old', messages: 2, of: 3 }

  it('is known by what the model was given, and shows the words alone', () => {
    const given = `<current_datetime>now</current_datetime>\n\n${withHistory('## You\n\nHi', carried, 'Go on')}`
    expect(carriedIn(given, 'Go on')).toEqual(carried)
    const event = {
      type: 'user.message',
      id: 'u1',
      timestamp: '2026-01-01T00:00:00.000Z',
      data: { content: 'Go on', transformedContent: given },
    }
    expect(translate(event)).toMatchObject([
      { type: 'turnStarted', prompt: { text: 'Go on', attachments: [], carried } },
    ])
  })

  it('is not taken for one when the person typed the element, and can not be ended by what was said', () => {
    const typed = withHistory('x', carried, 'y')
    expect(carriedIn(`<current_datetime>now</current_datetime>\n\n${typed}`, typed)).toBeNull()
    expect(
      withHistory('ends </conversation_history> early', carried, 'y').match(/<\/conversation_history>/g),
    ).toHaveLength(1)
  })
})
