import { AppError } from '../../shared/errors.ts'
import { fold } from '../../shared/fold.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { Query, QueryFilter, QueryTerm } from '../../shared/query.ts'
import { parseQuery } from '../../shared/query.ts'
import type { SearchNames, SearchPlace, SearchResults } from '../../shared/search.ts'
import { asksForSessions, filtersSessions, meetsFilters, meetsTime, meetsWords } from '../../shared/sessionQuery.ts'
import type { DiskSession } from '../history/port.ts'
import type { IndexableSession, Search, SearchSpec, Wanted } from '../search/port.ts'

/** So many hits come with their words at once. */
const PLACED = 30

/** Searching everything: sessions, their messages, bookmarks. */
export interface Searching {
  run(wish: {
    readonly query: string
    readonly words: SearchSpec['words']
    readonly after: number | null
  }): Promise<SearchResults>
  /** The words around hits; a hit of a text that is gone is left out. */
  places(query: string, keys: readonly number[]): Promise<readonly SearchPlace[]>
  /** What can be named in a search. */
  names(): Promise<SearchNames>
  /** From now on the index follows the disk. */
  begin(): void
  /** Nothing of sessions that are not there any more stays in the file of the index. */
  scrub(): Promise<void>
}

export interface SearchingDeps {
  readonly search: Search
  readonly rows: () => readonly SessionRow[]
  readonly bookmarks: () => Promise<readonly Bookmark[]>
  readonly onChanged: (listener: (changed: readonly DiskSession[], removed: readonly string[]) => void) => () => void
  readonly now: () => number
}

/** See {@link Searching}. A search ends the one before it. */
export function createSearching(deps: SearchingDeps): Searching {
  const { search } = deps
  let current = new AbortController()
  let begun = false
  /** Whoever began a new search is not interested in what came of this one. */
  const ended = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw signal.aborted ? new AppError('cancelled', '', { cause: error }) : error
    }
  }

  return {
    run: async ({ query: typed, words, after }) => {
      current.abort()
      current = new AbortController()
      const { signal } = current
      const query = parseQuery(typed, deps.now())
      const indexing = search.progress()
      const nothing = { hits: [], next: null, places: [], sessions: [], bookmarks: [] }
      if (query.terms.length === 0 && query.filters.length === 0) {
        return { ...nothing, problems: query.problems, indexing }
      }
      const rows = deps.rows()
      const first = after === null && words === 'beginning'
      const sessions = first && asksForSessions(query) ? sessionsOf(query, rows) : []
      const bookmarks = first && asksForSessions(query) ? bookmarksOf(query, rows, await deps.bookmarks()) : []
      const spec = specOf(query, rows, words, after)
      const { hits: all, next } = await ended(signal, search.find(spec, signal))
      // What was deleted a moment ago may still be in the index.
      const there = new Set(rows.map((row) => row.id))
      const hits = all.filter((hit) => there.has(hit.sessionId))
      const keys = hits.slice(0, PLACED).map(({ key }) => key)
      const places = await ended(signal, search.places({ terms: markedBy(query) }, keys, signal))
      return { sessions, bookmarks, hits, next, places, problems: query.problems, indexing }
    },
    places: (typed, keys) => {
      const { signal } = current
      return ended(signal, search.places({ terms: markedBy(parseQuery(typed, deps.now())) }, keys, signal))
    },
    names: () => search.names(),
    scrub: async () => {
      // Told anew: what went a moment ago may not have been heard of.
      search.sync(deps.rows().flatMap(indexable))
      await search.scrub()
    },
    begin: () => {
      if (begun) return
      begun = true
      deps.onChanged((changed, removed) => {
        // A log that was emptied has nothing left to find, like one that went.
        const emptied = changed.filter(({ size }) => size === 0).map(({ id }) => id)
        search.update(changed.flatMap(indexable), [...removed, ...emptied])
      })
      search.sync(deps.rows().flatMap(indexable))
    },
  }
}

function indexable({ id, size, activeAt }: Pick<SessionRow, 'id' | 'size' | 'activeAt'>): readonly IndexableSession[] {
  return size === 0 ? [] : [{ id, size, activeAt }]
}

function sessionsOf(query: Query, rows: readonly SessionRow[]): readonly string[] {
  return rows
    .filter((row) => meetsFilters(query, row) && meetsTime(query, row) && meetsWords(query, row))
    .toSorted((a, b) => b.activeAt - a.activeAt)
    .map((row) => row.id)
}

function bookmarksOf(query: Query, rows: readonly SessionRow[], bookmarks: readonly Bookmark[]): readonly Bookmark[] {
  if (query.terms.length === 0) return []
  const met = new Set(rows.filter((row) => meetsFilters(query, row)).map((row) => row.id))
  return bookmarks
    .filter((one) => {
      const text = fold(`${one.name}\n${one.description}\n${one.snippet}`)
      return met.has(one.sessionId) && query.terms.every((term) => text.includes(fold(term.text)) !== term.not)
    })
    .toSorted((a, b) => b.createdAt - a.createdAt)
}

/** What is marked in a message: the words, or where there are none the files that it was found by. */
function markedBy({ terms, filters }: Query): readonly QueryTerm[] {
  if (terms.some(({ not }) => !not)) return terms
  return filters.flatMap((one) =>
    one.name === 'file' && !one.not ? [{ text: one.value, phrase: true, not: false }] : [],
  )
}

function specOf(
  query: Query,
  rows: readonly SessionRow[],
  words: SearchSpec['words'],
  after: number | null,
): SearchSpec {
  const { terms, filters } = query
  const narrowed = filters.some(filtersSessions)
  const times = (name: 'since' | 'before'): readonly number[] =>
    filters.flatMap((one) => ((one.name === 'since' || one.name === 'before') && sideOf(one) === name ? [one.at] : []))
  const since = times('since')
  const before = times('before')
  return {
    terms,
    from: filters.flatMap((one) => (one.name === 'from' ? [{ value: one.value, not: one.not }] : [])),
    tools: wanted(filters, 'tool'),
    models: wanted(filters, 'model'),
    files: wanted(filters, 'file'),
    since: since.length === 0 ? null : Math.max(...since),
    before: before.length === 0 ? null : Math.min(...before),
    sessions: narrowed ? rows.filter((row) => meetsFilters(query, row)).map((row) => row.id) : null,
    words,
    after,
  }
}

/** `-since:` means before, and the other way round. */
function sideOf(filter: Extract<QueryFilter, { name: 'since' | 'before' }>): 'since' | 'before' {
  return (filter.name === 'since') !== filter.not ? 'since' : 'before'
}

function wanted(filters: readonly QueryFilter[], name: 'tool' | 'model' | 'file'): readonly Wanted<string>[] {
  return filters.flatMap((one) => (one.name === name ? [{ value: one.value, not: one.not }] : []))
}
