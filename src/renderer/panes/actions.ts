import { flushSaves, openInto, reopen } from '../store/actions.ts'
import { focusComposer, saveWhere } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { addToast } from '../store/toasts.ts'
import { beside, evened, moved, resized, stepped, withSession, without } from './layout.ts'
import type { PaneLayout } from './layout.ts'

/** Narrower than this nothing can be read or written well, in CSS pixels; the same number stands in panes.css. */
export const LEAST_WIDTH = 380

/** Shows a session in a pane at the right of the one that has the focus; false where there are four already, which is said. */
export async function openBeside(id: string): Promise<boolean> {
  const layout = beside(app.getState(), id)
  if (layout === null) {
    sayFull()
    return false
  }
  await openInto(id, layout)
  return true
}

/** Says that there can't be more panes. */
export function sayFull(): void {
  const { t } = app.getState()
  addToast({ tone: 'info', title: t('panes.full'), text: t('panes.fullHelp') })
}

/** Shows these sessions, side by side, in place of what is shown; the first one gets the focus. */
export async function openTogether(ids: readonly string[]): Promise<void> {
  const [first, ...others] = ids
  if (first === undefined) return
  const { panes } = app.getState()
  const one = withSession({ panes: panes.slice(0, 1), activeId: panes[0]?.id ?? null }, first)
  const all = others.reduce((layout, id) => beside(layout, id) ?? layout, one)
  for (const { id } of all.panes) if (id !== first && !app.getState().opened.has(id)) void reopen(id)
  await openInto(first, { ...all, activeId: first })
}

/** Takes the pane of a session away; the session itself goes on as it is. */
export function closePane(id: string): void {
  // A page for one session is no pane.
  if (app.getState().panes.length < 2) return
  rearrange((layout) => without(layout, (other) => other === id))
}

/** Gives the focus of the window to a session that is shown: commands are about it from then on. */
export function focusPane(id: string): void {
  const { activeId, panes, place } = app.getState()
  if (activeId === id || place.kind !== 'session' || !panes.some((pane) => pane.id === id)) return
  app.setState({ activeId: id, place: { kind: 'session', id } })
  saveWhere()
}

/** Goes to the message box of the next pane, or of the one before. */
export function goToPane(by: 1 | -1): void {
  rearrange((layout) => stepped(layout, by))
}

/** Lets the pane that has the focus change places with a neighbour. */
export function movePane(by: 1 | -1): void {
  rearrange((layout) => moved(layout, by))
}

/** Makes all panes equally wide. */
export function evenPanes(): void {
  app.setState(evened)
  saveWhere()
}

/** Moves the edge at the right of a pane from where it was in `from`, by a share of the width; stored when `settled`. */
export function moveEdge(from: PaneLayout, edge: number, by: number, least: number, settled: boolean): void {
  const { panes } = resized(from, edge, by, least)
  app.setState((state) => {
    const same = state.panes.length === panes.length && state.panes.every(({ key }, at) => key === panes[at]?.key)
    if (!same) return {}
    return { panes: state.panes.map((pane, at) => ({ ...pane, share: panes[at]?.share ?? pane.share })) }
  })
  if (settled) saveWhere()
}

function rearrange(change: (layout: PaneLayout) => PaneLayout): void {
  flushSaves()
  app.setState((state) => {
    const layout = change(state)
    const { activeId } = layout
    return activeId === null || state.place.kind !== 'session'
      ? layout
      : { ...layout, place: { kind: 'session', id: activeId } }
  })
  saveWhere()
  // The box must be there before it can be asked to take the focus.
  void Promise.resolve().then(focusComposer)
}
