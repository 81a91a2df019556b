import type { DiffLine } from '../../shared/diffLines.ts'

/** A row of a change that is shown side by side: the places of its lines; null where a side has none. */
export interface DiffRow {
  readonly left: number | null
  readonly right: number | null
}

/** Puts removed lines beside the added ones that take their place. */
export function sideBySide(lines: readonly DiffLine[]): readonly DiffRow[] {
  const rows: DiffRow[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at]
    if (line?.kind === 'same' || line?.kind === 'place') {
      rows.push({ left: at, right: at })
      at += 1
      continue
    }
    let middle = at
    while (lines[middle]?.kind === 'removed') middle += 1
    let end = middle
    while (lines[end]?.kind === 'added') end += 1
    for (let step = 0; step < Math.max(middle - at, end - middle); step += 1) {
      rows.push({
        left: at + step < middle ? at + step : null,
        right: middle + step < end ? middle + step : null,
      })
    }
    at = end
  }
  return rows
}
