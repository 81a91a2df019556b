import { describe, expect, it } from 'vitest'
import { align } from './align.ts'
import { drawnOf, placeInDrawn } from './gaps.ts'

describe('gaps', () => {
  // As of a long answer of which the middle is not drawn yet.
  const source = 'word1 and\n\nword37 is\n\nword370 are'
  const gaps = [{ from: 11, to: 22 }]

  it('tells what is drawn of a text, and where its places stand in that', () => {
    expect(drawnOf(source, gaps)).toBe('word1 and\n\nword370 are')
    expect(drawnOf(source, [])).toBe(source)
    expect([0, 10, 11, 21, 22, 33].map((place) => placeInDrawn(place, gaps))).toEqual([0, 10, null, null, 11, 22])
  })

  it('goes on behind each of several gaps', () => {
    const two = [
      { from: 0, to: 5 },
      { from: 11, to: 22 },
    ]
    expect(drawnOf(source, two)).toBe(' and\n\nword370 are')
    expect([4, 5, 12, 22].map((place) => placeInDrawn(place, two))).toEqual([null, 0, null, 6])
  })

  it('finds what stands behind a gap where it is shown', () => {
    const start = source.indexOf('word370')
    const places = [start, start + 7].map((place) => placeInDrawn(place, gaps) ?? -1)
    const shown = 'word1 andword370 are'
    expect(align(drawnOf(source, gaps), places, shown)).toEqual([[9, 16]])
  })
})
