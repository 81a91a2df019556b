import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import { flushSaves, openSession } from './actions.ts'
import { chooseView } from './listing.ts'
import { goTo, saveWhere, shownWithout } from './navigation.ts'
import { listOrder } from './order.ts'
import { app } from './store.ts'
import { attempt } from './toasts.ts'

/**
 * Moves sessions into the trash; rows whose deletion failed stay. One result for each id that was tried; `work` names the
 * call for who follows it.
 */
export async function deleteSessions(ids: readonly string[], work?: string): Promise<readonly ItemResult[]> {
  // What is typed goes with the session, and comes back with it.
  flushSaves()
  const results = await call('session.delete', work === undefined ? { ids: [...ids] } : { ids: [...ids], work })
  const gone = new Set(results.filter((result) => result.error === null).map((result) => result.id))
  app.setState((state) => ({
    rows: new Map([...state.rows].filter(([id]) => !gone.has(id))),
    opened: new Map([...state.opened].filter(([id]) => !gone.has(id))),
    selection: new Set([...state.selection].filter((id) => !gone.has(id))),
    ...shownWithout(state, (id) => gone.has(id)),
  }))
  listOrder.now()
  saveWhere()
  return results
}

/** Keeps a new session without showing it; true when it was kept. */
export async function keepSession(input: Input<'session.create'>): Promise<boolean> {
  const row = await attempt(call('session.create', input))
  if (row === undefined) return false
  app.setState((state) => ({ rows: new Map(state.rows).set(row.id, row) }))
  // It is on the list, whatever that was filtered by.
  if (app.getState().filter !== '') chooseView('all')
  listOrder.now()
  return true
}

/** Back from a page to the session that it covers, or to the start. */
export function goBack(): void {
  const { activeId } = app.getState()
  if (activeId === null) goTo({ kind: 'start' })
  else void openSession(activeId)
}
