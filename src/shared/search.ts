import type { Bookmark } from './model/opened.ts'
import type { QueryProblem } from './query.ts'

/** What of a conversation can be found; the index keeps the place of a kind in this list, so that new ones come last. */
export const searchKinds = ['prompt', 'answer', 'reasoning', 'question', 'input', 'output', 'summary'] as const
export type SearchKind = (typeof searchKinds)[number]

/** A part of a text around what was found. */
export interface Snippet {
  readonly text: string
  /** Start and end (exclusive) of each mark in turn, in UTF-16 units of `text`. */
  readonly marks: readonly number[]
}

/** One message, or input or output of a tool, that a search found. */
export interface SearchHit {
  /** Names it within the index as it is now. */
  readonly key: number
  readonly sessionId: string
  readonly turnId: string
  readonly kind: SearchKind
  /** Who it is of: a model, or a tool; empty for what a person wrote, and where it is not known. */
  readonly name: string
  readonly at: number
}

/** The names that were met in conversations, in the order of the alphabet. */
export interface SearchNames {
  readonly tools: readonly string[]
  readonly models: readonly string[]
}

/** Where a hit stands, and its words; null when it is no longer there. */
export interface SearchPlace {
  readonly key: number
  readonly itemId: string | null
  readonly snippet: Snippet
}

/** What a search of the messages found, best first. */
export interface SearchHits {
  readonly hits: readonly SearchHit[]
  /** Pass it to go on with what is older; null when nothing is left. */
  readonly next: number | null
}

/** How far the index is; `done` of `of` are bytes of logs. Null while nothing is left to do. */
export interface IndexProgress {
  readonly done: number
  readonly of: number
  readonly sessions: number
}

/** What a search found: sessions by what is known of them, bookmarks, and messages. */
export interface SearchResults extends SearchHits {
  /** Ids, the newest activity first. */
  readonly sessions: readonly string[]
  readonly bookmarks: readonly Bookmark[]
  /** The words around the first hits; those of others on request. */
  readonly places: readonly SearchPlace[]
  /** Operators that mean nothing and were left out. */
  readonly problems: readonly QueryProblem[]
  readonly indexing: IndexProgress | null
}
