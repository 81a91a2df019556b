import { describe, expect, it } from 'vitest'
import type { Item, SessionState, Turn } from '../../shared/model/turn.ts'
import { currentLine, messagesSince, outlineOf } from './facts.ts'

const message = (id: string, text = id): Item => ({
  kind: 'message',
  id,
  at: 0,
  text,
  reasoning: '',
  reasoningMs: null,
  model: null,
  complete: true,
})
const turn = (id: string, items: readonly Item[], prompt: string | null = id): Turn => ({
  id,
  at: 0,
  prompt: prompt === null ? null : { text: prompt, attachments: [] },
  items,
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: 0,
  usage: null,
})
const state: SessionState = {
  turns: [turn('a', [message('a1'), message('a2')]), turn('b', [message('b1'), message('b2', '')])],
  active: turn('c', [], '\n  third line\nmore'),
}

describe('messagesSince', () => {
  it('counts prompts and answers after the marked message, not itself', () => {
    expect(messagesSince(state, { turnId: 'a', itemId: null })).toBe(5)
    expect(messagesSince(state, { turnId: 'a', itemId: 'a1' })).toBe(4)
    expect(messagesSince(state, { turnId: 'a', itemId: 'a2' })).toBe(3)
    expect(messagesSince(state, { turnId: 'c', itemId: null })).toBe(0)
    expect(messagesSince(state, { turnId: 'older', itemId: null })).toBeNull()
  })
})

describe('outlineOf', () => {
  it('has the first line of each prompt, and knows where one is', () => {
    const outline = outlineOf({ ...state, turns: [...state.turns, turn('d', [], null)] })
    expect(outline.map((line) => line.text)).toEqual(['a', 'b', 'third line'])
    const whole = { ...state, turns: [...state.turns, turn('d', [], null)] }
    expect(currentLine(whole, outline, 'd')).toBe('b')
    expect(currentLine(whole, outline, 'a')).toBe('a')
    expect(currentLine(whole, outline, null)).toBe('c')
  })

  it('knows where one is in what is shown further up, with more behind it that is not loaded', () => {
    const outline = ['x', 'a', 'b', 'y', 'z'].map((turnId) => ({ turnId, at: 0, text: turnId }))
    const shown = { turns: [turn('p', [], null), turn('a', []), turn('q', [], null), turn('b', [])], active: null }
    expect(currentLine(shown, outline, 'p')).toBe('x')
    expect(currentLine(shown, outline, 'a')).toBe('a')
    expect(currentLine(shown, outline, 'q')).toBe('a')
    expect(currentLine(shown, outline, 'b')).toBe('b')
  })
})
