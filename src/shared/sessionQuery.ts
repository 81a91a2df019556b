import { assertNever } from './errors.ts'
import { fold } from './fold.ts'
import type { SessionRow } from './model/session.ts'
import type { HasValue, IsValue, Query, QueryFilter } from './query.ts'
import { rowText } from './rowText.ts'

/** Operators that say something about a whole session. */
export function filtersSessions(filter: QueryFilter): boolean {
  return ['in', 'repo', 'tag', 'is', 'has'].includes(filter.name)
}

/** Why a session is put aside: it is shown where it is asked for, and counted where it is not. */
export const asides = ['archived', 'empty', 'subagent'] as const
export type Aside = (typeof asides)[number]

/** Whether and why a session stands aside from the others. */
export function asideOf(row: SessionRow): Aside | null {
  if (row.archived) return 'archived'
  if (row.state === 'needsYou') return null
  if (row.parentId !== null) return 'subagent'
  return isEmpty(row) ? 'empty' : null
}

/** Nothing was ever said in it, and nothing was put on it. What was said and is gone is no emptiness: it is told as a loss. */
export function isEmpty(row: SessionRow): boolean {
  if (row.said || row.unsent || (row.problem !== null && row.problem.code !== 'empty')) return false
  const marked = row.titleIsManual || row.pinned || row.tags.length > 0 || row.notes !== '' || row.bookmarks > 0
  return !marked && !row.hasDraft && row.queued === 0
}

/** Whether a query asks for sessions that stand aside for this reason; what is not asked for is left out of the list. */
export function asksFor(query: Query, aside: Aside): boolean {
  return query.filters.some(({ name, ...filter }) => {
    if (name !== 'is' || filter.not || !('value' in filter)) return false
    return filter.value === 'any' || filter.value === aside
  })
}

/** Whether a query can be met by a session itself: it asks for nothing that only a message has. */
export function asksForSessions(query: Query): boolean {
  return query.filters.every((filter) => filtersSessions(filter) || filter.name === 'since' || filter.name === 'before')
}

/** Whether a session meets all operators of a query that are about sessions. */
export function meetsFilters(query: Query, row: SessionRow): boolean {
  return query.filters.every((filter) => !filtersSessions(filter) || meets(filter, row) !== filter.not)
}

/** Whether every word of a query stands in what is known of a session, and no word that must not. */
export function meetsWords(query: Query, row: SessionRow): boolean {
  const text = rowText(row)
  return query.terms.every((term) => text.includes(fold(term.text)) !== term.not)
}

/** Whether a session was active in the span of time that a query names. */
export function meetsTime(query: Query, row: SessionRow): boolean {
  return query.filters.every((filter) => {
    if (filter.name === 'since') return row.activeAt >= filter.at !== filter.not
    return filter.name !== 'before' || row.activeAt < filter.at !== filter.not
  })
}

function meets(filter: QueryFilter, row: SessionRow): boolean {
  switch (filter.name) {
    case 'in':
      return row.folder !== null && isWithin(fold(row.folder), fold(filter.value))
    case 'repo':
      return row.repository !== null && isPart(fold(row.repository), fold(filter.value))
    case 'tag':
      return row.tags.some((tag) => fold(tag) === fold(filter.value))
    case 'is':
      return is(filter.value, row)
    case 'has':
      return has(filter.value, row)
    default:
      return true
  }
}

/** A whole path, a part of one between its slashes, or the beginning of the folder's own name. */
function isWithin(folder: string, wanted: string): boolean {
  const plain = folder.replaceAll('\\', '/')
  const part = wanted.replaceAll('\\', '/').replace(/\/$/u, '')
  return (
    `${plain}/`.includes(part.startsWith('/') ? `${part}/` : `/${part}/`) ||
    plain.split('/').at(-1)?.startsWith(part) === true
  )
}

/** All of a repository's name, its owner, or the beginning of its own name. */
function isPart(repository: string, wanted: string): boolean {
  return `${repository}/`.startsWith(`${wanted}/`) || repository.split('/').at(-1)?.startsWith(wanted) === true
}

function is(value: IsValue, row: SessionRow): boolean {
  switch (value) {
    case 'pinned':
      return row.pinned
    case 'unread':
      return row.unread
    case 'running':
      return row.state === 'running' || row.state === 'needsYou'
    case 'waiting':
      return row.state === 'needsYou'
    case 'failed':
      return row.state === 'failed'
    case 'stopped':
      return row.state === 'stopped'
    case 'archived':
      return row.archived
    case 'empty':
      return isEmpty(row)
    case 'subagent':
      return row.parentId !== null
    case 'any':
      return true
    case 'unsent':
      return row.unsent
    default:
      return assertNever(value)
  }
}

function has(value: HasValue, row: SessionRow): boolean {
  switch (value) {
    case 'bookmark':
      return row.bookmarks > 0
    case 'notes':
      return row.notes !== ''
    case 'draft':
      return row.hasDraft
    case 'tags':
      return row.tags.length > 0
    default:
      return assertNever(value)
  }
}
