import type { SessionEvent } from '../../shared/events.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'
import {
  type CompactionUsage,
  type ContextUse,
  measured,
  type SessionUsage,
  sessionUsage,
  SHOWN_TURNS,
  type TurnUsage,
} from '../../shared/usage.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'

/** What is known of how much sessions take: kept as it is told, since the runtime's log has no usage of single turns. */
export interface Knowing {
  /** An event was folded into `state`: what it tells of usage is kept. Null when it tells nothing. */
  took(id: string, event: SessionEvent, state: () => SessionState): Promise<void> | null
  /** How full the context was when it was last measured here. */
  context(id: string): Promise<ContextUse | null>
  /** Everything about a session: reads its log, but resumes nothing. */
  usage(id: string): Promise<SessionUsage>
}

export interface KnowingDeps {
  readonly history: History
  readonly library: Library
  /** What main has of a conversation in memory; null when nothing. */
  readonly state: (id: string) => SessionState | null
}

/** See {@link Knowing}. */
export function createKnowing({ history, library, state: inMemory }: KnowingDeps): Knowing {
  const contexts = new Map<string, ContextUse>()
  const context = async (id: string): Promise<ContextUse | null> => contexts.get(id) ?? library.context(id)

  return {
    took: (id, event, state) => {
      if (event.type === 'contextMeasured') {
        const known = contexts.get(id)
        const keep = async (): Promise<void> => {
          const now = measured(known ?? (await library.context(id)), event.context)
          contexts.set(id, now)
          await library.putContext(id, now)
        }
        if (known !== undefined) contexts.set(id, measured(known, event.context))
        return keep()
      }
      if (event.type !== 'usageReported') return null
      const turn = state().active
      if (turn?.usage == null) return null
      return library.putUsage(id, {
        turnId: turn.id,
        at: turn.at,
        until: Math.max(turn.at, event.at),
        usage: turn.usage,
      })
    },
    context,
    usage: async (id) => {
      // A session that was never sent has no log, one that is damaged has one that says less.
      const logged = await history.usage(id).catch(() => ({ lives: [], compactions: [], context: null }))
      const [kept, known] = await Promise.all([library.usageSummary(id, logged.lives, SHOWN_TURNS), context(id)])
      // What has just been told may not be on the disk yet.
      const told = new Set(logged.compactions.map((one) => one.id))
      const fresh = compactionsIn(inMemory(id)).filter((one) => !told.has(one.id))
      return sessionUsage({ ...logged, compactions: [...logged.compactions, ...fresh] }, kept, known)
    },
  }
}

function compactionsIn(state: SessionState | null): readonly CompactionUsage[] {
  return (state === null ? [] : [...state.turns, ...(state.active === null ? [] : [state.active])]).flatMap((turn) =>
    turn.items.flatMap((item) =>
      item.kind === 'notice' && item.notice.kind === 'compacted' && item.notice.used !== null
        ? [{ id: item.id, used: item.notice.used }]
        : [],
    ),
  )
}

/** Gives turns that were read from a log what was kept of their usage. */
export function withUsage(turns: readonly Turn[], kept: readonly TurnUsage[]): readonly Turn[] {
  if (kept.length === 0) return turns
  const byId = new Map(kept.map((one) => [one.turnId, one.usage]))
  return turns.map((turn) => {
    const usage = byId.get(turn.id)
    return usage === undefined ? turn : { ...turn, usage }
  })
}

/** The times between which turns began, for asking what was kept of them; null when there are none. */
export function spanOf(turns: readonly Turn[]): { readonly from: number; readonly to: number } | null {
  if (turns.length === 0) return null
  const times = turns.map(({ at }) => at)
  return { from: Math.min(...times), to: Math.max(...times) }
}
