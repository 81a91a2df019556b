import { fold } from '../../shared/fold.ts'
import type { SessionRow } from '../../shared/model.ts'
import type { Query } from '../../shared/query.ts'
import { rowText } from '../../shared/rowText.ts'
import { asideOf, asksFor, meetsFilters, meetsTime } from '../../shared/sessionQuery.ts'

/** The words of a filter, folded; none when nothing is filtered. */
export function filterWords(filter: string): readonly string[] {
  return fold(filter)
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Whether every word stands somewhere in what is known of a session. `model` is the name that is shown. */
export function matchesWords(words: readonly string[], row: SessionRow, model: string): boolean {
  if (words.length === 0) return true
  const text = rowText(row)
  const name = fold(model)
  return words.every((word) => text.includes(word) || name.includes(word))
}

/**
 * Whether the list shows a session: it meets the filter, as far as that asks for sessions, and does not stand aside (archived,
 * empty, a sub-agent's) unless it is asked for. Words are looked for among what is archived, too. `labelOf` gives the name
 * of its model as it is shown.
 */
export function isListed(query: Query, row: SessionRow, labelOf: (row: SessionRow) => string): boolean {
  const aside = asideOf(row)
  if (aside !== null && !asksFor(query, aside) && !(aside === 'archived' && query.terms.length > 0)) return false
  if (!meetsFilters(query, row) || !meetsTime(query, row)) return false
  const models = query.filters.every(
    (filter) => filter.name !== 'model' || hasModel(row, labelOf(row), fold(filter.value)) !== filter.not,
  )
  return models && query.terms.every((term) => hasWords(row, labelOf, fold(term.text)) !== term.not)
}

function hasModel(row: SessionRow, label: string, wanted: string): boolean {
  return fold(row.model ?? '').includes(wanted) || fold(label).includes(wanted)
}

function hasWords(row: SessionRow, labelOf: (row: SessionRow) => string, wanted: string): boolean {
  return rowText(row).includes(wanted) || fold(labelOf(row)).includes(wanted)
}
