import { failuresInARow, MAX_COMPACTION_FAILURES } from '../../shared/compaction.ts'
import { AppError } from '../../shared/errors.ts'
import type { SessionEvent } from '../../shared/events.ts'
import type { Request } from '../../shared/model/request.ts'
import type { SessionMode, SessionProblem } from '../../shared/model/session.ts'
import { plainName } from '../agent/plainName.ts'
import type { Agent, Connection, LiveOptions, LiveSession } from '../agent/port.ts'
import type { Arrivals } from './arrivals.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversation, Conversations } from './conversations.ts'
import type { Queue } from './queue.ts'
import type { Rules } from './rules.ts'
import type { ModelChoice } from './runner.ts'
import { isUnsent } from './unsent.ts'

type PermissionRequest = Extract<Request, { kind: 'permission' }>

/** One try to make a session live. */
export interface Waking {
  /** At once when it is live already; two wishes at the same time are one. Rejects with what stood in the way. */
  wake(id: string, takeUp?: LiveOptions['takeUp']): Promise<LiveSession>
  /** Allows resuming although another process holds the session. */
  takeOver(id: string): void
  isTakenOver(id: string): boolean
  /** Whether another living process has the session; the dying runtime of a killed app is waited for. */
  isHeld(id: string): Promise<boolean>
}

export interface WakingDeps {
  readonly agent: Agent
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly arrivals: Arrivals
  readonly connection: (providerId: string) => Promise<Connection>
  readonly chooseFor: (model: string | null) => ModelChoice | null
  /** Tokens that a model takes; null where that is not known. */
  readonly contextLimit: (choice: ModelChoice) => number | null
  /** From which share of the context on older messages are summed up; null: not by themselves. */
  readonly compactAt: () => number | null
  /** Resolves when no runtime of a killed app can be left: who holds a session then is somebody else. */
  readonly orphansGone: Promise<unknown>
  readonly rules: Pick<Rules, 'covers'>
  readonly onEvent: (conversation: Conversation, event: SessionEvent) => void
  /** A session was opened, and the runtime uses another model than was asked for. */
  readonly onOther: (id: string, model: string) => void
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** See {@link Waking}. */
export function createWaking(deps: WakingDeps): Waking {
  const { agent, conversations, queue } = deps
  const takenOver = new Set<string>()

  const isHeld = async (id: string): Promise<boolean> => {
    if (!(await agent.inUse([id])).has(id)) return false
    await deps.orphansGone
    return (await agent.inUse([id])).has(id)
  }

  const start = async (conversation: Conversation, takeUp: LiveOptions['takeUp']): Promise<LiveSession> => {
    const { id } = conversation
    const disk = await deps.catalogue().refresh(id)
    const record = deps.catalogue().record(id)
    const unsent = isUnsent(record, disk)
    if (!unsent) refuse(id, disk)
    const chosen =
      record?.providerId != null && record.model !== null
        ? { providerId: record.providerId, model: record.model }
        : deps.chooseFor(disk?.model ?? null)
    if (chosen === null) throw new AppError('providerMissing')
    if (disk !== null && !takenOver.has(id) && (await isHeld(id))) throw new AppError('sessionInUse', id)
    // Whoever had it open until now may have written its first words.
    if (unsent && disk !== null && !isUnsent(record, await deps.catalogue().refresh(id)))
      return start(conversation, takeUp)
    const folder = record?.kind === 'chat' ? null : (record?.folder ?? disk?.folder ?? null)
    // The runtime would try again with each resume, and each try is paid for.
    const gaveUp = failuresInARow(conversation.feed.state().turns) >= MAX_COMPACTION_FAILURES
    const options = {
      id,
      kind: record?.kind ?? (folder === null ? 'chat' : 'agent'),
      folder,
      connection: await deps.connection(chosen.providerId),
      model: chosen.model,
      context: { limit: deps.contextLimit(chosen), compactAt: gaveUp ? null : deps.compactAt() },
      effort: record?.effort ?? null,
      mode: record?.mode ?? null,
      onMode: (mode: SessionMode) => {
        deps
          .catalogue()
          .patch(id, { mode })
          .catch((error: unknown) => deps.log.error('keeping the mode', error))
      },
      onEvent: (event: SessionEvent) => deps.onEvent(conversation, event),
      ...(folder === null
        ? {}
        : { allowedByRule: (request: PermissionRequest) => deps.rules.covers(id, folder, request) }),
      takeUp: takeUp ?? null,
      onLost: () => {
        conversation.live = null
        queue.lost(id)
        const settled = queue.pause(id, 'interrupted').then(() => deps.arrivals.settle(id, 'interrupted'))
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
    const title = unsent ? (deps.catalogue().record(id)?.title ?? null) : null
    // Noted before it is told: after a crash it must not be taken for a name that somebody gave it there since.
    const named = title === null ? {} : { nameSeen: plainName(title) }
    const { runsWith } = live
    // What the session was used with elsewhere is shown as it is.
    const effort = options.effort ?? runsWith?.effort ?? null
    await deps.catalogue().patch(id, { ...chosen, kind: options.kind, folder, effort, ...named })
    if (runsWith !== null && isOther(runsWith, { ...chosen, effort })) deps.onOther(id, runsWith.model)
    if (title !== null) {
      void agent.rename(id, title).catch((error: unknown) => deps.log.error('naming a new session', error))
    }
    return live
  }

  return {
    wake: async (id, takeUp) => {
      const conversation = await conversations.load(id)
      while (conversation.held !== null) await conversation.held
      if (conversation.live !== null) return conversation.live
      const starting = conversation.starting ?? start(conversation, takeUp)
      conversation.starting = starting
      try {
        return await starting
      } finally {
        conversation.starting = null
      }
    },
    takeOver: (id) => {
      takenOver.add(id)
    },
    isTakenOver: (id) => takenOver.has(id),
    isHeld,
  }
}

/** Whether the runtime uses something else than was asked for; `auto` asks for whatever it thinks best. */
function isOther(
  used: NonNullable<LiveSession['runsWith']>,
  asked: { readonly model: string; readonly effort: string | null },
): boolean {
  if (used.model !== asked.model && asked.model !== 'auto') return true
  return used.effort !== null && used.effort !== asked.effort
}

/**
 * What is known before the runtime is asked: it has one and the same word for what is missing, empty or never begun, and
 * takes a log of a newer format without complaint. A log that may be damaged is for the runtime to judge.
 */
function refuse(id: string, disk: { readonly problem: SessionProblem | null } | null): void {
  if (disk === null) throw new AppError('sessionMissing', id)
  switch (disk.problem?.code) {
    case 'empty':
      throw new AppError('sessionEmpty', id)
    case 'newer':
      throw new AppError('sessionNewer', disk.problem.detail ?? '')
    case 'unreadable':
      throw new AppError('readFailed', disk.problem.detail ?? '')
    default:
  }
}
