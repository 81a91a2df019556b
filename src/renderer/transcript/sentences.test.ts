import { describe, expect, it } from 'vitest'
import type { NoticeItem } from '../../shared/model/notice.ts'
import type { Request } from '../../shared/model/request.ts'
import type { Item, Turn } from '../../shared/model/turn.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import { sentenceOf } from './sentences.ts'

const en = createTranslate('en')
const now = { online: true, keys: 'Ctrl J' }

const permission: Request = {
  kind: 'permission',
  id: 'r',
  action: 'shell',
  subject: 'touch a',
  intention: '',
  diff: null,
  folder: null,
}

const turn = (outcome: Turn['outcome'], rest: Partial<Turn> = {}): Turn => ({
  id: 't',
  at: 1,
  prompt: null,
  items: [],
  thinking: null,
  outcome,
  error: null,
  endedAt: null,
  usage: null,
  ...rest,
})

describe('what a screen reader is told', () => {
  it.each<readonly [string, Request, string]>([
    ['a permission', permission, 'Permission needed: Run touch a. Press Ctrl J to go to it.'],
    [
      'a question',
      { kind: 'question', id: 'q', question: '**Which** colour?', choices: [], freeform: true },
      'Copilot asks: Which colour? Press Ctrl J to go to it.',
    ],
    [
      'a form',
      { kind: 'form', id: 'f', source: 'harbour', message: 'Which berth?', form: { fields: [] }, url: null },
      'harbour needs a few details: Which berth? Press Ctrl J to go to it.',
    ],
    [
      'a plan',
      { kind: 'plan', id: 'p', summary: '## Build a quay', plan: '', actions: [], recommended: 'interactive' },
      'A plan to approve: Build a quay. Press Ctrl J to go to it.',
    ],
  ])('is what waits, and the way there: %s', (_, request, said) => {
    expect(sentenceOf(en, { kind: 'asked', request }, now)).toBe(said)
  })

  it('is the beginning of a command that is long', () => {
    const long = { ...permission, subject: 'x'.repeat(5_000) }
    expect(sentenceOf(en, { kind: 'asked', request: long }, now)?.length).toBeLessThan(300)
  })

  it('is how a turn ended that did not end well', () => {
    const of = (one: Turn): string | null => sentenceOf(en, { kind: 'ended', turn: one }, now)
    expect(of(turn('stopped'))).toBe('You stopped this answer. What had come is kept.')
    expect(of(turn('interrupted'))).toBe('This answer was interrupted. What had come is kept.')
    const error = { kind: 'rateLimit', message: 'slow', status: 429 } as const
    expect(of(turn('failed', { error }))).toBe(
      'The provider asks for a pause: too many requests. Your message is kept.',
    )
    const gone = turn('failed', { error: { kind: 'unreachable', message: '', status: null } })
    expect(sentenceOf(en, { kind: 'ended', turn: gone }, { ...now, online: false })).not.toBe(of(gone))
  })

  it('is that work is over when no words end it, and nothing after an answer', () => {
    const tool: Item = {
      kind: 'tool',
      id: 'c',
      at: 1,
      name: 'bash',
      subject: 'ls',
      input: '',
      output: '',
      state: 'done',
      endedAt: 2,
      parentId: null,
    }
    const message: Item = {
      kind: 'message',
      id: 'm',
      at: 1,
      text: 'Done.',
      reasoning: '',
      reasoningMs: null,
      model: null,
      complete: true,
    }
    const of = (items: readonly Item[]): string | null =>
      sentenceOf(en, { kind: 'ended', turn: turn('done', { items }) }, now)
    expect(of([tool])).toBe('Copilot is done.')
    expect(of([tool, message])).toBeNull()
  })

  it('is what becomes of the conversation, and not what has passed', () => {
    const of = (notice: NoticeItem['notice']): string | null =>
      sentenceOf(en, { kind: 'noticed', notice, running: false }, now)
    expect(of({ kind: 'compactionStarted', tokens: null })).toBe(
      sentenceOf(en, { kind: 'noticed', notice: { kind: 'compactionStarted', tokens: null }, running: true }, now),
    )
    expect(of({ kind: 'compactionFailed', message: 'x', status: 400 })).toMatch(
      /^Older messages could not be summed up\./,
    )
    expect(of({ kind: 'modelChanged', from: 'a', to: 'b' })).toBe('Model changed from a to b.')
    expect(of({ kind: 'retrying', message: 'HTTP 429', attempt: 2, over: true })).toBeNull()
  })
})
