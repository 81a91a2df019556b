import { asideOf } from '../../shared/sessionQuery.ts'
import { chooseView, setFilter, setFolded } from './listing.ts'
import { listOrder } from './order.ts'
import type { AppState } from './state.ts'
import { app } from './store.ts'

/** What is chosen, by whether one sees it. */
export interface ChosenNow {
  /** Those that the list shows, folded groups included, in the order in which they were chosen: what an action is for. */
  readonly ids: readonly string[]
  /** How many of those are in groups that are folded. */
  readonly folded: number
  /** Those that a filter or another view hides: nothing is done with what one does not see. They stay chosen, for when it is back. */
  readonly hidden: readonly string[]
}

type ChosenFrom = Pick<AppState, 'selection' | 'entries' | 'rows'>
let known: { readonly from: ChosenFrom; readonly found: ChosenNow } | null = null

/** See {@link ChosenNow}; the same for as long as nothing of it changes. */
export function chosenNow(): ChosenNow {
  const { selection, entries, rows } = app.getState()
  const same = known?.from.selection === selection && known.from.entries === entries && known.from.rows === rows
  if (known === null || !same) known = { from: { selection, entries, rows }, found: chosenOf(selection, rows) }
  return known.found
}

function chosenOf(selection: AppState['selection'], rows: AppState['rows']): ChosenNow {
  const shown = new Set(listOrder.idsOf(null))
  const ids = [...selection].filter((id) => shown.has(id))
  const drawn = new Set(listedIds())
  return {
    ids,
    folded: ids.filter((id) => !drawn.has(id)).length,
    hidden: [...selection].filter((id) => rows.has(id) && !shown.has(id)),
  }
}

/** Shows all that is chosen: what a filter hides, and what is in groups that are folded. */
export function showChosen(): void {
  if (chosenNow().hidden.length > 0) chooseView('all')
  const { rows, selection } = app.getState()
  const isAside = (id: string): boolean => {
    const row = rows.get(id)
    return row !== undefined && asideOf(row) !== null
  }
  if (chosenNow().hidden.some(isAside)) setFilter('is:any')
  const keys = app.getState().entries.flatMap((entry) => (entry.kind === 'group' && entry.folded ? [entry.key] : []))
  const holding = keys.filter((key) => listOrder.idsOf(key).some((id) => selection.has(id)))
  if (holding.length > 0) setFolded(holding, [])
}

/** Lets go of those that an action took out of the list. */
export function letGoOfHidden(ids: Iterable<string>): void {
  const { hidden } = chosenNow()
  const moved = new Set(ids)
  const gone = new Set(hidden.filter((id) => moved.has(id)))
  if (gone.size > 0) select([...app.getState().selection].filter((id) => !gone.has(id)))
}

/** Chooses these sessions together. */
export function select(ids: Iterable<string>): void {
  app.setState({ selection: new Set(ids) })
}

/** Lets go of all that is chosen; false when nothing was, and clicks open sessions already. */
export function clearSelection(): boolean {
  const { selection, selecting } = app.getState()
  if (selection.size === 0 && !selecting) return false
  app.setState({ selection: new Set(), selecting: false })
  return true
}

/** From now on a click chooses instead of opening, or opens again. */
export function toggleSelecting(): void {
  if (!clearSelection()) app.setState({ selecting: true })
}

/** The ids that are listed, from the top down. */
export function listedIds(): readonly string[] {
  const { entries, rows } = app.getState()
  return entries.flatMap((entry) => (entry.kind === 'row' && rows.has(entry.id) ? [entry.id] : []))
}

/** Chooses all that is listed. */
export function selectAll(): void {
  select(listedIds())
}

/** The sessions that an action of the list is for: those that are chosen and not hidden, when `id` is one of them, or `id` alone. */
export function targetsOf(id: string): readonly string[] {
  return app.getState().selection.has(id) ? chosenNow().ids : [id]
}
