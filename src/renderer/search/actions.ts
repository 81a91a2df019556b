import { call } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import { parseQuery } from '../../shared/query.ts'
import type { SearchHit, SearchPlace, SearchResults } from '../../shared/search.ts'
import { findFrom } from '../find/actions.ts'
import { jumpTo, openSession } from '../store/actions.ts'
import { app } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import { compare, isEmpty } from './fresh.ts'
import { newHits } from './lines.ts'
import type { Option } from './lines.ts'
import { findFor, startOf } from './marked.ts'
import { search } from './state.ts'
import type { Results } from './state.ts'

/** So long a pause between two keys begins a search, in milliseconds. */
const PAUSE = 60
/** With fewer messages than this, words within longer ones are looked for, too. */
const FEW = 20

let pause: ReturnType<typeof setTimeout> | null = null
/** Grows with every search: what comes of the one before is dropped. */
let run = 0
/** Whose words were asked for and are on their way. */
let asked = new Set<number>()

/** Looks for something else, as soon as one pauses. */
export function setQuery(query: string): void {
  if (query === search.getState().query) return
  search.setState({ query })
  if (pause !== null) clearTimeout(pause)
  pause = setTimeout(() => void searchNow(), PAUSE)
}

/** Looks for something at once. */
export function searchFor(query: string): void {
  search.setState((view) => ({ query, focus: view.focus + 1 }))
  void searchNow()
}

/** Searches anew. `quietly` keeps where one is in the list: the same is looked for once more. */
export async function searchNow(quietly = false): Promise<void> {
  if (pause !== null) clearTimeout(pause)
  pause = null
  run += 1
  const own = run
  const { query } = search.getState()
  asked = new Set()
  if (query.trim() === '') {
    const empty = { results: null, fresh: 0, problems: [], loadingOlder: false, chosen: null, top: 0, cache: null }
    search.setState({ state: 'idle', whole: new Set(), ...empty })
    return
  }
  search.setState({ state: 'searching', loadingOlder: false, fresh: 0 })
  try {
    const found = await call('search.run', { query, words: 'beginning', after: null })
    if (own !== run) return
    const few = found.hits.length < FEW && found.next === null && hasWords(query)
    search.setState({
      state: few ? 'searching' : 'done',
      problems: found.problems,
      results: resultsOf(query, found),
      ...(quietly ? {} : { chosen: null, top: 0, cache: null, whole: new Set<string>() }),
    })
    if (few) await searchWithin(own, query)
  } catch (error) {
    if (own !== run) return
    if (isCancelled(error)) retry(own, quietly)
    else {
      const stopped = error instanceof AppError && error.code === 'searchStopped'
      search.setState({ state: 'failed', stopped, results: null, problems: parseQuery(query, Date.now()).problems })
    }
  }
}

/**
 * Looks again for what is shown, since the index changed. Where nothing was found, what there is now takes its place; else
 * nothing that is shown moves: what stands behind it is added, and anything else is counted until somebody asks for it.
 */
export async function refresh(): Promise<void> {
  const { state, results, query } = search.getState()
  if (query.trim() === '' || state === 'searching' || state === 'idle') return
  if (state === 'failed' || results === null || isEmpty(results)) {
    await searchNow(true)
    return
  }
  const own = run
  const again = await lookAgain(query, results.words).catch(() => null)
  // Whatever came between looks at the index as it is by then.
  if (again === null || own !== run || search.getState().query !== query) return
  const { results: shown } = search.getState()
  if (shown === null) return
  const { added, fresh } = compare(shown, again)
  if (added.length > 0) takePage({ ...again, hits: added }, shown.words)
  search.setState({ fresh })
}

/** What there is now, looked for as what is shown was. */
async function lookAgain(query: string, words: Results['words']): Promise<SearchResults> {
  const first = await call('search.run', { query, words: 'beginning', after: null })
  if (words === 'beginning') return first
  const { hits, places, next } = await call('search.run', { query, words, after: null })
  return { ...first, hits: [...first.hits, ...newHits([first.hits], hits)], places: [...first.places, ...places], next }
}

/** Another search of the window's took its place: it has its turn when that one is done. */
function retry(own: number, quietly: boolean): void {
  setTimeout(() => {
    if (own === run) void searchNow(quietly)
  }, 10 * PAUSE)
}

async function searchWithin(own: number, query: string): Promise<void> {
  const found = await call('search.run', { query, words: 'within', after: null })
  if (own !== run) return
  takePage(found, 'within')
  search.setState({ state: 'done' })
}

/** Appends what is older. */
async function showOlder(): Promise<void> {
  const { results, loadingOlder, query } = search.getState()
  if (results === null || results.next === null || loadingOlder || results.query !== query) return
  const own = run
  search.setState({ loadingOlder: true })
  try {
    const found = await call('search.run', { query, words: results.words, after: results.next })
    if (own !== run) return
    const before = search.getState().chosen
    takePage(found, results.words)
    // The line that asked for it goes, or moves on: what came takes its place.
    const first = search.getState().results?.pages.at(-1)?.[0]
    if (before === 'older' && first !== undefined) search.setState({ chosen: `hit ${first.key}` })
  } catch (error) {
    if (own === run && !isCancelled(error)) report(error)
  }
  if (own === run) search.setState({ loadingOlder: false })
}

/** Asks for the words of messages that come into view. */
export async function needPlaces(keys: readonly number[]): Promise<void> {
  const { results, state } = search.getState()
  if (results === null || state === 'failed') return
  const wanted = keys.filter((key) => !asked.has(key) && !results.places.has(key) && !results.gone.has(key))
  if (wanted.length === 0) return
  const own = run
  const { query } = results
  for (const key of wanted) asked.add(key)
  try {
    const places = await call('search.places', { query, keys: wanted })
    if (own !== run) return
    const there = new Set(places.map(({ key }) => key))
    changeResults((before) => ({
      ...before,
      places: withPlaces(before.places, places),
      gone: new Set([...before.gone, ...wanted.filter((key) => !there.has(key))]),
    }))
  } catch (error) {
    // It was ended by a search that came between, of the window's palette, and has its turn when that one is done.
    if (isCancelled(error)) {
      setTimeout(() => {
        if (own !== run) return
        for (const key of wanted) asked.delete(key)
        void needPlaces(wanted)
      }, 10 * PAUSE)
      return
    }
  }
  if (own === run) for (const key of wanted) asked.delete(key)
}

/** Does what a line is for. */
export function perform(line: Option): void {
  switch (line.kind) {
    case 'session':
      search.setState({ chosen: line.id, ledTo: line.sessionId })
      void openSession(line.sessionId)
      return
    case 'bookmark':
      search.setState({ chosen: line.id, ledTo: line.bookmark.sessionId })
      void jumpTo(line.bookmark)
      return
    case 'hit':
      search.setState({ chosen: line.id, ledTo: line.hit.sessionId })
      void openHit(
        search.getState().results?.query ?? '',
        line.hit,
        search.getState().results?.places.get(line.hit.key),
      )
      return
    case 'more':
      search.setState(({ whole }) => ({ whole: new Set(whole).add(line.part) }))
      return
    case 'older':
      void showOlder()
  }
}

/** Shows a message in its conversation, with what was looked for marked, so that F3 goes on from there. */
export async function openHit(query: string, hit: SearchHit, known: SearchPlace | undefined): Promise<void> {
  const place = known ?? (await call('search.places', { query, keys: [hit.key] }).catch(() => []))[0]
  const { sessionId, turnId } = hit
  const there = await jumpTo({ sessionId, turnId, itemId: place?.itemId ?? null })
  const wanted = findFor(query, place)
  const { place: shown } = app.getState()
  // Who went on to another session meanwhile stays there.
  if (!there || wanted === null || shown.kind !== 'session' || shown.id !== sessionId) return
  findFrom(sessionId, startOf(hit, place), wanted.query, wanted.options)
}

/** Learns what tools and models can be named. */
export async function learnNames(): Promise<void> {
  const names = await call('search.names', {}).catch(() => null)
  if (names !== null) search.setState({ names })
}

/** Whether a query has words that could stand within longer ones. */
function hasWords(query: string): boolean {
  return parseQuery(query, 0).terms.some((term) => !term.not && !term.phrase)
}

function resultsOf(query: string, found: SearchResults): Results {
  const { sessions, bookmarks, hits, next } = found
  const places = withPlaces(new Map(), found.places)
  return { query, sessions, bookmarks, pages: [hits], places, gone: new Set(), next, words: 'beginning' }
}

function takePage(found: SearchResults, words: Results['words']): void {
  changeResults((before) => {
    const page = newHits(before.pages, found.hits)
    const pages = page.length === 0 ? before.pages : [...before.pages, page]
    return { ...before, pages, places: withPlaces(before.places, found.places), next: found.next, words }
  })
}

function changeResults(change: (before: Results) => Results): void {
  search.setState(({ results }) => (results === null ? {} : { results: change(results) }))
}

function withPlaces(
  before: ReadonlyMap<number, SearchPlace>,
  places: readonly SearchPlace[],
): ReadonlyMap<number, SearchPlace> {
  const next = new Map(before)
  for (const place of places) next.set(place.key, place)
  return next
}

function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}
