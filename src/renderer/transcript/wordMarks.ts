import { diffWordsWithSpace } from 'diff'
import type { DiffLine } from '../../shared/diffLines.ts'

/** Start and end (exclusive) of each stretch of a line that is not in its counterpart. */
export type Marks = readonly (readonly [number, number])[]

/** Longer lines are not compared word by word, in UTF-16 units. */
const LONGEST = 600
/** So many pairs of lines are compared at most. */
const MOST_PAIRS = 300
/** Lines that have less in common than this share of their letters are another line each. */
const LEAST_COMMON = 0.3

/** What changed within lines: removed lines are compared with the added ones that take their place, one by one. */
export function wordMarks(lines: readonly DiffLine[]): ReadonlyMap<number, Marks> {
  const marks = new Map<number, Marks>()
  let pairs = 0
  for (let at = 0; at < lines.length;) {
    const removed = runOf(lines, at, 'removed')
    const added = runOf(lines, at + removed, 'added')
    for (let pair = 0; pair < Math.min(removed, added) && pairs < MOST_PAIRS; pair += 1) {
      const before = lines[at + pair]?.text ?? ''
      const after = lines[at + removed + pair]?.text ?? ''
      if (before.length > LONGEST || after.length > LONGEST) continue
      pairs += 1
      const found = compare(before, after)
      if (found === null) continue
      marks.set(at + pair, found.before)
      marks.set(at + removed + pair, found.after)
    }
    at += Math.max(1, removed + added)
  }
  return marks
}

function runOf(lines: readonly DiffLine[], from: number, kind: DiffLine['kind']): number {
  let end = from
  while (lines[end]?.kind === kind) end += 1
  return end - from
}

function compare(before: string, after: string): { readonly before: Marks; readonly after: Marks } | null {
  const gone: (readonly [number, number])[] = []
  const come: (readonly [number, number])[] = []
  let [from, to, common] = [0, 0, 0]
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    if (removed) gone.push([from, from + value.length])
    else if (added) come.push([to, to + value.length])
    else common += value.trim().length
    if (!added) from += value.length
    if (!removed) to += value.length
  }
  const letters = Math.max(before.trim().length, after.trim().length)
  return common < letters * LEAST_COMMON ? null : { before: gone, after: come }
}
