import { call } from '../bridge.ts'
import type { ScrollAnchor } from '../../shared/model/opened.ts'
import { keepUnread } from './keptUnread.ts'
import { withView } from './opened.ts'
import { createSaver } from './saver.ts'
import { app } from './store.ts'
import {
  anchorAt,
  appendPage,
  prependPage,
  shownBefore,
  shownState,
  turnIn,
  withNewest,
  withStretch,
} from './stretch.ts'
import { attempt } from './toasts.ts'

// As for drafts: the rest of the 500 ms is for a machine that is busy.
const anchors = createSaver<ScrollAnchor>({
  delay: 120,
  write: (id, anchor) => {
    app.setState((state) => ({ opened: withView(state.opened, id, (view) => ({ ...view, anchor })) }))
    call('anchor.save', { id, anchor }).catch(() => undefined)
  },
})

/** Loads the page of turns before the first one that is shown. Resolves when they are there. */
export async function loadOlder(id: string): Promise<void> {
  const view = app.getState().opened.get(id)
  const before = view === undefined ? null : shownBefore(view)
  if (view === undefined || before === null || view.loadingOlder) return
  change(id, (now) => ({ ...now, loadingOlder: true }))
  const page = await attempt(call('session.history', { id, before }))
  change(id, (now) => {
    // Other turns are shown meanwhile: these are not before them.
    if (shownBefore(now) !== before) return now
    return page === undefined ? { ...now, loadingOlder: false } : prependPage(now, page)
  })
}

/** Loads the page of turns behind those that are shown, as long as these are not the newest. */
export async function loadNewer(id: string): Promise<void> {
  const view = app.getState().opened.get(id)
  if (view?.away?.after == null || view.before === null || view.away.loadingNewer) return
  const { after } = view.away
  const to = view.before
  change(id, (now) => (now.away === null ? now : { ...now, away: { ...now.away, loadingNewer: true } }))
  const page = await attempt(call('session.newer', { id, after, to }))
  change(id, (now) => {
    if (now.away?.after !== after) return now
    return page === undefined ? { ...now, away: { ...now.away, loadingNewer: false } } : appendPage(now, page, to)
  })
}

/** Has those turns shown among which one stands, loading them where it must; false when it is nowhere. */
export async function showTurn(id: string, turnId: string): Promise<boolean> {
  const isShown = (): boolean => {
    const view = app.getState().opened.get(id)
    return view !== undefined && turnIn(shownState(view), turnId) !== undefined
  }
  const view = app.getState().opened.get(id)
  if (view === undefined) return false
  const anchor = anchorAt(turnId)
  if (isShown()) return true
  if (turnIn(view.state, turnId) !== undefined) change(id, (now) => withNewest(now, anchor))
  else if (view.before !== null) {
    const to = view.before
    const stretch = (await attempt(call('session.around', { id, turnId, to }))) ?? null
    if (stretch !== null) change(id, (now) => withStretch(now, stretch, to, anchor))
  }
  return isShown()
}

/** Shows the newest turns again, at their end. */
export function showNewest(id: string): void {
  change(id, (view) => {
    const last = view.state.active ?? view.state.turns.at(-1)
    return withNewest(view, { turnId: last?.id ?? '', offset: 0, atEnd: true })
  })
}

/** Keeps where the transcript is scrolled to. */
export function saveAnchor(id: string, anchor: ScrollAnchor): void {
  anchors.set(id, anchor)
}

/** Writes scroll positions that still wait. */
export function flushAnchors(): void {
  anchors.flush()
}

/** Marks a session as read up to a turn (null: as far as it goes). */
export async function markRead(id: string, turnId: string | null = null): Promise<void> {
  await call('session.markRead', { id, turnId }).catch(() => undefined)
}

/** How far a session was read when one left it: what comes later is new at the next visit. */
export function noteRead(id: string, turnId: string): void {
  app.setState((state) => ({
    opened: withView(state.opened, id, (view) => ({ ...view, readTurnId: turnId, readAt: Date.now() })),
  }))
}

/** Marks a session as unread. */
export async function markUnread(id: string): Promise<void> {
  // Before anything can tell of it: what is shown would be read at once.
  keepUnread([id])
  await attempt(call('session.markUnread', { id }))
}

function change(id: string, with_: Parameters<typeof withView>[2]): void {
  app.setState((state) => ({ opened: withView(state.opened, id, with_) }))
}
