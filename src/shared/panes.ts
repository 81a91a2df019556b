/** How many sessions are shown side by side at most. */
export const MOST_PANES = 4

/** Less than this of the width nobody gave a pane. */
const LEAST_SHARE = 0.01

/** A session that is shown beside others, with its share of their width: all shares together are 1. */
export interface StoredPane {
  readonly id: string
  readonly share: number
}

/**
 * The sessions that are shown side by side, from the left, by what was stored: no session twice, never more than there may be. The
 * one that has the focus decides: where it is not among them, something else wrote it, and it alone is shown.
 */
export function panesOf(where: {
  readonly sessionId: string | null
  readonly panes: readonly StoredPane[]
}): readonly StoredPane[] {
  const { sessionId, panes } = where
  if (sessionId === null) return []
  if (!panes.some(({ id }) => id === sessionId)) return [{ id: sessionId, share: 1 }]
  const distinct = panes.filter(({ id }, index) => panes.findIndex((other) => other.id === id) === index)
  const focused = distinct.findIndex(({ id }) => id === sessionId)
  // The focused one is never among those that are too many.
  const from = Math.max(0, focused - MOST_PANES + 1)
  return withWhole(distinct.slice(from, from + MOST_PANES))
}

/** The same panes with shares that are 1 together, in their proportions; in equal parts where those make no sense. */
export function withWhole<P extends StoredPane>(panes: readonly P[]): readonly P[] {
  const whole = panes.reduce((sum, { share }) => sum + share, 0)
  const sound = Number.isFinite(whole) && panes.every(({ share }) => share >= whole * LEAST_SHARE && share > 0)
  return panes.map((pane) => ({ ...pane, share: sound ? pane.share / whole : 1 / panes.length }))
}
