import type { FindOptions, FindScope, HitGroup } from '../../shared/find.ts'
import type { Turn } from '../../shared/model/turn.ts'

/** What is looked for, and where. */
export interface SearchSpec {
  readonly run: string
  /** The session. */
  readonly id: string
  readonly query: string
  readonly options: FindOptions
  readonly scopes: readonly FindScope[]
  /** Turns that only we kept, to be laid over what the log has of them. */
  readonly kept: readonly Turn[]
}

/** The newest turns, as they are now; they take the place of what the log has of them. */
export interface NewestTurns {
  readonly run: string
  /** All of them, oldest first. */
  readonly ids: readonly string[]
  /** Those that were not told before, or are no longer the same. */
  readonly changed: readonly Turn[]
}

/** What the worker that searches one conversation answers. */
export interface FindMethods {
  /** Resolves when the log was looked through; to false when the search was ended before. */
  search(spec: SearchSpec): boolean
  newest(turns: NewestTurns): readonly HitGroup[]
}

/** What it tells by itself. */
export interface FindNotifications {
  /** The newest turn that the log has: it and all that came since are to be told by `newest`. */
  began: { readonly run: string; readonly newestTurnId: string | null }
  found: OlderHits
}

/** Hits further up than all before. */
export interface OlderHits {
  readonly run: string
  /** The lowest first. */
  readonly groups: readonly HitGroup[]
  /** How many more there are that are not listed. */
  readonly unlisted: number
  readonly reached: string | null
}

/** What the worker is started with. */
export interface FindWorkerData {
  readonly home: string
  /** Counts up while the worker lives; see {@link Beat}. */
  readonly beat: SharedArrayBuffer
}
