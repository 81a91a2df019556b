import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { FindOptions, FindScope, FindState } from '../../shared/find.ts'
import type { Hit, Hits } from './hits.ts'
import { noHits } from './hits.ts'

/** What the window looks for; the query stays when the bar is closed. */
export interface FindView {
  readonly open: boolean
  readonly query: string
  readonly options: FindOptions
  /** Null: everything. */
  readonly scope: FindScope | null
  /** The session that was searched last. */
  readonly sessionId: string | null
  /** The present search; null when there is none. */
  readonly run: string | null
  /** False until the present search has told something: what is there is of the one before. */
  readonly fresh: boolean
  /** Whether the newest turns were searched, and the turn down to which the others were. */
  readonly newestKnown: boolean
  readonly reached: string | null
  /** All hits are in what is not loaded. */
  readonly further: boolean
  readonly hits: Hits
  readonly state: FindState
  /** What is wrong with the regular expression, as the engine words it; null when nothing is. */
  readonly invalid: string | null
  readonly current: Hit | null
  /** Grows whenever the current hit is to be brought into view. */
  readonly going: number
  /** Grows whenever the bar is asked to take the focus. */
  readonly focus: number
}

/** What the window looks for. */
export const find = createStore<FindView>()(() => ({
  open: false,
  query: '',
  options: { matchCase: false, wholeWord: false, regex: false },
  scope: null,
  sessionId: null,
  run: null,
  fresh: false,
  newestKnown: false,
  reached: null,
  further: false,
  hits: noHits,
  state: 'done',
  invalid: null,
  current: null,
  going: 0,
  focus: 0,
}))

/** Reads it in a component. */
export function useFind<T>(selector: (view: FindView) => T): T {
  return useStore(find, selector)
}

/** The current hit when it stands in one of these items; null otherwise. */
export function useHitWithin(itemIds: ReadonlySet<string>): Hit | null {
  return useStore(find, ({ open, current }) =>
    open && current?.itemId != null && itemIds.has(current.itemId) ? current : null,
  )
}

/** The current hit when it stands in one of these texts of an item; null otherwise. Whoever folds such a text opens it then. */
export function useHitIn(
  itemId: string | null,
  parts: readonly Hit['part'][],
  turnId: string | null = null,
): Hit | null {
  return useStore(find, ({ open, current }) =>
    open &&
    current !== null &&
    current.itemId === itemId &&
    (turnId === null || current.turnId === turnId) &&
    parts.includes(current.part)
      ? current
      : null,
  )
}
