import { AppError } from '../../shared/errors.ts'
import type { RepairResult } from '../../shared/health.ts'
import { COPILOT_PROVIDER } from '../../shared/model/provider.ts'
import type { SessionMode } from '../../shared/model/session.ts'
import type { Resuming } from '../../shared/resuming.ts'
import type { Agent, Connection, Invoked, LiveSession } from '../agent/port.ts'
import { whileWorking } from './commands.ts'
import { createClimber, type ClimberDeps } from './climb.ts'
import type { Conversation } from './conversations.ts'
import type { Keeper } from './keeper.ts'
import type { Knowing } from './knowing.ts'
import type { Rules } from './rules.ts'
import { createSender, type Sender, type SenderDeps } from './sender.ts'
import { createTurnEvents } from './turnEvents.ts'
import { createWaking } from './waking.ts'

/** A provider with one of its models. */
export interface ModelChoice {
  readonly providerId: string
  readonly model: string
}

/** Makes sessions live when they are needed, and drives what is said in them. */
export interface Runner extends Pick<Sender, 'send' | 'sendNow' | 'resumeQueue' | 'goOn'> {
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

export interface RunnerDeps
  extends Omit<SenderDeps, 'climb' | 'giveUp' | 'isShut'>, Pick<ClimberDeps, 'facts' | 'scan' | 'repair'> {
  readonly agent: Agent
  readonly keeper: Keeper
  readonly rules: Rules
  readonly knowing: Knowing
  readonly connection: (providerId: string) => Promise<Connection>
  /** The provider and model for a session that has none of ours: one that offers `model` if any does. Null when there is none. */
  readonly chooseFor: (model: string | null) => ModelChoice | null
  readonly contextLimit: (choice: ModelChoice) => number | null
  readonly compactAt: () => number | null
  /** Whether the person sees the session right now. */
  readonly isInView: (id: string) => boolean
  readonly now: () => number
  /** Resolves when no runtime of a killed app can be left: who holds a session then is somebody else. */
  readonly orphansGone: Promise<unknown>
}

/** See {@link Runner}. */
export function createRunner(deps: RunnerDeps): Runner {
  const { agent, conversations, queue, arrivals, keeper, outgoing } = deps
  const closeWhenIdle = new Set<string>()
  const shut = new Set<string>()

  const onEvent = createTurnEvents({
    ...deps,
    onSettled: async (id) => {
      const free = conversations.get(id)?.feed.state().active == null
      if (free && closeWhenIdle.delete(id)) await close(id)
      sender.goOn(id)
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
        sender.isSending(other) || conversations.get(other)?.feed.state().active != null
      return conversations.all().filter((other) => other.id !== id && other.live !== null && isBusy(other.id)).length
    },
    holdUp: (id) => sender.holdUp(id),
    restart: () => agent.restart(),
  })
  const sender = createSender({
    ...deps,
    climb: async (id) => (await climber.climb(id, null)).live,
    giveUp: (id, error) => climber.giveUp(id, error),
    isShut: (id) => shut.has(id),
  })

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
    if (feed.state().active === null && !summingUp && !sender.isSending(id)) await close(id)
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
    send: sender.send,
    sendNow: sender.sendNow,
    stop: async (id) => {
      // What waits was meant for after this answer: it is for the person to say whether it still is.
      await queue.pause(id, 'stopped')
      await conversations.get(id)?.live?.stop()
      // What was handed over and never began is given back.
      await arrivals.settle(id, 'stopped')
    },
    takeUp: async (id, what) => {
      await sender.idle(id)
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
    resumeQueue: sender.resumeQueue,
    goOn: sender.goOn,
    tryAgain: async (id, agreed) => {
      if (!deps.catalogue().has(id) || shut.has(id)) throw new AppError('sessionMissing', id)
      await conversations.load(id)
      const { live, repair } = await climber.climb(id, agreed)
      if (live === null) return repair
      await sender.resumeHeldUp(id)
      return repair
    },
    resuming: (id) => climber.told(id),
    leaveResuming: (id) => {
      climber.leave(id)
      sender.forgetHeldUp(id)
    },
    wake: (id) => (shut.has(id) ? Promise.reject(new AppError('sessionBusy', id)) : waking.wake(id)),
    close,
    shut: async (id) => {
      shut.add(id)
      await sender.idle(id)
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
