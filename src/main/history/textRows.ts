import { lastAtMost } from '../../shared/lastAtMost.ts'
import type { StyleRun } from '../../shared/model/tool.ts'
import type { ToolTextHits, ToolTextRow } from '../../shared/toolOutput.ts'

/** A row holds at most so much of a line, in UTF-16 units. */
export const LONGEST_ROW = 2_000
/** More hits are counted, but can't be stepped through. */
const MOST_HITS = 10_000

/** A long text cut into rows. */
export interface TextRows {
  readonly rows: number
  readonly lines: number
  /** Some rows from `from` on. */
  slice(from: number, count: number): readonly ToolTextRow[]
  /** The row in which a place is. */
  rowAt(place: number): number
  /** Looks for a text, without regard to case unless `matchCase`. */
  find(query: string, matchCase: boolean): ToolTextHits
}

/** Cuts at line feeds, and long lines where they are full. */
export function createTextRows(text: string, styles: readonly StyleRun[]): TextRows {
  const starts: number[] = []
  /** The line (from 1) that begins with a row; 0 for one that goes on. */
  const numbers: number[] = []
  let lines = 0
  for (let at = 0; at <= text.length;) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    // What stands behind the last line feed is a line only when there is something.
    if (at === text.length && lines > 0) break
    lines += 1
    starts.push(at)
    numbers.push(lines)
    for (let piece = cutBehind(text, at); piece < end; piece = cutBehind(text, piece)) {
      starts.push(piece)
      numbers.push(0)
    }
    at = end + 1
  }

  const rowAt = (place: number): number => lastAtMost(starts, place)
  const endOf = (row: number): number => {
    const next = starts[row + 1] ?? text.length
    return text[next - 1] === '\n' ? next - 1 : next
  }

  return {
    rows: starts.length,
    lines,
    rowAt,
    slice: (from, count) => {
      const rows: ToolTextRow[] = []
      for (let row = Math.max(0, from); row < Math.min(starts.length, from + count); row += 1) {
        const start = starts[row] ?? 0
        const end = endOf(row)
        const own = stylesWithin(styles, start, end)
        const number = numbers[row] ?? 0
        rows.push({
          text: text.slice(start, end).toWellFormed(),
          line: number === 0 ? null : number,
          ...(own.length === 0 ? {} : { styles: own }),
        })
      }
      return rows
    },
    find: (query, matchCase) => {
      if (query === '') return { total: 0, places: [] }
      // Letters whose other case has another length would move everything behind them.
      const found = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&'), matchCase ? 'gu' : 'giu')
      const places: number[] = []
      let total = 0
      for (const { index, 0: hit } of text.matchAll(found)) {
        total += 1
        if (total > MOST_HITS) continue
        const row = rowAt(index)
        const start = starts[row] ?? 0
        places.push(row, index - start, Math.min(index + hit.length, endOf(row)) - start)
      }
      return { total, places }
    },
  }
}

/** Where the next piece of a line begins; never between the halves of a character. */
function cutBehind(text: string, at: number): number {
  const code = text.charCodeAt(at + LONGEST_ROW - 1)
  return at + LONGEST_ROW - (code >= 0xd800 && code < 0xdc00 ? 1 : 0)
}

function stylesWithin(styles: readonly StyleRun[], start: number, end: number): readonly StyleRun[] {
  let low = 0
  let high = styles.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((styles[middle]?.[1] ?? 0) <= start) low = middle + 1
    else high = middle
  }
  const own: StyleRun[] = []
  for (let at = low; at < styles.length; at += 1) {
    const run = styles[at]
    if (run === undefined || run[0] >= end) break
    own.push([Math.max(run[0], start) - start, Math.min(run[1], end) - start, run[2]])
  }
  return own
}
