import { call } from '../bridge.ts'
import { without } from '../panes/layout.ts'
import type { PaneLayout } from '../panes/layout.ts'
import { app } from './store.ts'
import type { AppState, DialogRequest, Place } from './state.ts'

/** Shows a page other than a session; sessions are shown by `openSession`. */
export function goTo(place: Exclude<Place, { kind: 'session' }>): void {
  app.setState({ place, drawerOpen: false, inspectorDrawerOpen: false, dialog: null })
}

/** What is shown once sessions are gone: the panes that are left, or the start where none is. */
export function shownWithout(state: AppState, isGone: (id: string) => boolean): PaneLayout & Pick<AppState, 'place'> {
  const layout = without(state, isGone)
  const { activeId } = layout
  if (state.place.kind !== 'session') return { ...layout, place: state.place }
  return { ...layout, place: activeId === null ? { kind: 'start' } : { kind: 'session', id: activeId } }
}

/** Opens the one dialog. */
export function openDialog(dialog: DialogRequest): void {
  app.setState({ dialog })
}

/** The dialog that asks what of sessions is written, and how. */
export function exportDialogFor(ids: readonly string[]): DialogRequest {
  return { kind: 'export', ids, format: 'json', sinceBookmarkId: null, found: null }
}

/** Closes the dialog, whichever it is. */
export function closeDialog(): void {
  app.setState({ dialog: null })
}

/** Puts the caret into the composer of the session that is shown. */
export function focusComposer(): void {
  app.setState((state) => ({ composerFocus: state.composerFocus + 1 }))
}

/** Shows or hides the inspector: the column, which is remembered, or the drawer in a window that has no room for one. */
export function toggleInspector(open?: boolean): void {
  if (isMedium()) {
    app.setState((state) => ({ inspectorDrawerOpen: open ?? !state.inspectorDrawerOpen }))
    return
  }
  app.setState((state) => ({ inspectorOpen: open ?? !state.inspectorOpen }))
  saveWhere()
}

/** Shows or hides the list: the column, or the drawer in a narrow window. */
export function toggleSidebar(): void {
  if (isNarrow()) {
    app.setState((state) => ({ drawerOpen: !state.drawerOpen }))
    return
  }
  app.setState((state) => ({ sidebarOpen: !state.sidebarOpen }))
  saveWhere()
}

/** Sets the width of the list in CSS pixels, within what the window bears; stored when `settled`. */
export function resizeSidebar(width: number, settled: boolean): void {
  app.setState({ sidebarWidth: Math.round(Math.min(Math.max(width, 220), 480)) })
  if (settled) saveWhere()
}

/** Takes the wish to jump away, once it was followed. */
export function jumpDone(nonce: number): void {
  app.setState((state) => (state.jump?.nonce === nonce ? { jump: null } : {}))
}

/** Below this width the inspector is a drawer; the same number stands in layout.css. */
export const MEDIUM = '(max-width: 1100px)'
/** Below this width the list is a drawer. */
export const NARROW = '(max-width: 760px)'

/** Whether the window is so narrow that the list is a drawer. */
export function isNarrow(): boolean {
  return window.matchMedia(NARROW).matches
}

/** Whether the window is so narrow that the inspector is a drawer. */
function isMedium(): boolean {
  return window.matchMedia(MEDIUM).matches
}

/** Closes the drawers; true when one was open. */
export function closeDrawers(): boolean {
  const { drawerOpen, inspectorDrawerOpen } = app.getState()
  if (!drawerOpen && !(inspectorDrawerOpen && isMedium())) return false
  app.setState({ drawerOpen: false, inspectorDrawerOpen: false })
  return true
}

/** Stores what the window shows, for the next start. */
export function saveWhere(): void {
  const { activeId, panes, sidebarOpen, sidebarWidth, inspectorOpen } = app.getState()
  // A failure to remember panes is not worth a word: the next change tries again.
  const stored = panes.map(({ id, share }) => ({ id, share }))
  call('where.save', { sessionId: activeId, panes: stored, sidebarOpen, sidebarWidth, inspectorOpen }).catch(
    () => undefined,
  )
}
