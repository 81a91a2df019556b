import { randomUUID } from 'node:crypto'
import type { Attachment, PauseReason, QueuedMessage } from '../../shared/model/draft.ts'
import type { Prompt } from '../../shared/model/turn.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import { createHandedOver } from './handedOver.ts'
import type { Outgoing } from './outgoing.ts'

/** The messages that wait for their turn, each on disk before anyone hears of it. */
export interface Queue {
  list(id: string): Promise<readonly QueuedMessage[]>
  add(id: string, text: string, attachments?: readonly Attachment[]): Promise<QueuedMessage>
  /** A message that waits before all others, paused, until it is resumed. */
  hold(id: string, text: string, attachments: readonly Attachment[]): Promise<QueuedMessage>
  /** The first message that may be sent, marked as being sent; null when none is or one is on its way already. */
  take(id: string): Promise<QueuedMessage | null>
  /** One message that waits, wherever it stands, marked as being sent: the running turn is to be given it. */
  takeOut(id: string, messageId: string): Promise<QueuedMessage | null>
  /** Right before a message that was taken is given to the runtime; false when it was paused meanwhile: then it stays. */
  handOver(id: string, messageId: string): boolean
  /**
   * The runtime has begun to read a message of ours: it is shown as waiting no longer, and is kept until it is `stored` in
   * the log. Where that comes to false, whoever settles the queue decides.
   */
  arrived(id: string, prompt: Prompt, stored: Promise<boolean>): Promise<void>
  /** A turn was done: what it began with needs no keeping any more. */
  done(id: string): Promise<void>
  /** The session is not live any more: no event tells of what was handed over. */
  lost(id: string): void
  /** Whatever waits now waits for the person, but for `except`; what was handed over is past that. */
  pause(id: string, why: PauseReason, except?: ReadonlySet<string>): Promise<void>
  /** One message that could not be given now waits for the person. */
  pauseOne(id: string, messageId: string, why: PauseReason): Promise<void>
  /** What was handed over, and of which nobody will tell whether it arrived: it did, or waits for the person. */
  settle(id: string, why: PauseReason, hasArrived: (message: QueuedMessage) => Promise<boolean>): Promise<void>
  /** Lets paused messages go: all, or those that are named; resolves to which these are. */
  resume(id: string, only?: ReadonlySet<string>): Promise<readonly string[]>
  /** Whatever waits in one session waits, paused, in another. */
  move(from: string, to: string): Promise<void>
  /** One message waits before all others, and may be sent. */
  first(id: string, messageId: string): Promise<void>
  /** Puts those that wait in this order; what is being sent stays before them. */
  order(id: string, ids: readonly string[]): Promise<void>
  edit(id: string, messageId: string, text: string): Promise<void>
  remove(id: string, messageId: string): Promise<void>
  drop(id: string): void
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
  /** Messages that were taken here and not handed over yet. */
  const taken = new Set<string>()
  /** Messages that the runtime has, or may have; each arrives once, however late. */
  const given = createHandedOver()
  /** Messages that are being read, and are not known to be in the log: to the person they wait no longer. */
  const begun = new Set<string>()

  // Lists are read and replaced in one go, never across an await: two messages at once must both stay.
  const current = (id: string): readonly QueuedMessage[] => lists.get(id) ?? []
  const load = async (id: string): Promise<void> => {
    if (lists.has(id)) return
    const stored = await library.queue(id)
    if (!lists.has(id)) lists.set(id, stored)
  }
  const waiting = (id: string): readonly QueuedMessage[] => current(id).filter((message) => !begun.has(message.id))
  const put = (id: string, messages: readonly QueuedMessage[]): void => {
    lists.set(id, messages)
    const queue = waiting(id)
    catalogue().setQueued(id, queue.length)
    outgoing.add({ type: 'session.queueChanged', id, queue })
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
      begun.delete(message.id)
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
  const takeNow = async (id: string, message: QueuedMessage): Promise<QueuedMessage> => {
    const sending = { ...message, state: 'sending', pausedBy: null, at: now() } as const
    taken.add(message.id)
    // Durable before it leaves: after a crash, who is marked so may have arrived, and at this time at the earliest.
    await Promise.all([
      changeNow(id, (other) => other.id === message.id, { state: 'sending', pausedBy: null, at: sending.at }),
      reorder(id, []),
    ])
    return sending
  }

  return {
    list: async (id) => {
      await load(id)
      return waiting(id)
    },
    add: async (id, text, attachments = []) => {
      const message = { id: randomUUID(), text, at: now(), state: 'queued', attachments, pausedBy: null } as const
      await load(id)
      await library.addQueued(id, message)
      put(id, [...current(id), message])
      return message
    },
    hold: async (id, text, attachments) => {
      const message = { id: randomUUID(), text, at: now(), state: 'paused', attachments, pausedBy: 'notSent' } as const
      await load(id)
      await library.addQueued(id, message)
      put(id, [...current(id), message])
      await reorder(id, [message.id])
      return message
    },
    take: async (id) => {
      await load(id)
      const messages = current(id)
      if (messages.some((message) => message.state === 'sending')) return null
      const next = messages.find((message) => message.state === 'queued')
      return next === undefined ? null : takeNow(id, next)
    },
    takeOut: async (id, messageId) => {
      await load(id)
      const message = current(id).find((other) => other.id === messageId && other.state !== 'sending')
      return message === undefined ? null : takeNow(id, message)
    },
    handOver: (id, messageId) => {
      const message = current(id).find((other) => other.id === messageId)
      if (!taken.delete(messageId) || message === undefined) return false
      given.add(id, message)
      return true
    },
    arrived: async (id, prompt, stored) => {
      const messageId = given.take(id, prompt.text)
      if (messageId === null) return
      begun.add(messageId)
      put(id, current(id))
      if (await stored) await removeWhere(id, (message) => message.id === messageId)
    },
    done: (id) => removeWhere(id, (message) => begun.has(message.id)),
    lost: (id) => given.drop(id),
    pause: async (id, why, except) => {
      await load(id)
      const waits = ({ id: messageId, state }: QueuedMessage): boolean =>
        except?.has(messageId) !== true && (state === 'queued' || (state === 'sending' && taken.has(messageId)))
      const pausing = current(id).filter(waits)
      for (const message of pausing) taken.delete(message.id)
      await change(id, (message) => pausing.includes(message), { state: 'paused', pausedBy: why })
    },
    pauseOne: (id, messageId, why) => {
      taken.delete(messageId)
      return change(id, (message) => message.id === messageId, { state: 'paused', pausedBy: why })
    },
    settle: async (id, why, hasArrived) => {
      await load(id)
      const unsure = current(id).filter((message) => message.state === 'sending' && !taken.has(message.id))
      for (const message of unsure) {
        const isThis = (other: QueuedMessage): boolean => other.id === message.id && other.state === 'sending'
        if (await hasArrived(message)) await removeWhere(id, isThis)
        else {
          begun.delete(message.id)
          await change(id, isThis, { state: 'paused', pausedBy: why })
        }
      }
    },
    resume: async (id, only) => {
      await load(id)
      const going = current(id).filter(({ state, id: one }) => state === 'paused' && only?.has(one) !== false)
      await change(id, (message) => going.includes(message), { state: 'queued', pausedBy: null })
      return going.map((message) => message.id)
    },
    move: async (from, to) => {
      await Promise.all([load(from), load(to)])
      const moved = current(from).flatMap((message) =>
        message.state === 'sending' ? [] : [{ ...message, state: 'paused', pausedBy: 'notSent' } as const],
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
    edit: (id, messageId, text) =>
      change(id, (message) => message.id === messageId && message.state !== 'sending', { text }),
    remove: (id, messageId) => removeWhere(id, (message) => message.id === messageId && message.state !== 'sending'),
    drop: (id) => {
      lists.delete(id)
      given.drop(id)
    },
  }
}
