import { AppError, toFailure } from '../../shared/errors.ts'
import type { SessionEvent } from '../../shared/events.ts'
import type { Answer, QueuedMessage } from '../../shared/model.ts'
import type { Agent, Connection, LiveSession } from '../agent/port.ts'
import type { Library } from '../library/port.ts'
import type { Arrivals } from './arrivals.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversation, Conversations } from './conversations.ts'
import type { Keeper } from './keeper.ts'
import type { Outgoing } from './outgoing.ts'
import type { Queue } from './queue.ts'

/** A provider with one of its models. */
export interface ModelChoice {
  readonly providerId: string
  readonly model: string
}

/** Makes sessions live when they are needed, and drives what is said in them. */
export interface Runner {
  /** Stores the message, then sends it as soon as the session is free. */
  send(id: string, text: string): Promise<QueuedMessage>
  stop(id: string): Promise<void>
  answer(id: string, requestId: string, answer: Answer): Promise<void>
  setModel(id: string, choice: ModelChoice): Promise<void>
  resumeQueue(id: string): Promise<void>
  /** Sends what waits for nothing but its turn, if the session is free. */
  goOn(id: string): void
  /** Lets go of a live session (its data stays). */
  close(id: string): Promise<void>
  /** Allows resuming although another process holds the session. */
  takeOver(id: string): void
  isTakenOver(id: string): boolean
  /** Whether another living process has the session; the dying runtime of a killed app is waited for. */
  isHeld(id: string): Promise<boolean>
  running(): readonly string[]
  dispose(): Promise<void>
}

export interface RunnerDeps {
  readonly agent: Agent
  readonly library: Library
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly arrivals: Arrivals
  readonly keeper: Keeper
  readonly outgoing: Outgoing
  readonly connection: (providerId: string) => Promise<Connection>
  /** The provider and model for a session that has none of ours: one that offers `model` if any does. Null when there is none. */
  readonly chooseFor: (model: string | null) => ModelChoice | null
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
  const takenOver = new Set<string>()
  const pumping = new Set<string>()
  const closeWhenIdle = new Set<string>()

  const onEvent = (conversation: Conversation, event: SessionEvent): void => {
    const { id, feed } = conversation
    feed.apply(event)
    if (event.type === 'textStreamed' || event.type === 'reasoningStreamed') {
      keeper.changed(id, feed.state)
      return
    }
    const work = settleEvent(conversation, event)
    if (work !== null) void work.catch((error: unknown) => deps.log.error(`keeping ${event.type}`, error))
    deps.catalogue().touch(id)
  }

  const settleEvent = (conversation: Conversation, event: SessionEvent): Promise<unknown> | null => {
    const { id, feed } = conversation
    switch (event.type) {
      case 'turnStarted': {
        const turn = feed.state().active
        // Interrupted until it is known better: that is what stands there after a crash.
        return Promise.all([
          turn === null ? null : keeper.keep(id, turn),
          event.prompt === null ? null : queue.arrived(id),
          deps.catalogue().patch(id, { unsent: false, lastOutcome: 'interrupted', lastError: null }),
        ])
      }
      case 'turnEnded': {
        const turn = feed.state().turns.at(-1)
        return turn === undefined ? null : turnEnded(conversation, turn.id, event)
      }
      case 'requestOpened':
      case 'toolStarted':
      case 'toolFinished':
      case 'messageCompleted':
        keeper.changed(id, feed.state)
        return null
      default:
        return null
    }
  }

  const turnEnded = async (
    { id, feed }: Conversation,
    turnId: string,
    event: Extract<SessionEvent, { type: 'turnEnded' }>,
  ): Promise<void> => {
    const turn = feed.state().turns.findLast((other) => other.id === turnId)
    const seen = deps.isInView(id)
    if (event.outcome !== 'done') await queue.pause(id)
    await Promise.all([
      turn === undefined ? null : keeper.ended(id, turn),
      deps.catalogue().patch(id, {
        lastOutcome: event.outcome,
        lastError: event.error,
        ...(seen ? { readTurnId: turnId, readAt: deps.now(), unread: false } : { unread: true }),
      }),
    ])
    if (closeWhenIdle.delete(id)) await close(id)
    void pump(id)
  }

  const isHeld = async (id: string): Promise<boolean> => {
    if (!(await agent.inUse([id])).has(id)) return false
    await deps.orphansGone
    return (await agent.inUse([id])).has(id)
  }

  const start = async (conversation: Conversation): Promise<LiveSession> => {
    const { id } = conversation
    const disk = await deps.catalogue().refresh(id)
    const record = deps.catalogue().record(id)
    const unsent = record?.unsent === true && (disk === null || disk.problem?.code === 'empty')
    if (!unsent && disk === null) throw new AppError('sessionMissing', id)
    const chosen =
      record?.providerId != null && record.model !== null
        ? { providerId: record.providerId, model: record.model }
        : deps.chooseFor(disk?.model ?? null)
    if (chosen === null) throw new AppError('providerMissing')
    if (!unsent && !takenOver.has(id) && (await isHeld(id))) throw new AppError('sessionInUse', id)
    const folder = record?.kind === 'chat' ? null : (record?.folder ?? disk?.folder ?? null)
    const options = {
      id,
      kind: record?.kind ?? (folder === null ? 'chat' : 'agent'),
      folder,
      connection: await deps.connection(chosen.providerId),
      model: chosen.model,
      onEvent: (event: SessionEvent) => onEvent(conversation, event),
      onLost: () => {
        conversation.live = null
        const settled = queue.pause(id).then(() => arrivals.settle(id))
        void Promise.all([settled, deps.catalogue().refresh(id)]).catch((error: unknown) =>
          deps.log.error('after a lost session', error),
        )
      },
    } as const
    // The conversation must be what the log holds before anything is added to it.
    if (!unsent && disk !== null && disk.size !== conversation.size) await conversations.reload(id)
    const live = unsent ? await agent.create(options) : await agent.resume(options)
    conversation.live = live
    deps.catalogue().touch(id)
    await deps.catalogue().patch(id, { ...chosen, kind: options.kind, folder })
    if (unsent && record.title !== null) {
      void agent.rename(id, record.title).catch((error: unknown) => deps.log.error('naming a new session', error))
    }
    return live
  }

  const ensureLive = async (id: string): Promise<LiveSession> => {
    const conversation = await conversations.load(id)
    while (conversation.held !== null) await conversation.held
    if (conversation.live !== null) return conversation.live
    const starting = conversation.starting ?? start(conversation)
    conversation.starting = starting
    try {
      return await starting
    } finally {
      conversation.starting = null
    }
  }

  /** Sends the next message if the session is free; a message that can't be sent stays, paused. */
  const pump = async (id: string): Promise<void> => {
    if (pumping.has(id) || conversations.get(id)?.feed.state().active != null) return
    pumping.add(id)
    try {
      const message = await queue.take(id)
      if (message === null) return
      const live = await ensureLive(id)
      // It may have been stopped before it left.
      if (queue.handOver(id, message.id)) await live.send(message.text)
    } catch (error) {
      const failure = toFailure(error)
      if (failure.code === 'internal') deps.log.error('sending', error)
      await queue.pause(id)
      await arrivals.settle(id)
      outgoing.add({ type: 'session.sendFailed', id, error: failure })
    } finally {
      pumping.delete(id)
    }
  }

  const close = async (id: string): Promise<void> => {
    const conversation = conversations.get(id)
    const live = conversation?.live
    if (conversation === undefined || live == null) return
    conversation.live = null
    await live.close()
    await arrivals.settle(id)
    conversation.size = (await deps.catalogue().refresh(id))?.size ?? 0
  }

  return {
    send: async (id, text) => {
      if (!deps.catalogue().has(id)) throw new AppError('sessionMissing', id)
      // The queue is read first: between the two writes there must be no pause in which neither has the words.
      const [draft] = await Promise.all([deps.library.draft(id), conversations.load(id), queue.list(id)])
      // What is sent may be other words than those that wait in the box.
      const isDraft = draft?.text === text
      const [message] = await Promise.all([queue.add(id, text), isDraft ? deps.library.putDraft(id, null) : null])
      if (isDraft) deps.catalogue().setDraft(id, false)
      void pump(id)
      return message
    },
    stop: async (id) => {
      // What waits was meant for after this answer: it is for the person to say whether it still is.
      await queue.pause(id)
      await conversations.get(id)?.live?.stop()
      // What was handed over and never began is given back.
      await arrivals.settle(id)
    },
    answer: async (id, requestId, answer) => {
      const live = conversations.get(id)?.live
      if (live == null) throw new AppError('requestGone', requestId)
      await live.answer(requestId, answer)
    },
    setModel: async (id, choice) => {
      const conversation = conversations.get(id)
      const before = deps.catalogue().record(id)?.providerId
      await deps.catalogue().patch(id, choice)
      if (conversation?.live == null) return
      if (before === choice.providerId) await conversation.live.setModel(choice.model)
      else if (conversation.feed.state().active === null) await close(id)
      else closeWhenIdle.add(id)
    },
    resumeQueue: async (id) => {
      await conversations.load(id)
      await queue.resume(id)
      void pump(id)
    },
    goOn: (id) => void pump(id),
    close,
    takeOver: (id) => {
      takenOver.add(id)
    },
    isTakenOver: (id) => takenOver.has(id),
    isHeld,
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
