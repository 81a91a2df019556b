import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorAt, endSlack, followsAfter, toEnd, topFor } from './place.ts'
import type { Metrics, Tops } from './place.ts'

const head = 72

function topsOf(heights: readonly number[]): Tops {
  const tops = heights.reduce<number[]>((sums, height) => [...sums, (sums.at(-1) ?? head) + height], [head])
  return {
    ids: heights.map((_, index) => `turn${index}`),
    topOf: (index) => tops[index]!,
    indexAt: (height) => tops.slice(0, -1).findLastIndex((top) => top <= height),
  }
}

const sum = (heights: readonly number[]): number => heights.reduce((all, height) => all + height, head)
const heights = fc.array(fc.integer({ min: 20, max: 3_000 }), { minLength: 1, maxLength: 30 })

describe('anchorAt and topFor', () => {
  it('find the same place again', () => {
    fc.assert(
      fc.property(heights, fc.double({ min: 0, max: 1, noNaN: true }), (sizes, share) => {
        const metrics: Metrics = { top: 0, viewport: 600, content: Math.max(600, sum(sizes)) }
        const at = { ...metrics, top: Math.round((metrics.content - 600) * share) }
        const tops = topsOf(sizes)
        const anchor = anchorAt(tops, at, false)!
        expect(topFor(anchor, tops, at)).toBe(at.top)
      }),
    )
  })

  it('keep the topmost turn where it is when anything above it changes its height', () => {
    fc.assert(
      fc.property(heights, heights, fc.nat(2_000), (above, sizes, into) => {
        const before = topsOf([...above, ...sizes])
        const index = above.length
        const top = before.topOf(index) + Math.min(into, sizes[0]! - 1)
        const long = 1_000_000
        const anchor = anchorAt(before, { top, viewport: 600, content: long }, false)!
        expect(anchor.turnId).toBe(`turn${index}`)
        const changed = topsOf([...above.map((height) => height * 2 + 7), ...sizes])
        const after = topFor(anchor, changed, { top, viewport: 600, content: long })
        expect(after - changed.topOf(index)).toBe(top - before.topOf(index))
      }),
    )
  })

  it('go to the end for a place at the end, and for a turn that is gone', () => {
    const metrics: Metrics = { top: 0, viewport: 600, content: 5_000 }
    const tops = topsOf([1_000, 3_928])
    expect(topFor({ turnId: 'turn0', offset: 10, atEnd: true }, tops, metrics)).toBe(4_400)
    expect(topFor({ turnId: 'other', offset: 10, atEnd: false }, tops, metrics)).toBe(4_400)
    expect(anchorAt(topsOf([]), metrics, true)).toBeNull()
  })

  it('count from the first turn when what stands before it is in view', () => {
    const anchor = anchorAt(topsOf([500]), { top: 0, viewport: 300, content: 572 }, false)
    expect(anchor).toEqual({ turnId: 'turn0', offset: -head, atEnd: false })
  })
})

describe('followsAfter', () => {
  const metrics = (top: number, content: number, viewport = 600): Metrics => ({ top, content, viewport })

  it('follows from the end on, and not from anywhere else', () => {
    expect(followsAfter(false, metrics(0, 2_000), metrics(1_400, 2_000))).toBe(true)
    expect(followsAfter(false, metrics(0, 2_000), metrics(1_000, 2_000))).toBe(false)
  })

  it('lets go as soon as one goes up by more than the slack', () => {
    expect(followsAfter(true, metrics(1_400, 2_000), metrics(1_400 - endSlack - 1, 2_000))).toBe(false)
    expect(followsAfter(true, metrics(1_400, 2_000), metrics(1_400 - endSlack, 2_000))).toBe(true)
  })

  it('holds on while text grows, whatever the frames in between show', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 40 }), fc.array(fc.boolean()), (steps, late) => {
        let content = 600
        let before = metrics(0, content)
        let following = true
        for (const [index, step] of steps.entries()) {
          content += step
          // Now and then a frame shows the new text before the scroller has moved.
          const top = late[index] === true ? before.top : content - 600
          const after = metrics(top, content)
          following = followsAfter(following, before, after)
          before = after
        }
        expect(following).toBe(true)
      }),
    )
  })

  it('holds on when something above becomes shorter', () => {
    expect(followsAfter(true, metrics(1_400, 2_000), metrics(1_200, 1_900))).toBe(true)
  })

  it('never follows one who is reading further up', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.array(fc.nat(500)), (top, steps) => {
        let content = 2_000
        let before = metrics(top, content)
        let following = false
        for (const step of steps) {
          content += step
          const after = metrics(top, content)
          following = followsAfter(following, before, after)
          before = after
        }
        expect(following).toBe(toEnd(before) <= endSlack)
      }),
    )
  })
})
