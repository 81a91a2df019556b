import { randomUUID } from 'node:crypto'
import type { QueuedMessage } from '../../shared/model.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Outgoing } from './outgoing.ts'

/** The messages that wait for their turn, each on disk before anyone hears of it. */
export interface Queue {
  list(id: string): Promise<readonly QueuedMessage[]>
  add(id: string, text: string): Promise<QueuedMessage>
  /** The first message that may be sent, marked as being sent; null when none is or one is on its way already. */
  take(id: string): Promise<QueuedMessage | null>
  /** Right before the message that was taken is given to the runtime; false when it was paused meanwhile: then it stays. */
  handOver(id: string, messageId: string): boolean
  /** The message that was handed over has arrived. */
  arrived(id: string): Promise<void>
  /** Whatever waits now waits for the person; what was handed over is past that. */
  pause(id: string): Promise<void>
  /** What was handed over, and of which nobody will tell whether it arrived: it did, or waits for the person. */
  settle(id: string, hasArrived: (message: QueuedMessage) => Promise<boolean>): Promise<void>
  resume(id: string): Promise<void>
  edit(id: string, messageId: string, text: string): Promise<void>
  remove(id: string, messageId: string): Promise<void>
  drop(id: string): void
}

export interface QueueDeps {
  readonly library: Library
  readonly outgoing: Outgoing
  readonly catalogue: () => Catalogue
  readonly now: () => number
}

/** See {@link Queue}. */
export function createQueue({ library, outgoing, catalogue, now }: QueueDeps): Queue {
  const lists = new Map<string, readonly QueuedMessage[]>()
  /** Messages that were taken here and not handed over yet. */
  const taken = new Set<string>()
  /** The message of each session that was handed over last: it arrives once, however late. */
  const handed = new Map<string, string>()

  // Lists are read and replaced in one go, never across an await: two messages at once must both stay.
  const current = (id: string): readonly QueuedMessage[] => lists.get(id) ?? []
  const load = async (id: string): Promise<void> => {
    if (lists.has(id)) return
    const stored = await library.queue(id)
    if (!lists.has(id)) lists.set(id, stored)
  }
  const put = (id: string, messages: readonly QueuedMessage[]): void => {
    lists.set(id, messages)
    catalogue().setQueued(id, messages.length)
    outgoing.add({ type: 'session.queueChanged', id, queue: messages })
  }
  const change = async (
    id: string,
    which: (message: QueuedMessage) => boolean,
    patch: Partial<Omit<QueuedMessage, 'id'>>,
  ): Promise<void> => {
    await load(id)
    const messages = current(id)
    const changed = messages.filter(which)
    if (changed.length === 0) return
    put(
      id,
      messages.map((message) => (which(message) ? { ...message, ...patch } : message)),
    )
    await Promise.all(changed.map((message) => library.updateQueued(id, message.id, patch)))
  }
  const removeWhere = async (id: string, which: (message: QueuedMessage) => boolean): Promise<void> => {
    await load(id)
    const messages = current(id)
    const gone = messages.filter(which)
    if (gone.length === 0) return
    put(
      id,
      messages.filter((message) => !which(message)),
    )
    await Promise.all(gone.map((message) => library.removeQueued(id, message.id)))
  }

  return {
    list: async (id) => {
      await load(id)
      return current(id)
    },
    add: async (id, text) => {
      const message: QueuedMessage = { id: randomUUID(), text, at: now(), state: 'queued' }
      await load(id)
      await library.addQueued(id, message)
      put(id, [...current(id), message])
      return message
    },
    take: async (id) => {
      await load(id)
      const messages = current(id)
      if (messages.some((message) => message.state === 'sending')) return null
      const next = messages.find((message) => message.state === 'queued')
      if (next === undefined) return null
      taken.add(next.id)
      // Durable before it leaves: after a crash, who is marked so may have arrived, and at this time at the earliest.
      await change(id, (message) => message.id === next.id, { state: 'sending', at: now() })
      return next
    },
    handOver: (id, messageId) => {
      if (!taken.delete(messageId)) return false
      handed.set(id, messageId)
      return true
    },
    arrived: (id) => removeWhere(id, (message) => message.id === handed.get(id)),
    pause: async (id) => {
      await load(id)
      const waits = ({ id: messageId, state }: QueuedMessage): boolean =>
        state === 'queued' || (state === 'sending' && taken.has(messageId))
      const pausing = current(id).filter(waits)
      for (const message of pausing) taken.delete(message.id)
      await change(id, (message) => pausing.includes(message), { state: 'paused' })
    },
    settle: async (id, hasArrived) => {
      await load(id)
      const unsure = current(id).filter((message) => message.state === 'sending' && !taken.has(message.id))
      for (const message of unsure) {
        const isThis = (other: QueuedMessage): boolean => other.id === message.id && other.state === 'sending'
        if (await hasArrived(message)) await removeWhere(id, isThis)
        else await change(id, isThis, { state: 'paused' })
      }
    },
    resume: (id) => change(id, (message) => message.state === 'paused', { state: 'queued' }),
    edit: (id, messageId, text) =>
      change(id, (message) => message.id === messageId && message.state !== 'sending', { text }),
    remove: (id, messageId) => removeWhere(id, (message) => message.id === messageId && message.state !== 'sending'),
    drop: (id) => {
      lists.delete(id)
      handed.delete(id)
    },
  }
}
