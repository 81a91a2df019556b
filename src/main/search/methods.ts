import type { IndexProgress, SearchHits, SearchNames, SearchPlace } from '../../shared/search.ts'
import type { IndexableSession, SearchSpec } from './port.ts'

/** What the worker that searches all sessions answers. */
export interface SearchMethods {
  /** Which index, of which COPILOT_HOME; the first call. */
  open(folder: string, home: string): void
  sync(sessions: readonly IndexableSession[]): void
  update(changed: readonly IndexableSession[], removed: readonly string[]): void
  find(spec: SearchSpec): SearchHits
  places(terms: SearchSpec['terms'], keys: readonly number[]): readonly SearchPlace[]
  names(): SearchNames
  scrub(): void
  close(): void
}

/** What it tells by itself. */
export interface SearchNotifications {
  progressed: { readonly progress: IndexProgress | null }
  /** What can be found is other than it was. */
  changed: Record<string, never>
  failed: { readonly origin: string }
}
