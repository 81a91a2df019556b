import { AppError } from '../../shared/errors.ts'
import type { PauseReason, QueuedMessage, Turn } from '../../shared/model.ts'
import type { History } from '../history/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { Queue } from './queue.ts'

/** How many of the newest turns may hold a message that was handed over a moment ago. */
const NEWEST = 8

/** Finds out what became of messages that were handed to a runtime which can't tell any more. */
export interface Arrivals {
  /** What stands in the log was sent and leaves the queue; what does not waits for the person: never both, never neither. */
  settle(id: string, why: PauseReason): Promise<void>
  /** The sessions that have a message on its way: at the start, those of an app that was killed. */
  unsettled(): Promise<readonly string[]>
}

export interface ArrivalsDeps {
  readonly history: History
  readonly queue: Queue
  readonly conversations: Pick<Conversations, 'get' | 'reload'>
  readonly catalogue: () => Catalogue
}

/** See {@link Arrivals}. Only a log that nobody writes any more can tell. */
export function createArrivals({ history, queue, conversations, catalogue }: ArrivalsDeps): Arrivals {
  const find = async (id: string, message: QueuedMessage, claimed: ReadonlySet<string>): Promise<Turn | undefined> => {
    try {
      const { turns } = await history.read({ id, before: null, turns: NEWEST, until: null })
      // The same words may have been said before: those are older than the moment in which these left.
      return turns.find(
        ({ id: turnId, prompt, at }) =>
          prompt?.text.trim() === message.text.trim() && at >= message.at && !claimed.has(turnId),
      )
    } catch (error) {
      if (error instanceof AppError) return undefined
      throw error
    }
  }
  return {
    settle: async (id, why) => {
      // The same words given twice stand there twice, or one of them did not arrive.
      const claimed = new Set<string>()
      await queue.settle(id, why, async (message) => {
        const turn = await find(id, message, claimed)
        if (turn === undefined) return false
        claimed.add(turn.id)
        const lastOutcome = turn.outcome === 'done' ? 'done' : 'interrupted'
        await catalogue().patch(id, { unsent: false, lastOutcome, lastError: null })
        return true
      })
      // Nobody told the conversation of that turn, unless events still come.
      if (claimed.size > 0 && conversations.get(id)?.live == null) await conversations.reload(id)
    },
    unsettled: async () => {
      const waiting = catalogue()
        .rows()
        .filter(({ queued }) => queued > 0)
      const queues = await Promise.all(waiting.map(({ id }) => queue.list(id)))
      return waiting.flatMap(({ id }, index) => (queues[index]?.some(({ state }) => state === 'sending') ? [id] : []))
    },
  }
}
