import type { ListEntry } from './order.ts'

/** Heights in CSS pixels; every line of the list has one of two, so that nothing needs to be measured. */
export const ROW_HEIGHT = 50
export const HEADING_HEIGHT = 34

/** Where each line begins, and last where the list ends. */
export function offsetsOf(entries: readonly ListEntry[]): readonly number[] {
  const offsets = [0]
  let end = 0
  for (const entry of entries) {
    end += entry.kind === 'row' ? ROW_HEIGHT : HEADING_HEIGHT
    offsets.push(end)
  }
  return offsets
}

/** The lines that touch a stretch of the list: from `first` up to, not with, `end`. */
export function linesWithin(
  offsets: readonly number[],
  top: number,
  bottom: number,
): { readonly first: number; readonly end: number } {
  const lines = offsets.length - 1
  const first = Math.max(0, Math.min(lines, countUpTo(offsets, top) - 1))
  let end = first
  while (end < lines && (offsets[end] ?? 0) < bottom) end += 1
  return { first, end }
}

/** Where to scroll so that a line is in view, by as little as possible; `margin` keeps its heading in view too. */
export function scrollFor(
  offsets: readonly number[],
  index: number,
  view: { readonly top: number; readonly height: number },
  margin = HEADING_HEIGHT,
): number {
  const start = offsets[index] ?? 0
  const end = offsets[index + 1] ?? start
  if (start - margin < view.top) return Math.max(0, start - margin)
  if (end + margin / 2 > view.top + view.height) return end + margin / 2 - view.height
  return view.top
}

/** How many offsets are not beyond `value`; offsets only grow. */
function countUpTo(offsets: readonly number[], value: number): number {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? Infinity) <= value) low = middle + 1
    else high = middle
  }
  return low
}
