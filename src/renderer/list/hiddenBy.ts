import type { SessionRow } from '../../shared/model/session.ts'
import type { Query } from '../../shared/query.ts'
import type { Aside } from '../../shared/sessionQuery.ts'
import { asideOf } from '../../shared/sessionQuery.ts'
import { leftAside } from './filter.ts'

/** Of `hidden` sessions how many the list leaves out for each reason; what a filter asks for decides on the rest. */
export function hiddenBy(
  rows: Iterable<SessionRow>,
  query: Query,
  hidden: number,
): Readonly<Record<Aside | 'filter', number>> {
  const left = leftAside(query)
  const counts = { archived: 0, empty: 0, subagent: 0 }
  for (const row of rows) {
    const aside = asideOf(row)
    if (aside !== null && left.has(aside)) counts[aside] += 1
  }
  const aside = counts.archived + counts.empty + counts.subagent
  // While the order holds still, a row can stand aside that is still shown.
  return { ...counts, filter: Math.max(0, hidden - aside) }
}
