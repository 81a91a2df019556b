import { flushSaves, openInto, openSession, reopen } from '../store/actions.ts'
import { saveWhere } from '../store/navigation.ts'
import type { AppState } from '../store/state.ts'
import { app } from '../store/store.ts'
import { addToast } from '../store/toasts.ts'
import { titleOf } from '../list/labels.ts'
import { openTogether } from './actions.ts'
import { inPlaceOf } from './layout.ts'

/** Where a person was when they asked for something that may take a while. */
export type Asked = Pick<AppState, 'place' | 'activeId' | 'dialog'> & {
  /** The session that is shown where they asked. */
  readonly shownId: string | null
}

/** Where what they asked for is to be shown: as if it had come at once; in its pane, without the focus; or nowhere by itself. */
export type Where = 'here' | 'itsPane' | 'nowhere'

/** Notes where a person asks for something, before it begins; `about` is the session that it is about. */
export function asking(about: string | null = null): Asked {
  const { place, activeId, panes, dialog } = app.getState()
  const shownId = panes.some(({ id }) => id === about) ? about : activeId
  return { place, activeId, dialog, shownId }
}

/** Who went on to something else meanwhile is not taken away from it. */
export function whereFor(asked: Asked, now: Pick<AppState, 'place' | 'activeId' | 'dialog' | 'panes'>): Where {
  // A dialog that was opened since may be about any session: nothing changes behind it.
  if (now.dialog !== null && now.dialog !== asked.dialog) return 'nowhere'
  // What was asked about was the last that was shown, and went meanwhile: nobody chose to be elsewhere.
  if (asked.place.kind === 'session' && now.place.kind === 'start' && now.panes.length === 0) return 'here'
  const { shownId } = asked
  const isShown = shownId === null ? now.panes.length === 0 : now.panes.some(({ id }) => id === shownId)
  if (now.place.kind !== asked.place.kind || !isShown) return 'nowhere'
  if (now.activeId === asked.activeId) return 'here'
  return now.place.kind === 'session' ? 'itsPane' : 'nowhere'
}

/**
 * Shows a session that somebody waited for, where they asked for it. Where that is no more, it is said that the session is there, with a
 * way to open it, and false comes back.
 */
export async function openWhereAsked(asked: Asked, id: string): Promise<boolean> {
  const state = app.getState()
  const { shownId } = asked
  const layout = shownId === null ? null : inPlaceOf(state, id, shownId)
  switch (whereFor(asked, state)) {
    case 'here':
      await (layout === null || state.place.kind !== 'session'
        ? openSession(id)
        : openInto(id, { ...layout, activeId: id }))
      return true
    case 'itsPane':
      // What was typed in the one that leaves the pane.
      flushSaves()
      app.setState(layout ?? {})
      saveWhere()
      if (!state.opened.has(id)) await reopen(id)
      return true
    case 'nowhere':
      sayReady(id)
      return false
  }
}

/** The same for sessions that are to be shown side by side. */
export async function openTogetherWhereAsked(asked: Asked, ids: readonly string[]): Promise<void> {
  const [first] = ids
  if (first === undefined) return
  if (whereFor(asked, app.getState()) === 'here') return openTogether(ids)
  const { t } = app.getState()
  if (ids.length === 1) sayReady(first)
  else
    addToast({
      tone: 'info',
      title: t('panes.readyTogether', { count: ids.length }),
      text: '',
      action: { label: t('panes.openTogether'), perform: () => void openTogether(ids) },
      lasting: true,
    })
}

function sayReady(id: string): void {
  const { t, rows } = app.getState()
  const row = rows.get(id)
  addToast({
    tone: 'info',
    title: t('panes.ready', { title: row === undefined ? id : titleOf(t, row) }),
    text: '',
    action: { label: t('common.open'), perform: () => void openSession(id) },
    lasting: true,
  })
}
