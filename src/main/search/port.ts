import type { QueryTerm, FromValue } from '../../shared/query.ts'
import type { IndexProgress, SearchHits, SearchNames, SearchPlace } from '../../shared/search.ts'

/** A session as the index needs to know it. */
export interface IndexableSession {
  readonly id: string
  /** Bytes of its log. */
  readonly size: number
  readonly activeAt: number
}

/** Which texts are looked for; lists of one kind are alternatives, different kinds must all be met. */
export interface SearchSpec {
  readonly terms: readonly QueryTerm[]
  readonly from: readonly Wanted<FromValue>[]
  readonly tools: readonly Wanted<string>[]
  readonly models: readonly Wanted<string>[]
  /** Sessions in which a tool was given this path, or a part of it. */
  readonly files: readonly Wanted<string>[]
  /** Epoch milliseconds: at it or later, before it. */
  readonly since: number | null
  readonly before: number | null
  /** The sessions that may be looked through; null: all. */
  readonly sessions: readonly string[] | null
  /** How words are met: as they are or as a beginning, or anywhere within a longer one. */
  readonly words: 'beginning' | 'within'
  /** What `next` was before; null at first. */
  readonly after: number | null
}

/** Something that must be there, or must not. */
export interface Wanted<T> {
  readonly value: T
  readonly not: boolean
}

/** The full text of every session, in a worker of its own: a cache of the logs, which may be deleted at any time. */
export interface Search {
  /** What there is now: sessions that are not named any more are forgotten. */
  sync(sessions: readonly IndexableSession[]): void
  /** Sessions that came or grew, and those that went; nothing before the first `sync`. */
  update(changed: readonly IndexableSession[], removed: readonly string[]): void
  /** The texts that are met, the best first; rejects with the signal's reason when it aborts. */
  find(spec: SearchSpec, signal: AbortSignal): Promise<SearchHits>
  /** Where hits stand, with their words around; those that are gone are left out. */
  places(spec: Pick<SearchSpec, 'terms'>, keys: readonly number[], signal: AbortSignal): Promise<readonly SearchPlace[]>
  /** The models and tools that were met. */
  names(): Promise<SearchNames>
  /** Nothing of what was removed stays in any file, which happens by itself after a while; resolves when that is so. */
  scrub(): Promise<void>
  progress(): IndexProgress | null
  onProgress(listener: (progress: IndexProgress | null) => void): () => void
  /** Texts came into the index or left it: what was looked for before may be met by others now. Told a few times a second at most. */
  onChanged(listener: () => void): () => void
  dispose(): Promise<void>
}
