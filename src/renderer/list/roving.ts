import type { ListEntry } from './order.ts'

/** How far PageUp and PageDown go. */
const page = 10

/** Where a key leads from a row, over headings; null when the key does not move. */
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

/** Walks over rows and stops at the last one in that direction. */
function walk(entries: readonly ListEntry[], from: number, by: 1 | -1, rows: number): number {
  let at = from
  let left = rows
  for (let index = from + by; left > 0 && index >= 0 && index < entries.length; index += by) {
    if (entries[index]?.kind !== 'row') continue
    at = index
    left -= 1
  }
  return at
}
