import { MOST_PANES, panesOf, withWhole } from '../../shared/panes.ts'
import type { StoredPane } from '../../shared/panes.ts'

/** A place for a session beside others. `key` is the place's own: what is shown in it may change. */
export interface Pane extends StoredPane {
  readonly key: number
}

/** The sessions that are shown side by side, from the left; `activeId` has the focus, and is one of them unless there are none. */
export interface PaneLayout {
  readonly panes: readonly Pane[]
  readonly activeId: string | null
}

/** No session is shown. */
export const noPanes: PaneLayout = { panes: [], activeId: null }

/** As it was stored, without those that could not be opened. */
export function restored(
  where: { readonly sessionId: string | null; readonly panes: readonly StoredPane[] },
  isThere: (id: string) => boolean,
): PaneLayout {
  const panes = panesOf(where).map((pane, key) => ({ ...pane, key }))
  return without({ panes, activeId: where.sessionId }, (id) => !isThere(id))
}

/** Shows a session where the focus is; where it is shown already, that pane gets the focus. */
export function withSession({ panes, activeId }: PaneLayout, id: string): PaneLayout {
  if (panes.some((pane) => pane.id === id)) return { panes, activeId: id }
  if (panes.length === 0) return { panes: [{ key: 0, id, share: 1 }], activeId: id }
  return { panes: panes.map((pane) => (pane.id === activeId ? { ...pane, id } : pane)), activeId: id }
}

/**
 * Shows a session in the place of another one; the focus goes along where that had it, and stays where it is otherwise. Null where the
 * other one is not shown any more.
 */
export function inPlaceOf({ panes, activeId }: PaneLayout, id: string, other: string): PaneLayout | null {
  if (!panes.some((pane) => pane.id === other)) return null
  if (panes.some((pane) => pane.id === id)) return { panes, activeId: activeId === other ? id : activeId }
  const next = panes.map((pane) => (pane.id === other ? { ...pane, id } : pane))
  return { panes: next, activeId: activeId === other ? id : activeId }
}

/** Shows a session in a new pane at the right of the focus; null where there are as many as there may be. */
export function beside(layout: PaneLayout, id: string): PaneLayout | null {
  const { panes, activeId } = layout
  if (panes.length === 0 || panes.some((pane) => pane.id === id)) return withSession(layout, id)
  if (panes.length >= MOST_PANES) return null
  const at = panes.findIndex((pane) => pane.id === activeId)
  const key = 1 + Math.max(...panes.map((pane) => pane.key))
  const even = areEven(panes)
  const next = panes.flatMap((pane, index): readonly Pane[] => {
    if (index !== at) return [pane]
    const share = pane.share / 2
    return [
      { ...pane, share },
      { key, id, share },
    ]
  })
  return { panes: even ? inEqualParts(next) : withWhole(next), activeId: id }
}

/** Takes sessions away; the focus goes to what comes into the place of the one that had it, else to the one before. */
export function without({ panes, activeId }: PaneLayout, isGone: (id: string) => boolean): PaneLayout {
  const left = panes.filter(({ id }) => !isGone(id))
  if (left.length === panes.length) return { panes, activeId }
  const at = panes.findIndex(({ id }) => id === activeId)
  const heir = panes.slice(at).find(({ id }) => !isGone(id)) ?? left.at(-1)
  return { panes: areEven(panes) ? inEqualParts(left) : withWhole(left), activeId: heir?.id ?? null }
}

/** Gives the focus to the next pane, or the one before, around the ends. */
export function stepped({ panes, activeId }: PaneLayout, by: 1 | -1): PaneLayout {
  const at = panes.findIndex(({ id }) => id === activeId)
  const next = panes[(at + by + panes.length) % Math.max(1, panes.length)]
  return { panes, activeId: next?.id ?? activeId }
}

/**
 * Changes places with the neighbour; nothing at the end of the row. The places stay and what they show changes, so that nothing in
 * the page is taken out and put in elsewhere, which would lose how far it is scrolled.
 */
export function moved({ panes, activeId }: PaneLayout, by: 1 | -1): PaneLayout {
  const at = panes.findIndex(({ id }) => id === activeId)
  const one = panes[at]
  const other = panes[at + by]
  if (one === undefined || other === undefined) return { panes, activeId }
  const put = (index: number, pane: Pane): Pane =>
    index === at ? { ...other, key: pane.key } : index === at + by ? { ...one, key: pane.key } : pane
  return { panes: panes.map((pane, index) => put(index, pane)), activeId }
}

/**
 * Moves the edge at the right of a pane by a share of the whole width. Neither neighbour gets narrower than `least`; one that is
 * narrower already does not lose more.
 */
export function resized({ panes, activeId }: PaneLayout, edge: number, by: number, least: number): PaneLayout {
  const left = panes[edge]
  const right = panes[edge + 1]
  if (left === undefined || right === undefined) return { panes, activeId }
  const mostLost = (pane: Pane): number => Math.max(0, pane.share - least)
  const way = by < 0 ? -Math.min(-by, mostLost(left)) : Math.min(by, mostLost(right))
  const next = panes.map((pane, index) =>
    index === edge
      ? { ...pane, share: pane.share + way }
      : index === edge + 1
        ? { ...pane, share: pane.share - way }
        : pane,
  )
  return { panes: next, activeId }
}

/** All panes equally wide. */
export function evened({ panes, activeId }: PaneLayout): PaneLayout {
  return { panes: inEqualParts(panes), activeId }
}

function inEqualParts(panes: readonly Pane[]): readonly Pane[] {
  return panes.map((pane) => ({ ...pane, share: 1 / panes.length }))
}

/** Whether nobody gave the panes widths of their own. */
function areEven(panes: readonly Pane[]): boolean {
  return panes.every(({ share }) => Math.abs(share - 1 / panes.length) < 0.005)
}
