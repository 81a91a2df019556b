import { call } from '../bridge.ts'
import { openSession } from './actions.ts'
import { listOrder } from './order.ts'
import { app } from './store.ts'
import { attempt, inform } from './toasts.ts'

/** Has older messages of a session summed up now; the conversation tells how it goes. */
export async function compactNow(id: string, keep = ''): Promise<void> {
  await attempt(call('session.compact', { id, keep }))
}

/** Calls that off. */
export async function cancelCompaction(id: string): Promise<void> {
  await attempt(call('session.cancelCompaction', { id }))
}

/** Goes on in a new session that has a summary of this one, and says when there is none. */
export async function handOver(id: string): Promise<void> {
  const { t } = app.getState()
  inform(t('notice.handingOver'))
  const made = await attempt(call('session.handOver', { id }))
  if (made === undefined) return
  app.setState((state) => ({ rows: new Map(state.rows).set(made.row.id, made.row) }))
  listOrder.now()
  await openSession(made.row.id)
  inform(t(made.summarised ? 'handOver.done' : 'handOver.without'))
}
