import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ListEntry } from './order.ts'
import { partsOf, startsOf } from './parts.ts'
import { HEADING_HEIGHT, linesWithin, offsetsOf, ROW_HEIGHT } from './rowWindow.ts'

const heading = (key: string): ListEntry => ({ kind: 'group', key, group: { kind: 'today' }, count: 1, folded: false })
const row = (id: string): ListEntry => ({ kind: 'row', id })

test('each part has its heading, where it begins, and the rows that are drawn', () => {
  const entries = [heading('a'), row('1'), row('2'), heading('b'), row('3'), heading('c'), row('4')]
  const offsets = offsetsOf(entries)
  expect(partsOf(entries, startsOf(entries), offsets, [2, 3, 4])).toEqual([
    { key: 'a', heading: 0, rows: [2], top: 0, height: HEADING_HEIGHT + 2 * ROW_HEIGHT },
    { key: 'b', heading: 3, rows: [4], top: offsets[3], height: HEADING_HEIGHT + ROW_HEIGHT },
  ])
})

test('a list without headings is one part', () => {
  const entries = [row('1'), row('2')]
  expect(partsOf(entries, startsOf(entries), offsetsOf(entries), [0, 1])).toEqual([
    { key: '', heading: null, rows: [0, 1], top: 0, height: 2 * ROW_HEIGHT },
  ])
  expect(partsOf([], startsOf([]), [0], [])).toEqual([])
})

test('wherever one looks, all rows in view are drawn once, in order, under their own heading', () => {
  const anyEntries = fc
    .array(fc.nat(5), { maxLength: 12 })
    .map((counts) =>
      counts.flatMap((count, at) => [
        heading(`${at}`),
        ...Array.from({ length: count }, (_, index) => row(`${at}-${index}`)),
      ]),
    )
  fc.assert(
    fc.property(anyEntries, fc.nat(2_000), (entries, top) => {
      const offsets = offsetsOf(entries)
      const { first, end } = linesWithin(offsets, top, top + 400)
      const drawn = Array.from({ length: end - first }, (_, step) => first + step)
      const parts = partsOf(entries, startsOf(entries), offsets, drawn)
      expect(parts.flatMap(({ rows }) => rows)).toEqual(drawn.filter((index) => entries[index]?.kind === 'row'))
      for (const part of parts) {
        for (const index of part.rows) {
          const entry = entries[index]
          if (entry?.kind === 'row') expect(entry.id.startsWith(`${part.key}-`)).toBe(true)
          expect(offsets[index]! + ROW_HEIGHT).toBeLessThanOrEqual(part.top + part.height)
        }
      }
    }),
  )
})
