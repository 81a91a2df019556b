import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDiff } from '../../shared/diffLines.ts'
import { sideBySide } from './diffRows.ts'
import { wordMarks } from './wordMarks.ts'

it('marks the words that changed within a line', () => {
  const lines = parseDiff('-const a = old(1)\n+const a = fresh(1)\n-gone\n+quite another thing')
  const marks = wordMarks(lines)
  const marked = (at: number): readonly string[] =>
    (marks.get(at) ?? []).map(([start, end]) => lines[at]!.text.slice(start, end))
  expect(marked(0)).toEqual(['old'])
  expect(marked(1)).toEqual(['fresh'])
})

const line = fc.constantFrom('+a b', '+b', '-a c', '-d', ' same')

it('leaves the same on both sides when what is marked is taken out', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (all) => {
      const lines = parseDiff(all.join('\n'))
      const marks = wordMarks(lines)
      const rest = (at: number): string => {
        const { text } = lines[at]!
        let left = ''
        let from = 0
        for (const [start, end] of marks.get(at) ?? []) {
          left += text.slice(from, start)
          from = end
        }
        return left + text.slice(from)
      }
      for (const { left, right } of sideBySide(lines)) {
        if (left !== null && right !== null && marks.has(left)) expect(rest(left)).toBe(rest(right))
      }
    }),
  )
})

it('shows every line once on its own side, in its order', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (all) => {
      const lines = all.length === 0 ? [] : parseDiff(all.join('\n'))
      const rows = sideBySide(lines)
      const side = (name: 'left' | 'right'): number[] => rows.flatMap((row) => row[name] ?? [])
      const of = (kind: string): number[] =>
        lines.flatMap((one, at) => (one.kind === kind || one.kind === 'same' ? [at] : []))
      expect(side('left')).toEqual(of('removed'))
      expect(side('right')).toEqual(of('added'))
    }),
  )
})
