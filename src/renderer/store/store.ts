import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { SessionRow } from '../../shared/model/session.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { initialState } from './initial.ts'
import { shownBefore, shownState } from './stretch.ts'
import type { AppState, OpenedView } from './state.ts'

/** The window's one store; reads and writes outside of components. */
export const app = createStore<AppState>()(() => initialState())

/** Reads the store in a component; it renders again only when what the selector gives has another identity. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(app, selector)
}

/** The `t` of the language that is shown. */
export function useT(): Translate {
  return useStore(app, selectT)
}

function selectT(state: AppState): Translate {
  return state.t
}

/** One field of a warm session: the way to be untouched by everything else in it. */
export function selectField<K extends keyof OpenedView>(
  id: string,
  field: K,
): (state: AppState) => OpenedView[K] | undefined {
  return (state) => state.opened.get(id)?.[field]
}

/** The turns of a warm session that are shown. */
export function selectShown(id: string): (state: AppState) => SessionState | undefined {
  return (state) => {
    const view = state.opened.get(id)
    return view && shownState(view)
  }
}

/** Whether a warm session begins with the first turn that is shown. */
export function selectIsComplete(id: string): (state: AppState) => boolean {
  return (state) => {
    const view = state.opened.get(id)
    return view !== undefined && shownBefore(view) === null
  }
}

/** Whether turns further up are shown in place of the newest ones. */
export function selectIsAway(id: string): (state: AppState) => boolean {
  return (state) => state.opened.get(id)?.away != null
}

/** The conversation of a warm session. */
export function selectState(id: string): (state: AppState) => SessionState | undefined {
  return (state) => state.opened.get(id)?.state
}

/** A row of the list. */
export function selectRow(id: string): (state: AppState) => SessionRow | undefined {
  return (state) => state.rows.get(id)
}

/** The session that is shown now, or null when another page is. */
export function selectShownId(state: AppState): string | null {
  return state.place.kind === 'session' ? state.place.id : null
}
