import type { SessionEvent } from '../../shared/events.ts'
import type { OpenedSession } from '../../shared/model/opened.ts'
import { reduceAll } from '../../shared/reduce.ts'
import { measured } from '../../shared/usage.ts'
import type { OpenedView } from './state.ts'
import { awayAgain } from './stretch.ts'

/** How many sessions stay warm: switching to one of them asks nothing of main. */
export const WARM = 8

/** A session as main opened it, as the window keeps it; `known` is what it takes the place of. */
export function viewOf(opened: OpenedSession, known?: OpenedView): OpenedView {
  const before = known?.away ?? null
  const away = opened.away === null ? null : awayAgain(opened.away, before)
  const shown = (known?.shown ?? 0) + (away === before ? 0 : 1)
  return { ...opened, away, shown, sent: known?.sent ?? 0, loadingOlder: false }
}

/**
 * Folds a batch into a warm session. What it contains already is dropped; `gap` means that something before it is
 * missing, and the session must be opened again.
 */
export function applyEvents(view: OpenedView, seq: number, events: readonly SessionEvent[]): OpenedView | 'gap' {
  const first = seq - events.length + 1
  if (seq <= view.seq) return view
  if (first > view.seq + 1) return 'gap'
  const news = events.slice(view.seq + 1 - first)
  const state = reduceAll(view.state, news)
  const context = news.reduce(
    (known, event) => (event.type === 'contextMeasured' ? measured(known, event.context) : known),
    view.context,
  )
  return { ...view, seq, state, context }
}

/** Puts a session last, as the one used most recently, and lets go of the ones that are too many; those that are shown never go. */
export function keepWarm(
  opened: ReadonlyMap<string, OpenedView>,
  view: OpenedView,
  shown: readonly { readonly id: string }[],
): ReadonlyMap<string, OpenedView> {
  const next = new Map(opened)
  next.delete(view.row.id)
  next.set(view.row.id, view)
  for (const id of next.keys()) {
    if (next.size <= WARM) break
    if (id !== view.row.id && !shown.some((one) => one.id === id)) next.delete(id)
  }
  return next
}

/** Changes one warm session; an unknown id changes nothing. */
export function withView(
  opened: ReadonlyMap<string, OpenedView>,
  id: string,
  change: (view: OpenedView) => OpenedView,
): ReadonlyMap<string, OpenedView> {
  const view = opened.get(id)
  if (view === undefined) return opened
  const changed = change(view)
  return changed === view ? opened : new Map(opened).set(id, changed)
}
