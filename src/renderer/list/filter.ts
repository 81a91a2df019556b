import { fold } from '../../shared/fold.ts'
import type { SessionRow } from '../../shared/model/session.ts'
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
 * Tells which sessions the list shows: those that meet the filter, as far as that asks for sessions, and do not stand aside
 * (archived, empty, a sub-agent's) unless that is asked for. Words are looked for among what is archived, too. `labelOf` gives
 * the name of a model as it is shown. What is the same for ten thousand rows is done once.
 */
export function listedBy(query: Query, labelOf: (row: SessionRow) => string): (row: SessionRow) => boolean {
  const terms = query.terms.map(({ text, not }) => ({ wanted: fold(text), not }))
  const models = query.filters.flatMap((one) =>
    one.name === 'model' ? [{ wanted: fold(one.value), not: one.not }] : [],
  )
  const asked = (['archived', 'empty', 'subagent'] as const).filter((aside) => asksFor(query, aside))
  const labels = new Map<string, string>()
  const label = (row: SessionRow): string => {
    const key = `${row.providerId ?? ''}\n${row.model ?? ''}`
    const known = labels.get(key) ?? fold(`${row.model ?? ''}\n${labelOf(row)}`)
    labels.set(key, known)
    return known
  }
  return (row) => {
    const aside = asideOf(row)
    if (aside !== null && !asked.includes(aside) && !(aside === 'archived' && terms.length > 0)) return false
    return (
      terms.every(({ wanted, not }) => (rowText(row).includes(wanted) || label(row).includes(wanted)) !== not) &&
      models.every(({ wanted, not }) => label(row).includes(wanted) !== not) &&
      (query.filters.length === 0 || (meetsFilters(query, row) && meetsTime(query, row)))
    )
  }
}
