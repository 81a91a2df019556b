import { call } from '../bridge.ts'
import { attempt } from './toasts.ts'

/** Takes one message out of the queue. */
export async function removeQueued(id: string, messageId: string): Promise<void> {
  await attempt(call('queue.remove', { id, messageId }))
}

/** Puts the messages that wait in this order. */
export async function orderQueue(id: string, ids: readonly string[]): Promise<void> {
  await attempt(call('queue.order', { id, ids: [...ids] }))
}

/** Gives one message to the running turn, or sends it when none runs. */
export async function sendQueuedNow(id: string, messageId: string): Promise<void> {
  await attempt(call('queue.sendNow', { id, messageId }))
}

/** Sends what came back paused. */
export async function resumeQueue(id: string): Promise<void> {
  await attempt(call('queue.resume', { id }))
}
