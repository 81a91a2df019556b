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
  /** The message that was being sent has arrived. */
  arrived(id: string): Promise<void>
  /** Whatever waits or is on its way now waits for the person. */
  pause(id: string): Promise<void>
  /** Lets paused messages go: all, or those that are named. */
  resume(id: string, only?: ReadonlySet<string>): Promise<void>
  /** Whatever waits in one session waits, paused, in another. */
  move(from: string, to: string): Promise<void>
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
      await change(id, (message) => message.id === next.id, { state: 'sending' })
      return next
    },
    arrived: (id) => removeWhere(id, (message) => message.state === 'sending'),
    pause: (id) => change(id, (message) => message.state !== 'paused', { state: 'paused' }),
    resume: (id, only) =>
      change(id, (message) => message.state === 'paused' && only?.has(message.id) !== false, { state: 'queued' }),
    move: async (from, to) => {
      await Promise.all([load(from), load(to)])
      const moved = current(from).flatMap((message) =>
        message.state === 'sending' ? [] : [{ ...message, state: 'paused' as const }],
      )
      // All in one go: neighbouring writes are one transaction, so that no crash leaves a message in both or in neither.
      await Promise.all([
        ...moved.map((message) => library.addQueued(to, message)),
        ...moved.map((message) => library.removeQueued(from, message.id)),
      ])
      const ids = new Set(moved.map((message) => message.id))
      put(to, [...current(to), ...moved])
      put(
        from,
        current(from).filter((message) => !ids.has(message.id)),
      )
    },
    edit: (id, messageId, text) =>
      change(id, (message) => message.id === messageId && message.state !== 'sending', { text }),
    remove: (id, messageId) => removeWhere(id, (message) => message.id === messageId && message.state !== 'sending'),
    drop: (id) => {
      lists.delete(id)
    },
  }
}
