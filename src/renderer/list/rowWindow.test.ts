import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ListEntry } from './order.ts'
import { HEADING_HEIGHT, linesWithin, offsetsOf, ROW_HEIGHT, scrollFor } from './rowWindow.ts'

const heading: ListEntry = { kind: 'group', key: 'today', group: { kind: 'today' }, count: 1, folded: false }
const row = (id: string): ListEntry => ({ kind: 'row', id })
const anyEntries = fc.array(fc.boolean().map((isRow) => (isRow ? row('x') : heading)))

describe('linesWithin', () => {
  it('gives what touches the view', () => {
    const offsets = offsetsOf([heading, row('a'), row('b'), row('c')])
    expect(offsets).toEqual([0, 34, 84, 134, 184])
    expect(linesWithin(offsets, 0, 34)).toEqual({ first: 0, end: 1 })
    expect(linesWithin(offsets, 34, 85)).toEqual({ first: 1, end: 3 })
    expect(linesWithin(offsets, -500, 5000)).toEqual({ first: 0, end: 4 })
    expect(linesWithin([0], 0, 100)).toEqual({ first: 0, end: 0 })
  })

  it('leaves out nothing that is in view', () => {
    fc.assert(
      fc.property(
        anyEntries,
        fc.integer({ min: -100, max: 3000 }),
        fc.integer({ min: 1, max: 900 }),
        (entries, top, height) => {
          const offsets = offsetsOf(entries)
          const { first, end } = linesWithin(offsets, top, top + height)
          for (let index = 0; index < entries.length; index += 1) {
            const visible = offsets[index + 1]! > top && offsets[index]! < top + height
            if (visible) expect(index >= first && index < end).toBe(true)
          }
        },
      ),
    )
  })
})

describe('scrollFor', () => {
  const offsets = offsetsOf([heading, ...Array.from({ length: 20 }, (_, index) => row(`r${index}`))])

  it('does not move for a line in view', () => {
    expect(scrollFor(offsets, 3, { top: 50, height: 400 })).toBe(50)
  })

  it('shows the heading above the first row', () => {
    expect(scrollFor(offsets, 1, { top: 200, height: 400 })).toBe(0)
  })

  it('brings a line below into view', () => {
    const top = scrollFor(offsets, 20, { top: 0, height: 400 })
    expect(top + 400).toBeGreaterThanOrEqual(HEADING_HEIGHT + 20 * ROW_HEIGHT)
  })
})
