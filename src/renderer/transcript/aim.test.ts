import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appeared, armAfter, counts, moved, pressed, shifted, spent } from './aim.ts'
import type { Aim } from './aim.ts'

const allow = 'Allow'

/** What can happen to a card before a press; times in milliseconds since the last. */
type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'scroll' }
  | { readonly do: 'push'; readonly to: number }
  | { readonly do: 'move'; readonly button: string; readonly by: number }
  | { readonly do: 'pressElsewhere' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 900 }) }),
  fc.constant({ do: 'scroll' } as const),
  fc.record({ do: fc.constant('push' as const), to: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ do: fc.constant('move' as const), button: fc.constantFrom(allow, 'Deny'), by: fc.nat(2) }),
  fc.constant({ do: 'pressElsewhere' } as const),
)

/** Plays what happens; gives the state, the time, where Allow is now, and where it was last aimed at. */
function play(steps: readonly Step[]) {
  let aim: Aim = appeared(0)
  let now = 0
  let place = 0
  let aimedAt: number | null = null
  let movedAt = 0
  for (const one of steps) {
    if (one.do === 'wait') now += one.ms
    else if (one.do === 'scroll') {
      aim = shifted(aim, now)
      movedAt = now
    } else if (one.do === 'push') place = one.to
    else if (one.do === 'move') {
      aim = moved(aim, one.button, String(place), one.by)
      if (one.by > 0) aimedAt = one.button === allow ? place : null
    } else aim = spent(pressed(aim, 'Deny', String(place), false, now))
  }
  return { aim, now, place, aimedAt, movedAt }
}

describe('a press on a button that allows', () => {
  it('counts only when the pointer was moved onto it where it is, after the card was there for a moment', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const { aim, now, place, aimedAt } = play(steps)
        const after = pressed(aim, allow, String(place), false, now)
        expect(counts(after, 1, now)).toBe(now >= armAfter && aimedAt === place)
      }),
    )
  })

  it('never counts when the card came to be under a pointer that rests', () => {
    const resting = step.filter((one) => one.do !== 'move' || one.by === 0)
    fc.assert(
      fc.property(fc.array(resting, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (steps, clicks) => {
        const { aim, now, place } = play(steps)
        expect(counts(pressed(aim, allow, String(place), false, now), clicks, now)).toBe(false)
      }),
    )
  })

  it('counts from a finger once everything has kept its place for a moment', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const { aim, now, place, movedAt } = play(steps)
        const after = pressed(aim, allow, String(place), true, now)
        expect(counts(after, 1, now)).toBe(now >= armAfter && now - movedAt >= armAfter)
      }),
    )
  })

  it('counts from a key once the card was there for a moment, and a press counts once', () => {
    expect(counts(appeared(0), 0, armAfter - 1)).toBe(false)
    expect(counts(appeared(0), 0, armAfter)).toBe(true)
    const meant = pressed(moved(appeared(0), allow, 'here', 1), allow, 'here', false, armAfter)
    expect(counts(meant, 1, armAfter)).toBe(true)
    expect(counts(spent(meant), 1, armAfter)).toBe(false)
    // One that began before the card was ready is none, however late it ends.
    const early = pressed(moved(appeared(0), allow, 'here', 1), allow, 'here', false, armAfter - 1)
    expect(counts(early, 1, armAfter + 100)).toBe(false)
  })
})
