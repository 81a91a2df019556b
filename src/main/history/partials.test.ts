import { describe, expect, it } from 'vitest'
import type { Item, Turn } from '../../shared/model/turn.ts'
import { overlayPartials } from './partials.ts'

const message = (id: string, text: string, complete: boolean): Item => ({
  kind: 'message',
  id,
  at: 2,
  text,
  reasoning: '',
  reasoningMs: null,
  model: null,
  complete,
})
const turn = (id: string, at: number, items: readonly Item[], outcome: Turn['outcome']): Turn => ({
  id,
  at,
  prompt: { text: `prompt of ${id}`, attachments: [] },
  items,
  thinking: null,
  outcome,
  error: null,
  endedAt: null,
  usage: null,
})
const everything = { from: -Infinity, to: Infinity }

describe('overlayPartials', () => {
  it('adds the text that streamed before a crash and marks the turn as interrupted', () => {
    const log = [turn('t1', 1, [message('m1', 'first', true)], 'done'), turn('t2', 5, [], 'interrupted')]
    const kept = [turn('t2', 5, [message('m2', 'so far', false)], 'running')]
    const [first, second] = overlayPartials(log, kept, everything)
    expect(first).toBe(log[0])
    expect(second).toMatchObject({ outcome: 'interrupted', items: [{ text: 'so far', complete: false }] })
  })

  it('adds a turn that never reached the disk, at its time', () => {
    const log = [turn('t1', 1, [], 'done'), turn('t3', 9, [], 'done')]
    const kept = [turn('t2', 5, [message('m2', 'lost otherwise', false)], 'running')]
    expect(overlayPartials(log, kept, everything).map((one) => one.id)).toEqual(['t1', 't2', 't3'])
  })

  it('leaves a turn without a counterpart to the page that it belongs to', () => {
    const kept = [turn('t2', 5, [], 'stopped')]
    const newer = [turn('t3', 9, [], 'done')]
    expect(overlayPartials(newer, kept, { from: 9, to: Infinity })).toEqual(newer)
    const older = [turn('t1', 1, [], 'done')]
    expect(overlayPartials(older, kept, { from: -Infinity, to: 9 }).map((one) => one.id)).toEqual(['t1', 't2'])
  })

  it('believes the log where it holds the whole answer', () => {
    const log = [turn('t1', 1, [message('m1', 'the whole answer', true)], 'done')]
    const kept = [turn('t1', 1, [message('m1', 'the wh', false)], 'running')]
    expect(overlayPartials(log, kept, everything)).toEqual(log)
  })

  it('keeps a form that waited: no log has it, and a runtime that loses its app calls it off and goes on by itself', () => {
    const request = { kind: 'form', id: 'f', source: 'harbour', message: 'Which way?', form: null, url: null } as const
    const form: Item = { kind: 'request', id: 'r1', at: 3, request, outcome: null }
    const log = [turn('t1', 1, [message('m1', 'gone on by itself', true)], 'done')]
    const [waited] = overlayPartials(log, [turn('t1', 1, [form], 'running')], everything)
    expect(waited).toMatchObject({ outcome: 'interrupted', items: [{ id: 'm1' }, { id: 'r1', outcome: 'unanswered' }] })
    const answered = [turn('t1', 1, [{ ...form, outcome: 'answered' }], 'running')]
    expect(overlayPartials(log, answered, everything)).toEqual(log)
  })

  it('keeps how a turn ended, which the log does not tell', () => {
    const error = { kind: 'authentication', message: 'no', status: 401 } as const
    const log = [turn('t1', 1, [], 'interrupted')]
    const kept = [{ ...turn('t1', 1, [], 'failed'), error }]
    expect(overlayPartials(log, kept, everything)[0]).toMatchObject({ outcome: 'failed', error })
  })

  it('keeps reasoning that streamed and settles what was open', () => {
    const open: Turn = {
      ...turn(
        't1',
        1,
        [
          {
            kind: 'tool',
            id: 'c1',
            at: 2,
            name: 'bash',
            subject: 'ls',
            input: '{}',
            output: '',
            state: 'running',
            endedAt: null,
            parentId: null,
          },
        ],
        'running',
      ),
      thinking: { text: 'Hm', since: 3 },
    }
    const [only] = overlayPartials([], [open], everything)
    expect(only).toMatchObject({ thinking: null, items: [{ state: 'failed' }, { reasoning: 'Hm' }] })
  })
})
