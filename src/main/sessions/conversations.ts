import { settleCompactions } from '../../shared/compaction.ts'
import { AppError } from '../../shared/errors.ts'
import type { HistoryPage, Stretch } from '../../shared/model/opened.ts'
import type { SessionProblem } from '../../shared/model/session.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'
import { emptyState } from '../../shared/reduce.ts'
import type { LiveSession } from '../agent/port.ts'
import type { History, HistoryRead } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import { createFeed, type Feed } from './feed.ts'
import { overlayGiven } from '../history/given.ts'
import type { Outgoing } from './outgoing.ts'
import { isCovered, overlayPartials } from '../history/partials.ts'
import { spanOf, withUsage } from './knowing.ts'
import { isUnsent } from './unsent.ts'

/** How many turns are read at once. */
const PAGE_TURNS = 40
/** How many before and behind a place that is gone to: what a window shows, and a little more. */
const AROUND_TURNS = 8
/** How many conversations that are not live stay in memory. */
const KEPT = 12

/** A session that main has in memory: its newest turns, and its live end when it has one. */
export interface Conversation {
  readonly id: string
  readonly feed: Feed
  /** Where older turns are to be read from; null at the beginning. */
  before: number | null
  /** What reading the log found. */
  problem: SessionProblem | null
  /** Bytes of the log when it was read: another size later means that someone wrote to it. */
  size: number
  live: LiveSession | null
  starting: Promise<LiveSession> | null
  /** Older messages are being summed up because the person asked for it: what is sent waits until that is over. */
  summingUp: boolean
  /** While its log is being replaced: settles when it may be made live again. */
  held: Promise<void> | null
}

/** Loads conversations from the disk and keeps those that are in use. */
export interface Conversations {
  get(id: string): Conversation | undefined
  all(): readonly Conversation[]
  load(id: string): Promise<Conversation>
  /** Reads a conversation again that is not live; resolves to whether it was in memory. */
  refresh(id: string): Promise<boolean>
  /** The same, and tells the window when it shows it. */
  reload(id: string): Promise<boolean>
  page(id: string, before: number): Promise<HistoryPage>
  /** The turns around one that is further up; null when it does not begin before `to`. */
  around(id: string, turnId: string, to: number): Promise<Stretch | null>
  /** The turns from an offset on, at most to `to`. */
  newer(id: string, after: number, to: number): Promise<Omit<Stretch, 'before'>>
  /** Every turn there is, oldest first: from the log, with what only we kept, and the running one. */
  readAll(id: string): Promise<readonly Turn[]>
  /** What main has in memory of a conversation, with the turns that only we kept and the size of the log that it was read from. */
  inMemory(id: string): Promise<InMemory>
  drop(id: string): void
  /** What reading a log of this size found wrong in it; null when nothing, or when it was not read. */
  foundIn(id: string, size: number): SessionProblem | null
  /** Marks a session as shown: from now on its events are sent to the window. */
  watch(id: string): void
}

/** See {@link Conversations.inMemory}. */
export interface InMemory {
  readonly state: SessionState
  readonly kept: readonly Turn[]
  readonly size: number
}

export interface ConversationsDeps {
  readonly history: History
  readonly library: Library
  readonly outgoing: Outgoing
  readonly catalogue: () => Catalogue
  /** A conversation that the window shows was read again. */
  readonly onReloaded: (id: string) => Promise<void>
}

/** See {@link Conversations}. */
export function createConversations(deps: ConversationsDeps): Conversations {
  const { history, library, outgoing, catalogue, onReloaded } = deps
  const kept = new Map<string, Conversation>()
  const loading = new Map<string, Promise<Conversation>>()
  const watched = new Set<string>()
  /** What reading found, for as long as the log is as large as it was: it outlives the conversation in memory. */
  const found = new Map<string, { readonly size: number; readonly problem: SessionProblem }>()
  const remember = (id: string, size: number, problem: SessionProblem | null): void => {
    if (problem?.code === 'damaged') found.set(id, { size, problem })
    else if (!found.delete(id)) return
    catalogue().touch(id)
  }

  const readLog = (id: string): Promise<HistoryRead> =>
    history.read({ id, before: null, turns: PAGE_TURNS }).catch((error: unknown) => {
      const problem = problemOf(error)
      if (problem === null) throw error
      return { ...nothing, problem }
    })
  const read = async (id: string): Promise<HistoryRead & { partials: readonly Turn[] }> => {
    const partials = await library.partials(id)
    const page = isUnsent(catalogue().record(id), catalogue().disk(id)) ? nothing : await readLog(id)
    const byId = new Map(page.turns.map((turn) => [turn.id, turn]))
    for (const partial of partials) {
      const stored = byId.get(partial.id)
      if (stored !== undefined && isCovered(stored, partial)) await library.removePartial(id, partial.id)
    }
    return { ...page, partials }
  }

  const usageFor = async (id: string, turns: readonly Turn[]): Promise<readonly Turn[]> => {
    const span = spanOf(turns)
    return span === null ? turns : withUsage(turns, await library.usage(id, span.from, span.to))
  }

  const readState = async (id: string): Promise<HistoryRead> => {
    const { turns, before, problem, partials } = await read(id)
    const from = before === null ? -Infinity : (turns[0]?.at ?? -Infinity)
    const whole = overlayPartials(turns, partials, { from, to: Infinity })
    const told = overlayGiven(whole, await library.given(id))
    return { turns: settleCompactions(await usageFor(id, told)), before, problem }
  }

  /** Older turns of the log with what only we know of them; `isFirst`: they begin the conversation. */
  const withOurs = async (id: string, turns: readonly Turn[], isFirst: boolean): Promise<readonly Turn[]> => {
    const [partials, given] = await Promise.all([library.partials(id), library.given(id)])
    const [first, last] = [turns[0], turns.at(-1)]
    if (first === undefined || last === undefined) return turns
    // What lies after the last of them belongs to those that follow, which are laid over by themselves.
    const whole = overlayPartials(turns, partials, { from: isFirst ? -Infinity : first.at, to: last.at })
    return settleCompactions(await usageFor(id, overlayGiven(whole, given)))
  }

  const loadNow = async (id: string): Promise<Conversation> => {
    const disk = catalogue().disk(id) ?? (await catalogue().refresh(id))
    const { turns, before, problem } = await readState(id)
    const conversation: Conversation = {
      id,
      feed: createFeed(id, { ...emptyState, turns }, outgoing, () => watched.has(id)),
      before,
      problem,
      size: disk?.size ?? 0,
      live: null,
      starting: null,
      summingUp: false,
      held: null,
    }
    kept.set(id, conversation)
    remember(id, conversation.size, problem)
    evict()
    return conversation
  }

  const evict = (): void => {
    for (const conversation of kept.values()) {
      if (kept.size <= KEPT) return
      if (conversation.live === null && conversation.starting === null) kept.delete(conversation.id)
    }
  }

  const refresh = async (id: string): Promise<boolean> => {
    const conversation = kept.get(id)
    if (conversation === undefined || conversation.live !== null) return false
    const disk = await catalogue().refresh(id)
    const { turns, before, problem } = await readState(id)
    conversation.feed.replace({ ...emptyState, turns })
    conversation.before = before
    conversation.problem = problem
    conversation.size = disk?.size ?? 0
    remember(id, conversation.size, problem)
    return true
  }

  return {
    get: (id) => kept.get(id),
    all: () => [...kept.values()],
    load: async (id) => {
      const known = kept.get(id)
      if (known !== undefined) {
        // Least recently used first: what is used moves to the end.
        kept.delete(id)
        kept.set(id, known)
        return known
      }
      const running = loading.get(id) ?? loadNow(id).finally(() => loading.delete(id))
      loading.set(id, running)
      return running
    },
    refresh,
    reload: async (id) => {
      if (!(await refresh(id))) return false
      if (watched.has(id)) await onReloaded(id)
      return true
    },
    page: async (id, before) => {
      const page = await history.read({ id, before, turns: PAGE_TURNS })
      return { turns: await withOurs(id, page.turns, page.before === null), before: page.before }
    },
    around: async (id, turnId, to) => {
      const stretch = await history.around({ id, turnId, to, turns: AROUND_TURNS })
      return stretch && { ...stretch, turns: await withOurs(id, stretch.turns, stretch.before === null) }
    },
    newer: async (id, after, to) => {
      const read = await history.newer({ id, after, to, turns: PAGE_TURNS })
      return { ...read, turns: await withOurs(id, read.turns, false) }
    },
    readAll: async (id) => {
      const stored = await history.readAll(id).catch((error: unknown) => {
        if (problemOf(error) === null) throw error
        return []
      })
      const [partials, given] = await Promise.all([library.partials(id), library.given(id)])
      const whole = overlayPartials(stored, partials, { from: -Infinity, to: Infinity })
      const turns = await usageFor(id, overlayGiven(whole, given))
      const state = kept.get(id)?.feed.state()
      const known = new Set(turns.map((turn) => turn.id))
      const newer = [...(state?.turns ?? []), ...(state?.active ? [state.active] : [])]
      return [...turns, ...newer.filter((turn) => !known.has(turn.id))]
    },
    inMemory: async (id) => {
      const partials = await library.partials(id)
      const conversation = kept.get(id)
      return { state: conversation?.feed.state() ?? emptyState, kept: partials, size: conversation?.size ?? 0 }
    },
    drop: (id) => {
      kept.delete(id)
      watched.delete(id)
    },
    foundIn: (id, size) => {
      const known = found.get(id)
      return known?.size === size ? known.problem : null
    },
    watch: (id) => {
      watched.add(id)
    },
  }
}

const nothing: HistoryRead = { turns: [], before: null, problem: null }

/** Reading problems that a session can be shown with; null for those that are failures. */
function problemOf(error: unknown): SessionProblem | null {
  if (!(error instanceof AppError)) return null
  switch (error.code) {
    case 'sessionMissing':
      return { code: 'missing', detail: null }
    case 'sessionEmpty':
      return { code: 'empty', detail: null }
    case 'sessionDamaged':
      return { code: 'damaged', detail: error.detail }
    case 'sessionNewer':
      return { code: 'newer', detail: error.detail }
    case 'readFailed':
      return { code: 'unreadable', detail: error.detail }
    default:
      return null
  }
}
