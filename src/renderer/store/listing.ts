import { call } from '../bridge.ts'
import type { Arrangement, ListKept } from '../../shared/listing.ts'
import { MOST_COLLAPSED } from '../../shared/listing.ts'
import { asideOf } from '../../shared/sessionQuery.ts'
import { added, filterOf, replaced, typed } from '../list/filterText.ts'
import { app } from './store.ts'
import type { AppState } from './state.ts'
import { attempt } from './toasts.ts'

/** The views that are always there, with what they ask for. */
export const builtInViews = {
  all: '',
  unread: 'is:unread',
  needsYou: 'is:waiting',
  pinned: 'is:pinned',
  archived: 'is:archived',
  empty: 'is:empty',
  subagents: 'is:subagent',
} as const
export type BuiltInView = keyof typeof builtInViews

/** Whether a view is one of those that are always there. */
export function isBuiltIn(viewId: string): viewId is BuiltInView {
  return Object.hasOwn(builtInViews, viewId)
}

/** How the list is looked at after a start: as before, and through the view that was chosen last. */
export function lookOf({ look, views, tagColours }: ListKept): Partial<AppState> {
  const view = views.find((one) => one.id === look.viewId)
  const viewId = view !== undefined || isBuiltIn(look.viewId) ? look.viewId : 'all'
  const { grouping, sort } = view ?? look
  return {
    views,
    tagColours,
    viewId,
    grouping,
    sort,
    collapsed: new Set(look.collapsed),
    ...filterOf(viewFilter(viewId, views)),
  }
}

/** What a view asks for, with its operators in front. */
export function viewFilterOf(viewId: string, views: ListKept['views']): string {
  return filterOf(viewFilter(viewId, views)).filter
}

function viewFilter(viewId: string, views: ListKept['views']): string {
  return isBuiltIn(viewId) ? builtInViews[viewId] : (views.find((one) => one.id === viewId)?.filter ?? '')
}

/** Asks for something else. */
export function setFilter(filter: string): void {
  app.setState(filterOf(filter))
}

/** Takes what is typed into the box; operators that are finished (`done`, or followed by a space) become chips. */
export function typeFilter(text: string, done = false): void {
  app.setState((state) => typed(state, text, done))
}

/** Puts another text in the place of a chip; an empty one takes it away. */
export function replaceChip(start: number, end: number, text: string): void {
  app.setState((state) => replaced(state, start, end, text))
}

/** Adds an operator. */
export function addChip(text: string): void {
  app.setState((state) => added(state, text))
}

/** Shows every session: also those that stand aside, where there are any. */
export function showEverything(): void {
  const { rows } = app.getState()
  chooseView('all')
  if ([...rows.values()].some((row) => asideOf(row) !== null)) setFilter('is:any')
}

/** Looks through a view; a kept one has an arrangement of its own. */
export function chooseView(viewId: string): void {
  const { views } = app.getState()
  const view = views.find((one) => one.id === viewId)
  if (view === undefined && !isBuiltIn(viewId)) return
  app.setState({
    viewId,
    ...(view === undefined ? {} : { grouping: view.grouping, sort: view.sort }),
    ...filterOf(viewFilter(viewId, views)),
  })
  saveLook()
}

/** The view of a number (from 1): the built-in ones, then the kept ones. */
export function chooseNumber(number: number): void {
  const ids = [...Object.keys(builtInViews), ...app.getState().views.map(({ id }) => id)]
  const id = ids[number - 1]
  if (id !== undefined) chooseView(id)
}

/** Groups or sorts otherwise, and keeps that: with the view, where it is a kept one. */
export function arrange(patch: Partial<Arrangement>): void {
  const { views, viewId } = app.getState()
  app.setState(patch)
  const view = views.find((one) => one.id === viewId)
  if (view !== undefined) keepViews(views.map((one) => (one === view ? { ...one, ...patch } : one)))
  saveLook()
}

/** Folds a group, or unfolds it. */
export function toggleGroup(key: string): void {
  const next = new Set(app.getState().collapsed)
  if (!next.delete(key)) next.add(key)
  app.setState({ collapsed: next })
  saveLook()
}

/** Folds these of the groups that are given, and unfolds the others of them. */
export function setFolded(keys: readonly string[], folded: readonly string[]): void {
  const others = [...app.getState().collapsed].filter((key) => !keys.includes(key))
  app.setState({ collapsed: new Set([...others, ...folded]) })
  saveLook()
}

/** Keeps these views in place of those that were kept: shown at once, told when they could not be stored. */
export function keepViews(views: ListKept['views']): void {
  app.setState({ views })
  void attempt(call('list.keepViews', { views: [...views] }))
}

function saveLook(): void {
  const { viewId, grouping, sort, collapsed } = app.getState()
  const kept = [...collapsed].slice(-MOST_COLLAPSED)
  // A failure to remember it is not worth a word: the next change tries again.
  call('list.save', { viewId, grouping, sort, collapsed: kept }).catch(() => undefined)
}
