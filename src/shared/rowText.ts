import { fold } from './fold.ts'
import type { SessionRow } from './model/session.ts'

/** Rows are immutable: what a row was folded to holds as long as the row does. */
const folded = new WeakMap<SessionRow, string>()

/** All that is known of a session in words, folded: what the list's filter and searches look into. Its title and its id are the first two lines. */
export function rowText(row: SessionRow): string {
  const known = folded.get(row)
  if (known !== undefined) return known
  const { title, id, summary, tags, notes, folder, model, branch, repository } = row
  const text = fold(
    [title, id, summary, folder ?? '', repository ?? '', branch ?? '', model ?? '', ...tags, notes].join('\n'),
  )
  folded.set(row, text)
  return text
}
