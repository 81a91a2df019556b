/** What a click or a key does to the sessions that are chosen together. Pure. */

/** The sessions that are chosen, and the one from which a range is stretched. */
export interface Chosen {
  readonly ids: ReadonlySet<string>
  readonly anchor: string | null
}

/** Chooses a session, or lets it go. */
export function toggled({ ids }: Chosen, id: string): Chosen {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/** Chooses all from the anchor to a session (as they are listed), in place of what was chosen; `adding`: beside it. */
export function stretched({ ids, anchor }: Chosen, listed: readonly string[], id: string, adding: boolean): Chosen {
  const to = listed.indexOf(id)
  const from = anchor === null ? -1 : listed.indexOf(anchor)
  if (to < 0) return { ids, anchor }
  const start = from < 0 ? to : from
  const range = listed.slice(Math.min(start, to), Math.max(start, to) + 1)
  return { ids: new Set(adding ? [...ids, ...range] : range), anchor: from < 0 ? id : anchor }
}
