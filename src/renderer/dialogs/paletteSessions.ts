import { fold } from '../../shared/fold.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { parseQuery } from '../../shared/query.ts'
import type { Query } from '../../shared/query.ts'
import { asideOf, filtersSessions } from '../../shared/sessionQuery.ts'
import { meeting } from '../list/filter.ts'
import { compareRows } from '../list/order.ts'

/** So many sessions are listed: more are found by typing on, and commands, bookmarks and messages are in view, too. */
export const MOST_SESSIONS = 8

/** The sessions that the palette offers for a text, best first, and how many there are in all. */
export interface PaletteSessions {
  readonly shown: readonly SessionRow[]
  readonly total: number
  /** How well the best one is called so; see {@link rankOf}. */
  readonly rank: number
}

/** What is not called so at all. */
export const UNNAMED = 3

/** How well names meet what was typed: one is that (0), begins with it (1), they hold all its words (2), or they do not (3). */
export function rankOf(text: string, ...names: readonly string[]): number {
  const wanted = fold(text).trim()
  const folded = names.map(fold)
  if (folded.includes(wanted)) return 0
  if (folded.some((name) => name.startsWith(wanted))) return 1
  const all = folded.join('\n')
  return wanted.split(/\s+/u).every((word) => all.includes(word)) ? 2 : UNNAMED
}

/**
 * The sessions for a text in the language of searches. Without any text the ones that were active last: but for those `inView`,
 * where one is already, and those that stand aside, which have to be asked for.
 */
export function sessionsFor(
  text: string,
  rows: Iterable<SessionRow>,
  {
    now,
    labelOf,
    inView,
  }: {
    readonly now: number
    readonly labelOf: (row: SessionRow) => string
    readonly inView: (id: string) => boolean
  },
): PaletteSessions {
  const query = parseQuery(text, now)
  const asked = query.terms.length > 0 || query.filters.length > 0
  if (!asked) {
    const recent = isBegun(text) ? [...rows].filter((row) => asideOf(row) === null && !inView(row.id)) : []
    return { shown: recent.sort(compareRows).slice(0, MOST_SESSIONS), total: recent.length, rank: 0 }
  }
  if (asksForMessages(query)) return { shown: [], total: 0, rank: UNNAMED }
  const meets = meeting(query, labelOf)
  const wanted = query.terms
    .filter(({ not }) => !not)
    .map((term) => term.text)
    .join(' ')
  const found = [...rows].flatMap((row) => (meets(row) ? [{ row, rank: place(wanted, row) }] : []))
  found.sort((a, b) => a.rank - b.rank || compareRows(a.row, b.row))
  return {
    shown: found.slice(0, MOST_SESSIONS).map(({ row }) => row),
    total: found.length,
    rank: Math.floor((found[0]?.rank ?? 2 * UNNAMED) / 2),
  }
}

/** Nothing yet, or an operator whose value is still to come. */
function isBegun(text: string): boolean {
  return text.trim() === '' || text.endsWith(':')
}

function asksForMessages(query: Query): boolean {
  return !query.filters.every((filter) => filtersSessions(filter) || ['model', 'since', 'before'].includes(filter.name))
}

/** Titles and ids stand before what is only written about a session, and what stands aside behind its like. */
function place(wanted: string, row: SessionRow): number {
  return 2 * rankOf(wanted, row.title, row.id) + (asideOf(row) === null ? 0 : 1)
}
