import { AppError, toFailure } from '../../shared/errors.ts'
import type { Attachment, QueuedMessage } from '../../shared/model/draft.ts'
import type { LiveSession, SendOptions } from '../agent/port.ts'
import type { Library } from '../library/port.ts'
import type { Arrivals } from './arrivals.ts'
import type { Attachments } from './attachments.ts'
import type { Catalogue } from './catalogue.ts'
import { expandCommand } from './commands.ts'
import type { Conversations } from './conversations.ts'
import type { Outgoing } from './outgoing.ts'
import type { Queue } from './queue.ts'

/** Hands the messages that wait in sessions to them: in each one after another, as it becomes free. */
export interface Sender {
  /** Stores the message, then sends it as soon as the session is free. */
  send(id: string, text: string, attachments?: readonly Attachment[]): Promise<QueuedMessage>
  /** Gives one waiting message to the running turn, which reads it after its present step; sends it when none runs. */
  sendNow(id: string, messageId: string): Promise<void>
  resumeQueue(id: string): Promise<void>
  /** Sends what waits for nothing but its turn, if the session is free. */
  goOn(id: string): void
  /** Pauses whatever waits, and remembers it for {@link Sender.resumeHeldUp}: the session can't be made live. */
  holdUp(id: string): Promise<void>
  /** The session is live after all: what was held up is sent, and whatever else may go. */
  resumeHeldUp(id: string): Promise<void>
  forgetHeldUp(id: string): void
  /** Whether a message is on its way to the session: it may not be live yet. */
  isSending(id: string): boolean
  /** Resolves when no message is on its way to the session; never rejects. */
  idle(id: string): Promise<unknown>
}

export interface SenderDeps {
  readonly library: Library
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly attachments: Attachments
  readonly arrivals: Arrivals
  readonly outgoing: Outgoing
  /** What the model is given in place of a message, when it is the first one of a session that continues another. */
  readonly withHistory: (id: string, text: string) => Promise<string | undefined>
  /** Makes a session live; null when that was given up, which was told. */
  readonly climb: (id: string) => Promise<LiveSession | null>
  /** Tells that a session can't be made live (again). */
  readonly giveUp: (id: string, error: unknown) => Promise<void>
  /** Whether it is being deleted: nothing may leave for it. */
  readonly isShut: (id: string) => boolean
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** See {@link Sender}. */
export function createSender(deps: SenderDeps): Sender {
  const { conversations, queue, arrivals, outgoing, isShut } = deps
  const pumping = new Map<string, Promise<unknown>>()
  /** The messages that waited to be sent when making their session live was given up. */
  const heldUp = new Map<string, ReadonlySet<string>>()
  /** The messages that the person let go while another one was on its way: if that one fails, it is no reason to hold them. */
  const letGo = new Map<string, ReadonlySet<string>>()

  /** Sends the next message if the session is free; a message that can't be sent stays, paused. */
  const pump = (id: string): Promise<void> => {
    const conversation = conversations.get(id)
    const busy = conversation?.feed.state().active != null || conversation?.summingUp === true
    if (pumping.has(id) || isShut(id) || busy) return Promise.resolve()
    const pumped = sendNext(id).finally(() => pumping.delete(id))
    pumping.set(id, pumped)
    // Whatever may be sent by now has found somebody at it, and nobody else will send it.
    return pumped.then((took) => (took ? pump(id) : undefined))
  }
  /** Resolves to whether there was one. */
  const sendNext = async (id: string): Promise<boolean> => {
    try {
      const message = await queue.take(id)
      if (message === null) {
        letGo.delete(id)
        return false
      }
      letGo.set(id, new Set([...(letGo.get(id) ?? [])].filter((other) => other !== message.id)))
      await sendTaken(id, message)
      return true
    } catch (error) {
      await notSent(id, error)
      return true
    }
  }
  const sendTaken = async (id: string, message: QueuedMessage): Promise<void> => {
    // Read first: a session that lacks what it is to continue is not begun.
    const given = await deps.withHistory(id, message.text)
    const live = await deps.climb(id)
    if (live === null) return
    heldUp.delete(id)
    if (isShut(id)) await queue.pause(id, 'notSent')
    else await hand(id, live, message, { steer: false, given })
  }
  const notSent = async (id: string, error: unknown): Promise<void> => {
    await holdUp(id)
    await arrivals.settle(id, 'notSent')
    const { code } = toFailure(error)
    // What the runtime let go of and could not take up again is no live session any more: nothing was sent.
    const lost = conversations.get(id)?.live == null && ofSession.has(code)
    if (lost || code === 'historyGone') await deps.giveUp(id, error)
    else tellFailed(id, error)
  }

  const tellFailed = (id: string, error: unknown): void => {
    const failure = toFailure(error)
    if (failure.code === 'internal') deps.log.error('sending', error)
    outgoing.add({ type: 'session.sendFailed', id, error: failure })
  }

  const hand = async (
    id: string,
    live: LiveSession,
    message: QueuedMessage,
    how: Pick<SendOptions, 'steer' | 'given'>,
  ): Promise<void> => {
    const kind = deps.catalogue().record(id)?.kind ?? 'agent'
    const attachments = await deps.attachments.toSend(message.attachments, kind)
    const given = how.given ?? (await expandCommand(live, message.text))
    // It may have been stopped before it left.
    if (queue.handOver(id, message.id)) await live.send(message.text, { attachments, steer: how.steer, given })
  }

  const holdUp = async (id: string): Promise<void> => {
    const free = letGo.get(id) ?? new Set()
    const waiting = (await queue.list(id)).filter((message) => message.state !== 'paused' && !free.has(message.id))
    heldUp.set(id, new Set([...(heldUp.get(id) ?? []), ...waiting.map((message) => message.id)]))
    await queue.pause(id, 'notSent', free)
  }
  const release = (id: string, messageIds: readonly string[]): void => {
    if (pumping.has(id)) letGo.set(id, new Set([...(letGo.get(id) ?? []), ...messageIds]))
    void pump(id)
  }

  return {
    send: async (id, text, attachments = []) => {
      if (!deps.catalogue().has(id)) throw new AppError('sessionMissing', id)
      if (isShut(id)) throw new AppError('sessionBusy', id)
      await deps.attachments.verify(attachments)
      // The queue is read first: between the two writes there must be no pause in which neither has the words.
      const [draft] = await Promise.all([deps.library.draft(id), conversations.load(id), queue.list(id)])
      // What is sent may be other words than those that wait in the box.
      const isDraft =
        draft?.text === text && draft.attachments.every(({ id: one }) => attachments.some((a) => a.id === one))
      const [message] = await Promise.all([
        queue.add(id, text, attachments),
        isDraft ? deps.library.putDraft(id, null) : null,
      ])
      deps.attachments.know(attachments)
      if (isDraft) deps.catalogue().setDraft(id, false)
      void pump(id)
      return message
    },
    sendNow: async (id, messageId) => {
      const { feed } = await conversations.load(id)
      const live = conversations.get(id)?.live
      if (feed.state().active === null || live == null) {
        await queue.first(id, messageId)
        release(id, [messageId])
        return
      }
      const message = await queue.takeOut(id, messageId)
      if (message === null) return
      try {
        await hand(id, live, message, { steer: true })
      } catch (error) {
        await queue.pauseOne(id, messageId, 'notSent')
        tellFailed(id, error)
      }
    },
    resumeQueue: async (id) => {
      await conversations.load(id)
      release(id, await queue.resume(id))
    },
    goOn: (id) => void pump(id),
    holdUp,
    resumeHeldUp: async (id) => {
      const waiting = heldUp.get(id)
      heldUp.delete(id)
      if (waiting !== undefined) await queue.resume(id, waiting)
      void pump(id)
    },
    forgetHeldUp: (id) => void heldUp.delete(id),
    isSending: (id) => pumping.has(id),
    idle: async (id) => pumping.get(id)?.catch(() => undefined),
  }
}

/** Failures that are the session's own, not the runtime's or the provider's. */
const ofSession: ReadonlySet<string> = new Set([
  'sessionMissing',
  'sessionEmpty',
  'sessionDamaged',
  'sessionNewer',
  'sessionInUse',
  'readFailed',
  'folderMissing',
])
