import { randomUUID } from 'node:crypto'
import type { Attachment, PauseReason, Prompt, QueuedMessage, Turn } from '../../shared/model.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import { createHandedOver } from './handedOver.ts'
import type { Outgoing } from './outgoing.ts'

/** The messages that wait for their turn, each on disk before anyone hears of it. */
export interface Queue {
  list(id: string): Promise<readonly QueuedMessage[]>
  add(id: string, text: string, attachments?: readonly Attachment[]): Promise<QueuedMessage>
  /** The first message that may be sent, marked as being sent; null when none is or one is on its way already. */
  take(id: string): Promise<QueuedMessage | null>
  /** One message that waits, wherever it stands, marked as being sent: the running turn is to be given it. */
  takeOut(id: string, messageId: string): Promise<QueuedMessage | null>
  /** The runtime has begun to read a message of ours: it waits no longer. */
  arrived(id: string, prompt: Prompt): Promise<void>
  /** The session is not live any more: what has not arrived by now does not arrive. */
  lost(id: string): void
  /** Whatever waits or is on its way now waits for the person. */
  pause(id: string, why: PauseReason): Promise<void>
  /** One message that could not be given now waits for the person. */
  pauseOne(id: string, messageId: string, why: PauseReason): Promise<void>
  resume(id: string): Promise<void>
  /** One message waits before all others, and may be sent. */
  first(id: string, messageId: string): Promise<void>
  /** Puts those that wait in this order; what is being sent stays before them. */
  order(id: string, ids: readonly string[]): Promise<void>
  edit(id: string, messageId: string, text: string): Promise<void>
  remove(id: string, messageId: string): Promise<void>
  drop(id: string): void
  /** At the start: everything that waited or was on its way waits for the person. */
  recover(): Promise<void>
  /** What the log tells of messages that were on their way when everything ended: those that are in it wait no longer. */
  settle(id: string, turns: readonly Turn[]): Promise<void>
  /** Whether a message is there to be sent; what the log told of it until now is settled with that. */
  confirm(id: string, messageId: string, turns: readonly Turn[]): Promise<boolean>
}

export interface QueueDeps {
  readonly library: Library
  readonly outgoing: Outgoing
  readonly catalogue: () => Catalogue
  readonly now: () => number
  /** Messages with attachments have left the queue. */
  readonly onLeft?: (messages: readonly QueuedMessage[]) => void
}

/** See {@link Queue}. */
export function createQueue({ library, outgoing, catalogue, now, onLeft }: QueueDeps): Queue {
  const lists = new Map<string, readonly QueuedMessage[]>()
  /** Messages that the runtime has, or may have; it takes them in this order. */
  const given = createHandedOver()
  /** Messages of the last run of which nobody knows whether the runtime has them. */
  const unsure = createHandedOver()

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
  const changeNow = async (
    id: string,
    which: (message: QueuedMessage) => boolean,
    patch: Partial<Omit<QueuedMessage, 'id'>>,
  ): Promise<void> => {
    const messages = current(id)
    const changed = messages.filter(which)
    if (changed.length === 0) return
    put(
      id,
      messages.map((message) => (which(message) ? { ...message, ...patch } : message)),
    )
    await Promise.all(changed.map((message) => library.updateQueued(id, message.id, patch)))
  }
  const change = async (...args: Parameters<typeof changeNow>): Promise<void> => {
    await load(args[0])
    await changeNow(...args)
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
    for (const message of gone) {
      given.forget(id, message.id)
      unsure.forget(id, message.id)
    }
    await Promise.all(gone.map((message) => library.removeQueued(id, message.id)))
    if (gone.some((message) => message.attachments.length > 0)) onLeft?.(gone)
  }
  const reorder = async (id: string, ids: readonly string[]): Promise<void> => {
    const messages = current(id)
    const sending = messages.filter((message) => message.state === 'sending')
    const named = ids.flatMap((one) => messages.find((message) => message.id === one) ?? [])
    const order = [...new Set([...sending, ...named, ...messages])]
    if (order.every((message, index) => message === messages[index])) return
    put(id, order)
    await library.orderQueue(
      id,
      order.map((message) => message.id),
    )
  }
  const send = async (id: string, message: QueuedMessage): Promise<QueuedMessage> => {
    const sending = { ...message, state: 'sending', pausedBy: null, at: now() } as const
    given.add(id, sending)
    await Promise.all([
      changeNow(id, (other) => other.id === message.id, { state: 'sending', pausedBy: null, at: sending.at }),
      reorder(id, []),
    ])
    return sending
  }

  const settle = async (id: string, turns: readonly Turn[]): Promise<void> => {
    const there = unsure.found(id, turns)
    if (there.size > 0) await removeWhere(id, (message) => there.has(message.id))
  }

  return {
    list: async (id) => {
      await load(id)
      return current(id)
    },
    add: async (id, text, attachments = []) => {
      const message = { id: randomUUID(), text, at: now(), state: 'queued', attachments, pausedBy: null } as const
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
      return next === undefined ? null : send(id, next)
    },
    takeOut: async (id, messageId) => {
      await load(id)
      const message = current(id).find((other) => other.id === messageId && other.state !== 'sending')
      return message === undefined ? null : send(id, message)
    },
    arrived: (id, prompt) => {
      const messageId = given.take(id, prompt.text)
      return messageId === null ? Promise.resolve() : removeWhere(id, (message) => message.id === messageId)
    },
    lost: (id) => {
      for (const message of given.of(id)) unsure.add(id, message)
      given.drop(id)
    },
    pause: (id, why) => change(id, (message) => message.state !== 'paused', { state: 'paused', pausedBy: why }),
    pauseOne: (id, messageId, why) =>
      change(id, (message) => message.id === messageId, { state: 'paused', pausedBy: why }),
    resume: (id) => change(id, (message) => message.state === 'paused', { state: 'queued', pausedBy: null }),
    first: async (id, messageId) => {
      const which = (message: QueuedMessage): boolean => message.id === messageId && message.state !== 'sending'
      await load(id)
      if (!current(id).some(which)) return
      await Promise.all([changeNow(id, which, { state: 'queued', pausedBy: null }), reorder(id, [messageId])])
    },
    order: async (id, ids) => {
      await load(id)
      await reorder(id, ids)
    },
    edit: (id, messageId, text) => {
      unsure.forget(id, messageId)
      return change(id, (message) => message.id === messageId && message.state !== 'sending', { text })
    },
    remove: (id, messageId) => removeWhere(id, (message) => message.id === messageId && message.state !== 'sending'),
    drop: (id) => {
      lists.delete(id)
      given.drop(id)
      unsure.drop(id)
    },
    recover: async () => {
      const { queued } = await library.snapshot()
      for (const id of Object.keys(queued)) {
        for (const message of await library.queue(id)) if (message.state === 'sending') unsure.add(id, message)
      }
      await library.pauseQueues()
    },
    settle,
    confirm: async (id, messageId, turns) => {
      await settle(id, turns)
      unsure.forget(id, messageId)
      return current(id).some((message) => message.id === messageId)
    },
  }
}
