import { app } from './store.ts'

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

/** The sessions that an action of the list is for: those that are chosen, when `id` is one of them, or `id` alone. */
export function targetsOf(id: string): readonly string[] {
  const { selection, rows } = app.getState()
  return selection.has(id) ? [...selection].filter((one) => rows.has(one)) : [id]
}
