import type { SessionRow } from '../../shared/model/session.ts'
import { movesRow } from '../list/order.ts'
import { withView } from './opened.ts'
import { listOrder } from './order.ts'
import type { AppState } from './state.ts'
import { app } from './store.ts'

/**
 * Takes a session as a person changed it, in the list and where it is shown; where that moves it the list follows at once, also
 * under the pointer. Main may tell of it only later: by then nothing about it is new, and the order would not follow.
 */
export function putRow(row: SessionRow): void {
  const before = app.getState()
  app.setState({
    rows: new Map(before.rows).set(row.id, row),
    opened: withView(before.opened, row.id, (view) => ({ ...view, row })),
  })
  if (movesRow(before.rows.get(row.id), row, before)) listOrder.now()
}

/** Has the list follow a session that came with its history, `before` it was taken into the state: as with what main tells. */
export function followRow(before: AppState, row: SessionRow): void {
  if (!before.listing && movesRow(before.rows.get(row.id), row, before)) listOrder.changed()
}
