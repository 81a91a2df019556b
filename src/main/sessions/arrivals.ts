import { AppError } from '../../shared/errors.ts'
import type { QueuedMessage, Turn } from '../../shared/model.ts'
import type { History } from '../history/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Queue } from './queue.ts'

/** How many of the newest turns may hold a message that was handed over a moment ago. */
const NEWEST = 8

/** Finds out what became of messages that were handed to a runtime which can't tell any more. */
export interface Arrivals {
  /** What stands in the log was sent and leaves the queue; what does not waits for the person: never both, never neither. */
  settle(id: string): Promise<void>
  /** The sessions that have a message on its way: at the start, those of an app that was killed. */
  unsettled(): Promise<readonly string[]>
}

export interface ArrivalsDeps {
  readonly history: History
  readonly queue: Queue
  readonly catalogue: () => Catalogue
}

/** See {@link Arrivals}. Only a log that nobody writes any more can tell. */
export function createArrivals({ history, queue, catalogue }: ArrivalsDeps): Arrivals {
  const find = async (id: string, message: QueuedMessage): Promise<Turn | undefined> => {
    try {
      const { turns } = await history.read({ id, before: null, turns: NEWEST, until: null })
      // The same words may have been said before: those are older than the moment in which these left.
      return turns.find(({ prompt, at }) => prompt?.text.trim() === message.text.trim() && at >= message.at)
    } catch (error) {
      if (error instanceof AppError) return undefined
      throw error
    }
  }
  return {
    settle: (id) =>
      queue.settle(id, async (message) => {
        const turn = await find(id, message)
        if (turn === undefined) return false
        const lastOutcome = turn.outcome === 'done' ? 'done' : 'interrupted'
        await catalogue().patch(id, { unsent: false, lastOutcome, lastError: null })
        return true
      }),
    unsettled: async () => {
      const waiting = catalogue()
        .rows()
        .filter(({ queued }) => queued > 0)
      const queues = await Promise.all(waiting.map(({ id }) => queue.list(id)))
      return waiting.flatMap(({ id }, index) => (queues[index]?.some(({ state }) => state === 'sending') ? [id] : []))
    },
  }
}
