import { describe, expect, it } from 'vitest'
import type { Turn } from '../../shared/model.ts'
import { pastPrompts, stepPast } from './past.ts'

const turn = (text: string | null): Turn => ({
  id: text ?? 'none',
  at: 0,
  prompt: text === null ? null : { text, attachments: [] },
  items: [],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: 0,
  usage: null,
})

describe('pastPrompts', () => {
  it('lists the newest first, each once', () => {
    const turns = [turn('a'), turn(null), turn('b'), turn('a')]
    expect(pastPrompts({ turns, active: turn('c') })).toEqual(['c', 'a', 'b'])
  })
})

describe('stepPast', () => {
  const past = ['new', 'old']
  it('goes back and forth, and never replaces what was written', () => {
    expect(stepPast(past, '', 1)).toBe('new')
    expect(stepPast(past, 'new', 1)).toBe('old')
    expect(stepPast(past, 'old', 1)).toBeNull()
    expect(stepPast(past, 'old', -1)).toBe('new')
    expect(stepPast(past, 'new', -1)).toBe('')
    expect(stepPast(past, '', -1)).toBeNull()
    expect(stepPast(past, 'my own words', 1)).toBeNull()
  })
})
