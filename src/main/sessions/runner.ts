import { AppError, toFailure } from '../../shared/errors.ts'
import type { RepairResult } from '../../shared/health.ts'
import type { Attachment, QueuedMessage } from '../../shared/model/draft.ts'
import { COPILOT_PROVIDER } from '../../shared/model/provider.ts'
import type { SessionMode } from '../../shared/model/session.ts'
import type { Resuming } from '../../shared/resuming.ts'
import type { Agent, Connection, Invoked, LiveSession, SendOptions } from '../agent/port.ts'
import type { Library } from '../library/port.ts'
import type { Arrivals } from './arrivals.ts'
import type { Attachments } from './attachments.ts'
import type { Catalogue } from './catalogue.ts'
import { expandCommand, whileWorking } from './commands.ts'
import { createClimber, type ClimberDeps } from './climb.ts'
import type { Conversation, Conversations } from './conversations.ts'
import type { Keeper } from './keeper.ts'
import type { Knowing } from './knowing.ts'
import type { Outgoing } from './outgoing.ts'
import type { Queue } from './queue.ts'
import type { Rules } from './rules.ts'
import { createTurnEvents } from './turnEvents.ts'
import { createWaking } from './waking.ts'

/** A provider with one of its models. */
export interface ModelChoice {
  readonly providerId: string
  readonly model: string
}

/** Makes sessions live when they are needed, and drives what is said in them. */
export interface Runner {
  /** Stores the message, then sends it as soon as the session is free. */
  send(id: string, text: string, attachments?: readonly Attachment[]): Promise<QueuedMessage>
  /** Gives one waiting message to the running turn, which reads it after its present step; sends it when none runs. */
  sendNow(id: string, messageId: string): Promise<void>
  stop(id: string): Promise<void>
  /** Makes a session live with its newest turn, which was cut while a permission waited, taken up where it stood. */
  takeUp(id: string, what: { readonly turnId: string; readonly requestId: string }): Promise<LiveSession>
  /** `effort`: how long it is to think; null leaves that to the provider. */
  setModel(id: string, choice: ModelChoice, effort: string | null): Promise<void>
  setMode(id: string, mode: SessionMode): Promise<void>
  /** Closes what is live with a model of which something changed, when it is idle: the next message opens it with what holds now. */
  renew(isStale: (choice: ModelChoice) => boolean): Promise<void>
  /** Makes a session live for a command of the runtime that sends nothing; rejects while it works where that is not allowed. */
  invoke(id: string, name: string, input: string): Promise<Invoked>
  resumeQueue(id: string): Promise<void>
  /** Sends what waits for nothing but its turn, if the session is free. */
  goOn(id: string): void
  /** Goes on where making a session live was given up; what was being sent then is sent when it succeeds. */
  tryAgain(id: string, agreed: 'restart' | 'repair' | null): Promise<RepairResult | null>
  /** How making a session live goes, or why it was given up. */
  resuming(id: string): Resuming | null
  /** Says no more about a session that could not be made live. */
  leaveResuming(id: string): void
  /** Makes a session live, with what stands in the way as it is. */
  wake(id: string): Promise<LiveSession>
  /** Lets go of a live session (its data stays). */
  close(id: string): Promise<void>
  /**
   * Keeps a session from being made live until the undo is called: it is being deleted. Resolves when nothing is on its
   * way to it any more; what has not left stays, paused.
   */
  shut(id: string): Promise<() => void>
  /** Allows resuming although another process holds the session. */
  takeOver(id: string): void
  isTakenOver(id: string): boolean
  /** Whether another living process has the session; the dying runtime of a killed app is waited for. */
  isHeld(id: string): Promise<boolean>
  running(): readonly string[]
  dispose(): Promise<void>
}

export interface RunnerDeps extends Pick<ClimberDeps, 'facts' | 'scan' | 'repair'> {
  readonly agent: Agent
  readonly library: Library
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly attachments: Attachments
  readonly arrivals: Arrivals
  readonly keeper: Keeper
  readonly rules: Rules
  readonly knowing: Knowing
  readonly outgoing: Outgoing
  readonly connection: (providerId: string) => Promise<Connection>
  /** The provider and model for a session that has none of ours: one that offers `model` if any does. Null when there is none. */
  readonly chooseFor: (model: string | null) => ModelChoice | null
  /** What the model is given in place of a message, when it is the first one of a session that continues another. */
  readonly withHistory: (id: string, text: string) => Promise<string | undefined>
  readonly contextLimit: (choice: ModelChoice) => number | null
  readonly compactAt: () => number | null
  /** Whether the person sees the session right now. */
  readonly isInView: (id: string) => boolean
  readonly now: () => number
  /** Resolves when no runtime of a killed app can be left: who holds a session then is somebody else. */
  readonly orphansGone: Promise<unknown>
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** See {@link Runner}. */
export function createRunner(deps: RunnerDeps): Runner {
  const { agent, conversations, queue, arrivals, keeper, outgoing } = deps
  const pumping = new Map<string, Promise<unknown>>()
  const closeWhenIdle = new Set<string>()
  const shut = new Set<string>()
  /** The messages that waited to be sent when making their session live was given up. */
  const heldUp = new Map<string, ReadonlySet<string>>()
  /** The messages that the person let go while another one was on its way: if that one fails, it is no reason to hold them. */
  const letGo = new Map<string, ReadonlySet<string>>()

  const onEvent = createTurnEvents({
    ...deps,
    onSettled: async (id) => {
      const free = conversations.get(id)?.feed.state().active == null
      if (free && closeWhenIdle.delete(id)) await close(id)
      void pump(id)
    },
  })
  const waking = createWaking({
    ...deps,
    onEvent,
    onOther: (id, model) => outgoing.add({ type: 'session.otherModel', id, model }),
  })
  const climber = createClimber({
    ...deps,
    wake: (id) => waking.wake(id),
    othersRunning: (id) => {
      const isBusy = (other: string): boolean =>
        pumping.has(other) || conversations.get(other)?.feed.state().active != null
      return conversations.all().filter((other) => other.id !== id && other.live !== null && isBusy(other.id)).length
    },
    holdUp: (id) => holdUp(id),
    restart: () => agent.restart(),
  })

  /** Sends the next message if the session is free; a message that can't be sent stays, paused. */
  const pump = (id: string): Promise<void> => {
    const conversation = conversations.get(id)
    const busy = conversation?.feed.state().active != null || conversation?.summingUp === true
    if (pumping.has(id) || shut.has(id) || busy) return Promise.resolve()
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
    const { live } = await climber.climb(id, null)
    if (live === null) return
    heldUp.delete(id)
    if (shut.has(id)) await queue.pause(id, 'notSent')
    else await hand(id, live, message, { steer: false, given })
  }
  const notSent = async (id: string, error: unknown): Promise<void> => {
    await holdUp(id)
    await arrivals.settle(id, 'notSent')
    const { code } = toFailure(error)
    // What the runtime let go of and could not take up again is no live session any more: nothing was sent.
    const lost = conversations.get(id)?.live == null && ofSession.has(code)
    if (lost || code === 'historyGone') await climber.giveUp(id, error)
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

  /** Whatever waits in it is paused, and remembered for when the person goes on. */
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

  const close = async (id: string): Promise<void> => {
    const conversation = conversations.get(id)
    const live = conversation?.live
    if (conversation === undefined || live == null) return
    conversation.live = null
    const cut = (await queue.list(id)).some(({ state }) => state === 'sending')
    queue.lost(id)
    await live.close()
    // No turn will end that the next message could follow: that is for the person to say.
    if (cut) await queue.pause(id, 'interrupted')
    await arrivals.settle(id, 'interrupted')
    conversation.size = (await deps.catalogue().refresh(id))?.size ?? 0
  }

  /** What a session was opened with holds until it is opened anew. */
  const reopen = async (conversation: Conversation): Promise<void> => {
    const { id, feed, summingUp } = conversation
    if (feed.state().active === null && !summingUp && !pumping.has(id)) await close(id)
    else closeWhenIdle.add(id)
  }
  const choiceOf = (id: string): ModelChoice | null => {
    const { providerId = null, model = null } = deps.catalogue().record(id) ?? {}
    return providerId === null || model === null ? null : { providerId, model }
  }
  /** The runtime is told once what the model of an own provider takes. */
  const sameBounds = (before: ModelChoice, now: ModelChoice): boolean =>
    before.providerId === now.providerId &&
    (now.providerId === COPILOT_PROVIDER || deps.contextLimit(before) === deps.contextLimit(now))

  return {
    send: async (id, text, attachments = []) => {
      if (!deps.catalogue().has(id)) throw new AppError('sessionMissing', id)
      if (shut.has(id)) throw new AppError('sessionBusy', id)
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
    stop: async (id) => {
      // What waits was meant for after this answer: it is for the person to say whether it still is.
      await queue.pause(id, 'stopped')
      await conversations.get(id)?.live?.stop()
      // What was handed over and never began is given back.
      await arrivals.settle(id, 'stopped')
    },
    takeUp: async (id, what) => {
      await pumping.get(id)?.catch(() => undefined)
      const conversation = await conversations.load(id)
      if (shut.has(id) || conversation.feed.state().active !== null) throw new AppError('sessionBusy', id)
      // Live without what it had waited for: it has to be opened anew.
      await close(id)
      return waking.wake(id, what)
    },
    setModel: async (id, choice, effort) => {
      const conversation = conversations.get(id)
      const before = choiceOf(id)
      // The runtime keeps the last one: that there is to be none has to be said, too.
      const kept = effort ?? (deps.catalogue().record(id)?.effort == null ? null : 'none')
      await deps.catalogue().patch(id, { ...choice, effort: kept })
      if (conversation?.live == null) return
      if (before !== null && sameBounds(before, choice)) await conversation.live.setModel(choice.model, kept)
      else await reopen(conversation)
    },
    renew: async (isStale) => {
      const stale = conversations.all().filter(({ id, live }) => {
        const choice = choiceOf(id)
        return live !== null && choice !== null && isStale(choice)
      })
      for (const conversation of stale) {
        await reopen(conversation).catch((error: unknown) => deps.log.error('closing a session', error))
      }
    },
    setMode: async (id, mode) => {
      await deps.catalogue().patch(id, { mode })
      await conversations.get(id)?.live?.setMode(mode)
    },
    invoke: async (id, name, input) => {
      const { feed } = await conversations.load(id)
      if (shut.has(id) || (feed.state().active !== null && !whileWorking.has(name)))
        throw new AppError('sessionBusy', id)
      const { live } = await climber.climb(id, null)
      if (live === null) throw new AppError('commandFailed', name)
      return live.invoke(name, input)
    },
    resumeQueue: async (id) => {
      await conversations.load(id)
      release(id, await queue.resume(id))
    },
    goOn: (id) => void pump(id),
    tryAgain: async (id, agreed) => {
      if (!deps.catalogue().has(id) || shut.has(id)) throw new AppError('sessionMissing', id)
      await conversations.load(id)
      const { live, repair } = await climber.climb(id, agreed)
      if (live === null) return repair
      const waiting = heldUp.get(id)
      heldUp.delete(id)
      if (waiting !== undefined) await queue.resume(id, waiting)
      void pump(id)
      return repair
    },
    resuming: (id) => climber.told(id),
    leaveResuming: (id) => {
      climber.leave(id)
      heldUp.delete(id)
    },
    wake: (id) => (shut.has(id) ? Promise.reject(new AppError('sessionBusy', id)) : waking.wake(id)),
    close,
    shut: async (id) => {
      shut.add(id)
      await pumping.get(id)?.catch(() => undefined)
      return () => shut.delete(id)
    },
    takeOver: (id) => {
      waking.takeOver(id)
    },
    isTakenOver: (id) => waking.isTakenOver(id),
    isHeld: (id) => waking.isHeld(id),
    running: () =>
      conversations
        .all()
        .filter((conversation) => conversation.feed.state().active !== null)
        .map((conversation) => conversation.id),
    dispose: async () => {
      await keeper.flush()
      keeper.dispose()
    },
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
