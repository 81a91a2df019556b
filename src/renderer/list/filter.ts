import { fold } from '../../shared/fold.ts'
import type { SessionRow } from '../../shared/model.ts'

/** The words of a filter, folded; none when nothing is filtered. */
export function filterWords(filter: string): readonly string[] {
  return fold(filter)
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Rows are immutable: what a row was folded to holds as long as the row does. */
const folded = new WeakMap<SessionRow, string>()

function foldedRow(row: SessionRow): string {
  const known = folded.get(row)
  if (known !== undefined) return known
  const { title, id, summary, tags, notes } = row
  const text = fold([title, id, summary, row.folder ?? '', row.model ?? '', ...tags, notes].join('\n'))
  folded.set(row, text)
  return text
}

/** Whether every word stands somewhere in what is known of a session. `model` is the name that is shown. */
export function matchesWords(words: readonly string[], row: SessionRow, model: string): boolean {
  if (words.length === 0) return true
  const text = foldedRow(row)
  const name = fold(model)
  return words.every((word) => text.includes(word) || name.includes(word))
}
