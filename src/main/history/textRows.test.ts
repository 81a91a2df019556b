import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTextRows, LONGEST_ROW } from './textRows.ts'

it('gives every letter of a text once, whatever its lines are', () => {
  const piece = fc.oneof(
    fc.constantFrom('\n', 'a', '😀', 'é'),
    fc.integer({ min: 1, max: 3 }).map((times) => 'x'.repeat(LONGEST_ROW * times - 1)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      const rows = createTextRows(text, [])
      const all = rows.slice(0, rows.rows)
      const joined = all.map((row) => (row.line === null || row.line === 1 ? row.text : `\n${row.text}`)).join('')
      expect(text === '' ? '' : text.replace(/\n$/, '')).toBe(joined)
      expect(all.filter((row) => row.line !== null)).toHaveLength(rows.lines)
      for (const row of all) expect(row.text.length).toBeLessThanOrEqual(LONGEST_ROW)
    }),
  )
})

it('finds the row of a place, its hits and its colours', () => {
  const text = 'one\ntwo TWO\nthree'
  const rows = createTextRows(text, [
    [1, 6, 'ansi-red'],
    [12, 17, 'ansi-blue'],
  ])
  expect([rows.rowAt(0), rows.rowAt(5), rows.rowAt(14)]).toEqual([0, 1, 2])
  expect(rows.slice(0, 9)).toEqual([
    { text: 'one', line: 1, styles: [[1, 3, 'ansi-red']] },
    { text: 'two TWO', line: 2, styles: [[0, 2, 'ansi-red']] },
    { text: 'three', line: 3, styles: [[0, 5, 'ansi-blue']] },
  ])
  expect(rows.find('two', false)).toEqual({ total: 2, places: [1, 0, 3, 1, 4, 7] })
  expect(rows.find('two', true).total).toBe(1)
  expect(rows.find('(', false).total).toBe(0)
})
