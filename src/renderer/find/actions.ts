import { call } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import { findScopes } from '../../shared/find.ts'
import type { FindOptions, FindScope, Found } from '../../shared/find.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import { showTurn } from '../store/reading.ts'
import { focusComposer } from '../store/navigation.ts'
import type { AppState } from '../store/state.ts'
import { app, selectShownId } from '../store/store.ts'
import { loadedState } from '../store/stretch.ts'
import { inform, report } from '../store/toasts.ts'
import { addFound, nearestTo, noHits, positionOf, rankBy, stepFrom } from './hits.ts'
import type { Hit, RankOf } from './hits.ts'
import { find } from './state.ts'

/** So long a pause between two keys begins a search, in milliseconds. */
const PAUSE = 60
/** A longer selection is no query. */
const LONGEST_SELECTION = 200

let pause: ReturnType<typeof setTimeout> | null = null
/** Enter was pressed before anything was found: the first hit is gone to, wherever it is. */
let eager = false
/** Where a search for a query that was given goes out from, until it has gone to a hit. */
let beginning: { readonly sessionId: string; readonly query: string; readonly hit: Hit } | null = null
/** How the person looks for things, while a query that was given is looked for in its own way; null otherwise. */
let ownOptions: FindOptions | null = null
/** What had the focus before the bar. */
let returnTo: Element | null = null

/** Opens the bar over the session that is shown, with what is selected in its transcript. */
export function openFind(): void {
  const { place } = app.getState()
  if (place.kind !== 'session') return
  const { open, query, sessionId } = find.getState()
  const view = app.getState().opened.get(place.id)
  // Where nothing was said there is no bar.
  if (view === undefined || (view.state.turns.length === 0 && view.state.active === null && view.before === null))
    return
  if (!open || sessionId !== place.id) returnTo = document.activeElement
  aimAt(place.id)
  const selected = selectedText()
  find.setState((view) => ({ open: true, focus: view.focus + 1 }))
  if (selected !== null && selected !== query) setQuery(selected)
}

/** Opens the bar with a query, and goes to the hit that is nearest to a text of a session. */
export function findFrom(
  sessionId: string,
  start: Pick<Hit, 'turnId' | 'itemId' | 'part'>,
  query: string,
  options: FindOptions,
): void {
  aimAt(sessionId)
  beginning = { sessionId, query, hit: { ...start, start: 0, end: 0 } }
  returnTo = null
  ownOptions ??= find.getState().options
  find.setState((view) => ({ open: true, focus: view.focus + 1, query, options, scope: null, current: null }))
  searchShown()
}

/** Closes the bar, gives the focus back and leaves the transcript where it is. */
export function closeFind(): void {
  if (!find.getState().open) return
  endSearch()
  find.setState({ open: false, hits: noHits, current: null })
  const back = returnTo
  returnTo = null
  if (back instanceof HTMLElement && back.isConnected && back !== document.body) back.focus({ preventScroll: true })
  else focusComposer()
}

/** Looks for another text, as soon as one pauses. */
export function setQuery(query: string): void {
  // What is typed is no pattern because the one before was.
  find.setState(({ options }) => ({ query, options: ownOptions ?? options }))
  ownOptions = null
  if (pause !== null) clearTimeout(pause)
  pause = setTimeout(searchShown, PAUSE)
}

/** Changes how it is looked for. */
export function toggleOption(option: keyof FindOptions): void {
  ownOptions = null
  find.setState(({ options }) => ({ options: { ...options, [option]: !options[option] } }))
  searchShown()
}

/** Changes where it is looked for; null is everywhere. */
export function setScope(scope: FindScope | null): void {
  find.setState({ scope })
  searchShown()
}

/** The session over which the bar stands: the one that was searched while it is shown, otherwise the one that has the focus; null on other pages. */
export function searchedIn(state: AppState, searched: string | null): string | null {
  const { place, panes } = state
  if (place.kind !== 'session') return null
  return searched !== null && panes.some(({ id }) => id === searched) ? searched : place.id
}

/** Searches the session that is shown now: another one, or the same anew. */
export function searchShown(): void {
  const { open, sessionId } = find.getState()
  const id = searchedIn(app.getState(), sessionId)
  if (id !== null && open) search(id)
}

/** What was found in another session is of no use. */
function aimAt(sessionId: string): void {
  if (find.getState().sessionId !== sessionId) find.setState({ sessionId, hits: noHits, current: null })
}

/** Goes to the hit after or before the current one. */
export function goOn(by: 1 | -1): void {
  const { open, sessionId: searched } = find.getState()
  if (!open || searchedIn(app.getState(), searched) !== selectShownId(app.getState())) {
    openFind()
    return
  }
  // What is still being typed is looked for now.
  if (pause !== null) searchShown()
  const { hits, current, sessionId, fresh, state: going } = find.getState()
  eager = going === 'searching'
  if (eager && !fresh) return
  const state = loadedIn(sessionId)
  if (state === undefined) return
  const next = current === null ? null : stepFrom(hits, current, by)
  const hit = next ?? nearestTo(hits, origin(), rankBy(state))
  if (hit !== null) void goTo(hit)
}

/** Takes what main has found. */
export function hearFound(found: Found): void {
  const before = find.getState()
  if (found.run !== before.run) return
  const hits = addFound(before.fresh ? before.hits : noHits, found)
  const newestKnown = before.newestKnown || found.newest !== null
  const reached = found.reached ?? before.reached
  find.setState({ hits, newestKnown, reached, fresh: true, state: found.state })
  const { current, sessionId } = find.getState()
  if (current !== null && positionOf(hits, current) > 0) return
  const state = loadedIn(sessionId)
  if (state === undefined || before.state !== 'searching') return
  const rankOf = rankBy(state)
  const from = origin()
  // Not before everything below the place where one is was looked through: a nearer hit may still come.
  if (found.state === 'searching' && !(newestKnown && hasPassed(reached, from, rankOf))) return
  const hit = nearestTo(hits, from, rankOf)
  // What is not loaded is not loaded for every key that is pressed: Enter goes there.
  const further = hit !== null && rankOf(hit) === null
  find.setState({ further })
  if (hit !== null && (!further || eager)) void goTo(hit)
  else if (found.state !== 'searching') find.setState({ current: null })
}

/** Whether a search from the bottom has passed a place. */
function hasPassed(reached: string | null, place: readonly number[], rankOf: RankOf): boolean {
  if (reached === null) return false
  const [turn] = rankOf({ turnId: reached, itemId: null, part: 'prompt', start: 0 }) ?? []
  return turn === undefined || turn <= (place[0] ?? 0)
}

/** The present search looks through what came since; a log that was changed by others is searched anew. */
export async function refresh(): Promise<void> {
  const { run, open } = find.getState()
  if (run === null || !open) return
  const stale = await call('find.refresh', { run }).catch(() => false)
  if (stale && find.getState().run === run) searchShown()
}

function search(sessionId: string): void {
  if (pause !== null) clearTimeout(pause)
  pause = null
  const { query, options, scope, current, sessionId: before } = find.getState()
  const given = beginning?.sessionId === sessionId && beginning.query === query ? beginning.hit : null
  from = current !== null && before === sessionId ? current : given
  if (query === '') {
    endSearch()
    find.setState({ sessionId, hits: noHits, current: null, invalid: null, state: 'done' })
    return
  }
  eager = false
  const run = crypto.randomUUID()
  if (sessionId !== before) find.setState({ hits: noHits, current: null })
  find.setState({
    sessionId,
    run,
    fresh: false,
    newestKnown: false,
    reached: null,
    further: false,
    state: 'searching',
    invalid: null,
  })
  const scopes = scope === null ? [...findScopes] : [scope]
  call('find.run', { id: sessionId, run, query, options, scopes }).catch((error: unknown) => {
    if (find.getState().run !== run) return
    const invalid = error instanceof AppError && error.code === 'patternInvalid' ? error.detail : null
    find.setState({ run: null, hits: noHits, current: null, state: 'done', invalid })
    if (invalid === null) report(error)
  })
}

function endSearch(): void {
  if (pause !== null) clearTimeout(pause)
  pause = null
  if (find.getState().run === null) return
  find.setState({ run: null, state: 'done' })
  // What it would still have found is dropped anyway.
  call('find.cancel', {}).catch(() => undefined)
}

/** The hit from which the present search goes out; null for the place in view. */
let from: Hit | null = null

/** What is loaded of a session. */
function loadedIn(sessionId: string | null): SessionState | undefined {
  const view = app.getState().opened.get(sessionId ?? '')
  return view && loadedState(view)
}

/** Where the nearest hit is looked from: the hit before, or the turn at the top of what is in view. */
function origin(): readonly number[] {
  const view = app.getState().opened.get(find.getState().sessionId ?? '')
  if (view === undefined) return [0]
  const state = loadedState(view)
  const rankOf = rankBy(state)
  const rank = from === null ? null : rankOf(from)
  if (rank !== null) return rank
  const all = state.turns.length + (state.active === null ? 0 : 1)
  const { anchor } = view
  if (anchor === null || anchor.atEnd) return [all - 1]
  return [rankOf({ turnId: anchor.turnId, itemId: null, part: 'prompt', start: 0 })?.[0] ?? all - 1]
}

function show(hit: Hit): void {
  from = hit
  beginning = null
  find.setState((view) => ({ current: hit, going: view.going + 1 }))
}

/** Shows a hit, loading what is around it where it must. */
async function goTo(hit: Hit): Promise<void> {
  eager = false
  const { sessionId, run } = find.getState()
  if (sessionId === null) return
  show(hit)
  if (await showTurn(sessionId, hit.turnId)) return
  if (find.getState().run !== run || find.getState().current !== hit) return
  inform(app.getState().t('find.gone'))
  find.setState({ current: null })
  from = null
  searchShown()
}

/** What is selected in a transcript, if it can be a query. */
function selectedText(): string | null {
  const selection = window.getSelection()
  const node = selection?.anchorNode
  const element = node instanceof Element ? node : node?.parentElement
  if (selection === null || element?.closest('.transcript') == null) return null
  const text = selection.toString().trim()
  return text === '' || text.length > LONGEST_SELECTION || text.includes('\n') ? null : text
}
