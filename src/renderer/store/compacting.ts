import { call } from '../bridge.ts'
import { asking, openWhereAsked } from '../panes/late.ts'
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
  const asked = asking(id)
  const made = await attempt(call('session.handOver', { id }))
  if (made === undefined) return
  app.setState((state) => ({ rows: new Map(state.rows).set(made.row.id, made.row) }))
  listOrder.now()
  const shown = await openWhereAsked(asked, made.row.id)
  // Elsewhere meanwhile one is told that it is ready: what there is more to say is only what it lacks.
  if (shown || !made.summarised) inform(t(made.summarised ? 'handOver.done' : 'handOver.without'))
}
