import { fold } from '../../shared/fold.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { Query } from '../../shared/query.ts'
import { rowText } from '../../shared/rowText.ts'
import { asideOf, asides, asksFor, meetsFilters, meetsTime } from '../../shared/sessionQuery.ts'
import type { Aside } from '../../shared/sessionQuery.ts'

/** The words of a filter, folded; none when nothing is filtered. */
export function filterWords(filter: string): readonly string[] {
  return fold(filter)
    .split(/\s+/)
    .filter((word) => word !== '')
}

/**
 * Tells which sessions the list shows: those that meet the filter, as far as that asks for sessions, and do not stand aside
 * (archived, empty, a sub-agent's) unless that is asked for. Words are looked for among what is archived, too.
 */
export function listedBy(query: Query, labelOf: (row: SessionRow) => string): (row: SessionRow) => boolean {
  const left = leftAside(query)
  const meets = meeting(query, labelOf)
  return (row) => {
    const aside = asideOf(row)
    return (aside === null || !left.has(aside)) && meets(row)
  }
}

/** For what reasons sessions that stand aside are left out, whatever else is asked for. */
export function leftAside(query: Query): ReadonlySet<Aside> {
  const words = query.terms.length > 0
  return new Set(asides.filter((aside) => !asksFor(query, aside) && !(aside === 'archived' && words)))
}

/**
 * Tells which sessions meet a query, as far as that asks for sessions, whether they stand aside or not. `labelOf` gives the name
 * of a model as it is shown. What is the same for ten thousand rows is done once.
 */
export function meeting(query: Query, labelOf: (row: SessionRow) => string): (row: SessionRow) => boolean {
  const terms = query.terms.map(({ text, not }) => ({ wanted: fold(text), not }))
  const models = query.filters.flatMap((one) =>
    one.name === 'model' ? [{ wanted: fold(one.value), not: one.not }] : [],
  )
  const labels = new Map<string, string>()
  const label = (row: SessionRow): string => {
    const key = `${row.providerId ?? ''}\n${row.model ?? ''}`
    const known = labels.get(key) ?? fold(`${row.model ?? ''}\n${labelOf(row)}`)
    labels.set(key, known)
    return known
  }
  return (row) =>
    terms.every(({ wanted, not }) => (rowText(row).includes(wanted) || label(row).includes(wanted)) !== not) &&
    models.every(({ wanted, not }) => label(row).includes(wanted) !== not) &&
    (query.filters.length === 0 || (meetsFilters(query, row) && meetsTime(query, row)))
}
