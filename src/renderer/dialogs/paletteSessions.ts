import { fold } from '../../shared/fold.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { parseQuery } from '../../shared/query.ts'
import type { Query } from '../../shared/query.ts'
import { rowText } from '../../shared/rowText.ts'
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

/** How well a name meets what was typed: it is that (0), begins with it (1), holds all its words (2), or does not (3). */
export function rankOf(text: string, name: string): number {
  return rankIn(fold(text).trim(), [fold(name)])
}

/** The same for the best of several names, with words from all of them; all is folded. */
function rankIn(wanted: string, names: readonly string[]): number {
  if (names.includes(wanted)) return 0
  if (names.some((name) => name.startsWith(wanted))) return 1
  const all = names.join('\n')
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
    return { shown: first(recent, compareRows), total: recent.length, rank: 0 }
  }
  if (asksForMessages(query)) return { shown: [], total: 0, rank: UNNAMED }
  const meets = meeting(query, labelOf)
  const words = query.terms.filter(({ not }) => !not).map((term) => term.text)
  const wanted = fold(words.join(' ')).trim()
  const found = [...rows].filter(meets).map((row) => ({ row, rank: place(wanted, row) }))
  const best = first(found, (a, b) => a.rank - b.rank || compareRows(a.row, b.row))
  return {
    shown: best.map(({ row }) => row),
    total: found.length,
    rank: Math.floor((best[0]?.rank ?? 2 * UNNAMED) / 2),
  }
}

/** Those that come first; putting ten thousand in order for them would take longer than a key press may. */
function first<T>(all: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const kept: T[] = []
  for (const one of all) {
    const after = kept.findLastIndex((other) => compare(other, one) <= 0)
    if (after < MOST_SESSIONS - 1) kept.splice(after + 1, 0, one)
    if (kept.length > MOST_SESSIONS) kept.pop()
  }
  return kept
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
  // What a row is called stands at the beginning of what is known of it, folded once: ten thousand are looked at with each key.
  return 2 * rankIn(wanted, rowText(row).split('\n', 2)) + (asideOf(row) === null ? 0 : 1)
}
