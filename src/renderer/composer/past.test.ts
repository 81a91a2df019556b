import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PastPrompt } from '../../shared/model/completion.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { beginWalk, pastPrompts, shownOf, stepWalk, type Walk } from './past.ts'

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
const sent = (text: string): PastPrompt => ({ sessionId: 'other', text, at: 0 })

/** Goes as far as it goes; what is shown at each step. */
function walkOn(walk: Walk, by: 1 | -1): readonly string[] {
  const next = stepWalk(walk, by)
  return next === null ? [] : [shownOf(next), ...walkOn(next, by)]
}

describe('pastPrompts', () => {
  it('lists the newest first, each once', () => {
    const turns = [turn('a'), turn(null), turn('b'), turn('a')]
    expect(pastPrompts({ turns, active: turn('c') })).toEqual(['c', 'a', 'b'])
  })
})

describe('a walk', () => {
  it('goes through this session, then through all, and comes back to what was typed', () => {
    const walk = beginWalk(['new', 'old'], [sent('elsewhere'), sent('old'), sent('long ago')], 'half a thou')
    expect(walkOn(walk, 1)).toEqual(['new', 'old', 'elsewhere', 'long ago'])
    expect(walkOn({ ...walk, at: 3 }, -1)).toEqual(['elsewhere', 'old', 'new', 'half a thou'])
    expect(stepWalk(walk, -1)).toBeNull()
  })

  it('leaves out what is in the box already', () => {
    expect(walkOn(beginWalk(['new', 'old'], [], 'new'), 1)).toEqual(['old'])
  })

  it('shows each prompt once, and what was typed after as many steps back', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), fc.string(), (own, all, typed) => {
        const walk = beginWalk(own, all.map(sent), typed)
        const shown = walkOn(walk, 1)
        expect(new Set(shown)).toEqual(new Set([...own, ...all].filter((text) => text !== typed)))
        expect(new Set(shown).size).toBe(shown.length)
        if (shown.length > 0) expect(walkOn({ ...walk, at: shown.length - 1 }, -1).at(-1)).toBe(typed)
      }),
    )
  })
})
