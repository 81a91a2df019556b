import type { ListEntry } from './order.ts'

/** How far PageUp and PageDown go. */
const page = 10

/** Whether a line can have the focus: a session, or a heading whose sessions are folded away. */
export function isStop(entry: ListEntry | undefined): entry is ListEntry {
  return entry !== undefined && (entry.kind === 'row' || entry.folded)
}

/** What names a line that can have the focus. */
export function stopKey(entry: ListEntry): string {
  return entry.kind === 'row' ? `row:${entry.id}` : `group:${entry.key}`
}

/** How many lines up to each one, itself included, can have the focus. */
export function positionsOf(entries: readonly ListEntry[]): readonly number[] {
  const positions: number[] = []
  for (const entry of entries) positions.push((positions.at(-1) ?? 0) + (isStop(entry) ? 1 : 0))
  return positions
}

/** The index of the line of a name; -1 where there is none. */
export function indexOfStop(entries: readonly ListEntry[], name: string | null): number {
  if (name === null) return -1
  const isRow = name.startsWith('row:')
  const key = name.slice(isRow ? 4 : 6)
  return entries.findIndex((entry) =>
    entry.kind === 'row' ? isRow && entry.id === key : !isRow && entry.folded && entry.key === key,
  )
}

/** Where a key leads from a line, over headings; null when the key does not move. */
export function indexAfter(entries: readonly ListEntry[], index: number, key: string): number | null {
  switch (key) {
    case 'ArrowDown':
      return walk(entries, index, 1, 1)
    case 'ArrowUp':
      return walk(entries, index, -1, 1)
    case 'PageDown':
      return walk(entries, index, 1, page)
    case 'PageUp':
      return walk(entries, index, -1, page)
    case 'Home':
      return walk(entries, -1, 1, 1)
    case 'End':
      return walk(entries, entries.length, -1, 1)
    default:
      return null
  }
}

/** Walks over lines that can have the focus and stops at the last one in that direction. */
function walk(entries: readonly ListEntry[], from: number, by: 1 | -1, stops: number): number {
  let at = from
  let left = stops
  for (let index = from + by; left > 0 && index >= 0 && index < entries.length; index += by) {
    if (!isStop(entries[index])) continue
    at = index
    left -= 1
  }
  return at
}
