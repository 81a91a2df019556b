import type { ListEntry } from './order.ts'

/** A part of the list that is drawn: a heading that sticks while its rows pass, and those of its rows that are near the view. */
export interface Part {
  readonly key: string
  /** The index of its heading; null where the list has none. */
  readonly heading: number | null
  /** The indices of its rows that are drawn. */
  readonly rows: readonly number[]
  /** Where it begins, and how high it is (CSS pixels). */
  readonly top: number
  readonly height: number
}

/** The indices at which parts begin: those of headings, or the first line of a list without any. */
export function startsOf(entries: readonly ListEntry[]): readonly number[] {
  const headings = entries.flatMap((entry, index) => (entry.kind === 'group' ? [index] : []))
  return headings.length > 0 || entries.length === 0 ? headings : [0]
}

/** The parts that lines which are drawn belong to (`drawn` in order, `offsets` where each line begins); whole headings included. */
export function partsOf(
  entries: readonly ListEntry[],
  starts: readonly number[],
  offsets: readonly number[],
  drawn: readonly number[],
): readonly Part[] {
  const parts: Part[] = []
  let at = 0
  for (const [place, start] of starts.entries()) {
    const end = starts[place + 1] ?? entries.length
    const rows: number[] = []
    let touched = false
    for (; at < drawn.length && (drawn[at] ?? end) < end; at += 1) {
      const index = drawn[at] ?? 0
      touched = true
      if (entries[index]?.kind === 'row') rows.push(index)
    }
    if (!touched) continue
    const entry = entries[start]
    const heading = entry?.kind === 'group' ? entry : null
    const top = offsets[start] ?? 0
    parts.push({
      key: heading?.key ?? '',
      heading: heading === null ? null : start,
      rows,
      top,
      height: (offsets[end] ?? top) - top,
    })
  }
  return parts
}
