import { describe, expect, it } from 'vitest'
import { firstDrawn } from './heldLine.ts'

/** Something that stands in a viewport from 0 to 600. */
const thing = (top: number, height: number, waiting = false) => ({
  getAttribute: (name: string) => (name === 'aria-busy' ? String(waiting) : null),
  getBoundingClientRect: () => ({ top, height, bottom: top + height }) as DOMRect,
})
const first = (...things: readonly ReturnType<typeof thing>[]) => firstDrawn(things, 24, 600)

describe('what is kept still at the top of the view', () => {
  it('is the first of what is drawn and in view', () => {
    const [above, there, below] = [thing(-500, 510), thing(10, 300), thing(310, 300)]
    expect(first(above, there, below)).toBe(there)
    expect(first()).toBe(null)
  })

  it('is not what waits to be drawn while something else is in view', () => {
    const [waiting, there] = [thing(-200, 500, true), thing(300, 300)]
    expect(first(waiting, there)).toBe(there)
    expect(first(waiting, thing(300, 100, true), there)).toBe(there)
  })

  it('is what waits where nothing else is in view', () => {
    const waiting = thing(-200, 790, true)
    // Of the next one less than a line shows.
    expect(first(waiting, thing(590, 300))).toBe(waiting)
    expect(first(waiting, thing(590, 300, true))).toBe(waiting)
  })
})
