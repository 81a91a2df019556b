import { AppError } from '../../shared/errors.ts'
import type { PauseReason, QueuedMessage } from '../../shared/model/draft.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { Queue } from './queue.ts'

/** How many of the newest turns may hold a message that was handed over a moment ago. */
const NEWEST = 8

/** Finds out what became of messages that were handed to a runtime which can't tell any more. */
export interface Arrivals {
  /**
   * What stands in the log was sent and leaves the queue, and so does what only we know to have been answered; the rest
   * waits for the person: never in both places, never in neither.
   */
  settle(id: string, why: PauseReason): Promise<void>
  /** Whether a turn of which nothing came, and which no log holds, went back to being the message that it began with. */
  isGivenBack(turnId: string): boolean
  /** The sessions that have a message on its way: at the start, those of an app that was killed. */
  unsettled(): Promise<readonly string[]>
}

export interface ArrivalsDeps {
  readonly history: History
  readonly library: Library
  readonly queue: Queue
  readonly conversations: Pick<Conversations, 'get' | 'reload'>
  readonly catalogue: () => Catalogue
}

/** See {@link Arrivals}. Only a log that nobody writes any more can tell. */
export function createArrivals({ history, library, queue, conversations, catalogue }: ArrivalsDeps): Arrivals {
  const settling = new Map<string, Promise<void>>()
  const givenBack = new Set<string>()

  const newest = async (id: string): Promise<readonly Turn[]> => {
    try {
      return (await history.read({ id, before: null, turns: NEWEST })).turns
    } catch (error) {
      if (error instanceof AppError) return []
      throw error
    }
  }
  /** What we alone know of: as far as it came when it was kept last, and in memory as far as it came. */
  const kept = async (id: string): Promise<readonly Turn[]> => {
    const { turns = [], active = null } = conversations.get(id)?.feed.state() ?? {}
    const known = new Map((await library.partials(id)).map((turn) => [turn.id, turn]))
    for (const turn of [...turns, ...(active === null ? [] : [active])]) known.set(turn.id, turn)
    return [...known.values()]
  }

  const settleNow = async (id: string, why: PauseReason): Promise<void> => {
    await conversations.get(id)?.live?.saved()
    // The same words given twice stand there twice, or one of them did not arrive.
    const claimed = new Set<string>()
    const back: string[] = []
    const find = (turns: readonly Turn[], message: QueuedMessage): Turn | undefined =>
      turns.find(
        // The same words may have been said before: those are older than the moment in which these left.
        ({ id: turnId, prompt, at }) =>
          prompt?.text.trim() === message.text.trim() && at >= message.at && !claimed.has(turnId),
      )
    await queue.settle(id, why, async (message) => {
      const stored = find(await newest(id), message)
      if (stored !== undefined) {
        claimed.add(stored.id)
        const lastOutcome = stored.outcome === 'done' ? 'done' : 'interrupted'
        await catalogue().patch(id, { unsent: false, lastOutcome, lastError: null })
        return true
      }
      const ours = find(await kept(id), message)
      if (ours === undefined) return false
      claimed.add(ours.id)
      // Somebody can still tell of it, or something came of it: it is read in the transcript.
      if (conversations.get(id)?.live != null || ours.items.length > 0 || ours.thinking !== null) return true
      back.push(ours.id)
      givenBack.add(ours.id)
      await library.removePartial(id, ours.id)
      if (catalogue().record(id)?.unsent === true) await catalogue().patch(id, { lastOutcome: null, lastError: null })
      return false
    })
    // Nobody told the conversation of that turn, unless events still come.
    if (claimed.size + back.length > 0 && conversations.get(id)?.live == null) await conversations.reload(id)
  }

  return {
    settle: (id, why) => {
      const settled = (settling.get(id) ?? Promise.resolve()).then(() => settleNow(id, why))
      settling.set(
        id,
        settled.catch(() => undefined),
      )
      return settled
    },
    isGivenBack: (turnId) => givenBack.has(turnId),
    unsettled: async () => {
      const waiting = catalogue()
        .rows()
        .filter(({ queued }) => queued > 0)
      const queues = await Promise.all(waiting.map(({ id }) => queue.list(id)))
      return waiting.flatMap(({ id }, index) => (queues[index]?.some(({ state }) => state === 'sending') ? [id] : []))
    },
  }
}
