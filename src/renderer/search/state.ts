import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { CacheSnapshot } from 'virtua'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { QueryProblem } from '../../shared/query.ts'
import type { SearchHit, SearchNames, SearchPlace } from '../../shared/search.ts'

/** What was found, as far as it was asked for. */
export interface Results {
  /** The query that it is of. */
  readonly query: string
  readonly sessions: readonly string[]
  readonly bookmarks: readonly Bookmark[]
  /** Messages, each page behind the one before; no message is in two of them. */
  readonly pages: readonly (readonly SearchHit[])[]
  readonly places: ReadonlyMap<number, SearchPlace>
  /** Messages whose words were looked for and are gone. */
  readonly gone: ReadonlySet<number>
  /** What the next page goes on from, and how words are met in it; null when nothing is left. */
  readonly next: number | null
  readonly words: 'beginning' | 'within'
}

/** The search: it stays as it is while other pages are shown. */
export interface SearchView {
  readonly query: string
  readonly state: 'idle' | 'searching' | 'done' | 'failed'
  /** It failed because the search itself keeps ending: it comes back by itself. */
  readonly stopped: boolean
  /** Those of the query before, until those of the present one are there; null without a query. */
  readonly results: Results | null
  /** How many more there are by now than the results show; they are taken in when they are asked for. */
  readonly fresh: number
  /** Operators of the present query that mean nothing. */
  readonly problems: readonly QueryProblem[]
  readonly loadingOlder: boolean
  /** The parts that are shown whole; see {@link Line}. */
  readonly whole: ReadonlySet<string>
  /** The id of the line that is chosen; null is the first that can be. */
  readonly chosen: string | null
  /** How far the list is scrolled, in CSS pixels, and what was measured of it. */
  readonly top: number
  readonly cache: CacheSnapshot | null
  readonly names: SearchNames
  /** The session that a hit led to: from there one can go back. */
  readonly ledTo: string | null
  /** Grows whenever the box is asked to take the focus. */
  readonly focus: number
}

/** What the page of the search shows. */
export const search = createStore<SearchView>()(() => ({
  query: '',
  state: 'idle',
  stopped: false,
  results: null,
  fresh: 0,
  problems: [],
  loadingOlder: false,
  whole: new Set(),
  chosen: null,
  top: 0,
  cache: null,
  names: { tools: [], models: [] },
  ledTo: null,
  focus: 0,
}))

/** Reads it in a component. */
export function useSearch<T>(selector: (view: SearchView) => T): T {
  return useStore(search, selector)
}
