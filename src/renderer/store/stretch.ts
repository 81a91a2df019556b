import type { HistoryPage, ScrollAnchor, Stretch } from '../../shared/model/opened.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'
import type { Away, OpenedView } from './state.ts'

/**
 * What is shown of a conversation: its newest turns, back as far as they are loaded, or turns further up, when one went
 * there. Between both something may not be loaded: so it takes no longer to go to what is far away.
 */
export function shownState(view: OpenedView): SessionState {
  return view.away?.state ?? view.state
}

/** Where what is older than what is shown is to be read from; null when nothing is. */
export function shownBefore(view: OpenedView): number | null {
  return view.away === null ? view.before : view.away.before
}

const joined = new WeakMap<Away, { readonly newest: SessionState; readonly all: SessionState }>()

/** Everything that is loaded, oldest first; there may be a gap in it. */
export function loadedState({ away, state }: OpenedView): SessionState {
  if (away === null) return state
  const known = joined.get(away)
  if (known?.newest === state) return known.all
  const all = { ...state, turns: [...away.state.turns, ...state.turns] }
  joined.set(away, { newest: state, all })
  return all
}

/** A turn that is loaded, by its id. */
export function turnIn({ turns, active }: SessionState, id: string): Turn | undefined {
  return active?.id === id ? active : turns.findLast((turn) => turn.id === id)
}

/** A stretch as the window keeps it. */
export function awayOf({ turns, places, before, after }: Stretch): Away {
  return { state: { turns, active: null }, places, before, after, loadingNewer: false }
}

/**
 * The same, where it is shown already and the log only grew meanwhile: then that stays, with all that was loaded to both
 * sides. Where the log was written anew (repaired, slimmed, put back), what was to be read before and behind is elsewhere.
 */
export function awayAgain(stretch: Stretch, known: Away | null): Away {
  if (known === null) return awayOf(stretch)
  const ids = new Set(known.state.turns.map((turn) => turn.id))
  const again = Object.entries(stretch.places).filter(([id]) => known.places[id] !== undefined)
  const isSame = again.length > 0 && again.every(([id, place]) => known.places[id] === place)
  return isSame && stretch.turns.every((turn) => ids.has(turn.id)) ? known : awayOf(stretch)
}

/** The place of a turn that is gone to: a little below the top. */
export function anchorAt(turnId: string): ScrollAnchor {
  return { turnId, offset: -16, atEnd: false }
}

/** A view that begins at a turn, when it is among those that are shown. */
export function viewAt(view: OpenedView, turnId: string): OpenedView {
  return turnIn(shownState(view), turnId) === undefined ? view : { ...view, anchor: anchorAt(turnId) }
}

/**
 * Shows a stretch around a place, or puts it before the newest turns when nothing is between them. `to`: the `before` of the
 * newest turns when it was asked for; where they begin elsewhere by now, something may be between.
 */
export function withStretch(view: OpenedView, stretch: Stretch, to: number, anchor: ScrollAnchor): OpenedView {
  if (view.before !== to) return view
  const known = new Set(view.state.turns.map((turn) => turn.id))
  const older = stretch.turns.filter((turn) => !known.has(turn.id))
  if (stretch.after !== null && older.length === stretch.turns.length)
    return { ...view, away: awayOf(stretch), shown: view.shown + 1, loadingOlder: false, anchor }
  const state = { ...view.state, turns: [...older, ...view.state.turns] }
  const next = { ...view, state, before: stretch.before, loadingOlder: false }
  // From the newest turns one can go there without drawing anything anew.
  return view.away === null ? next : { ...next, away: null, shown: view.shown + 1, anchor }
}

/** Shows the newest turns again, at `anchor`. */
export function withNewest(view: OpenedView, anchor: ScrollAnchor): OpenedView {
  return view.away === null ? view : { ...view, away: null, shown: view.shown + 1, loadingOlder: false, anchor }
}

/** Puts older turns before those that are shown. */
export function prependPage(view: OpenedView, page: HistoryPage): OpenedView {
  const state = shownState(view)
  const known = new Set(state.turns.map((turn) => turn.id))
  const turns = [...page.turns.filter((turn) => !known.has(turn.id)), ...state.turns]
  const { before } = page
  if (view.away === null) return { ...view, before, loadingOlder: false, state: { ...view.state, turns } }
  return { ...view, loadingOlder: false, away: { ...view.away, before, state: { ...view.away.state, turns } } }
}

/** Puts newer turns behind a stretch; where it reaches the newest turns, both are one. `to`: as in {@link withStretch}. */
export function appendPage(view: OpenedView, page: Omit<Stretch, 'before'>, to: number): OpenedView {
  const { away } = view
  if (away === null) return view
  if (view.before !== to) return { ...view, away: { ...away, loadingNewer: false } }
  const known = new Set(away.state.turns.map((turn) => turn.id))
  const turns = [...away.state.turns, ...page.turns.filter((turn) => !known.has(turn.id))]
  if (page.after !== null)
    return {
      ...view,
      away: {
        ...away,
        places: { ...away.places, ...page.places },
        after: page.after,
        loadingNewer: false,
        state: { ...away.state, turns },
      },
    }
  const own = new Set(turns.map((turn) => turn.id))
  const newest = view.state.turns.filter((turn) => !own.has(turn.id))
  return { ...view, away: null, before: away.before, state: { ...view.state, turns: [...turns, ...newest] } }
}
