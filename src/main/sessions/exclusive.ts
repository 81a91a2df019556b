import { AppError } from '../../shared/errors.ts'
import type { Agent } from '../agent/port.ts'
import type { Conversations } from './conversations.ts'
import type { Runner } from './runner.ts'

/** Does something with a session's folder while nobody has the session open; see {@link createExclusive}. */
export type Exclusively = <T>(id: string, work: () => Promise<T>) => Promise<T>

/**
 * Lets go of a session, keeps it from being made live until `work` has ended, then reads it anew. Rejects with sessionBusy
 * while a turn runs in it, and with sessionInUse while another process holds it.
 */
export function createExclusive({
  agent,
  conversations,
  runner,
}: {
  readonly agent: Agent
  readonly conversations: Conversations
  readonly runner: Runner
}): Exclusively {
  return async (id, work) => {
    const conversation = await conversations.load(id)
    if (conversation.held !== null || runner.running().includes(id)) throw new AppError('sessionBusy', id)
    const held = Promise.withResolvers<undefined>()
    conversation.held = held.promise
    try {
      // What is about to be live is let go of too; why it failed is told to whoever asked for it.
      await conversation.starting?.catch(() => undefined)
      if (runner.running().includes(id)) throw new AppError('sessionBusy', id)
      await runner.close(id)
      const asked = agent.status().state === 'running'
      if (asked && (await runner.isHeld(id))) throw new AppError('sessionInUse', id)
      const result = await work()
      await conversations.reload(id)
      return result
    } finally {
      conversation.held = null
      held.resolve(undefined)
    }
  }
}
