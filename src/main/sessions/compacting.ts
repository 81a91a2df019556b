import { AppError } from '../../shared/errors.ts'
import type { HandedOver } from '../../shared/model/opened.ts'
import type { LiveSession } from '../agent/port.ts'
import type { Beginning } from './beginning.ts'
import type { Conversations } from './conversations.ts'

/** Summing up what no longer fits, when the person asks for it: in place, or for a session that goes on elsewhere. */
export interface Compacting {
  /**
   * Has older messages summed up now; how it ends is told in the conversation. `keep`: what the summary is to be about above
   * all. What is sent meanwhile waits in the queue. Rejects with `sessionBusy` during a turn.
   */
  compact(id: string, keep: string): Promise<void>
  /** Calls that off; resolves to false when it was over already. */
  cancel(id: string): Promise<boolean>
  /** A new session that continues this one, with a summary where the model gives one. */
  handOver(id: string): Promise<HandedOver>
}

export interface CompactingDeps {
  readonly conversations: Conversations
  /** Makes a session live; rejects with what stands in the way. */
  readonly wake: (id: string) => Promise<LiveSession>
  /** Sends what waited for it. */
  readonly goOn: (id: string) => void
  readonly beginning: Pick<Beginning, 'continueElsewhere'>
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** See {@link Compacting}. */
export function createCompacting({ conversations, wake, goOn, beginning, log }: CompactingDeps): Compacting {
  const compacting = new Map<string, Promise<void>>()

  const isBusy = async (id: string): Promise<boolean> => (await conversations.load(id)).feed.state().active !== null
  const compact = async (id: string, keep: string): Promise<void> => {
    if (await isBusy(id)) throw new AppError('sessionBusy', id)
    const conversation = await conversations.load(id)
    conversation.summingUp = true
    try {
      await (await wake(id)).compact(keep)
    } finally {
      conversation.summingUp = false
      goOn(id)
    }
  }
  const summaryOf = async (id: string): Promise<string | null> => {
    try {
      if (await isBusy(id)) return null
      const summary = (await (await wake(id)).summarise()).trim()
      return summary === '' ? null : summary
    } catch (error) {
      // The newest messages go along all the same.
      log.error('asking for a summary', error)
      return null
    }
  }

  return {
    compact: (id, keep) => {
      // Asked twice, it is done and paid for once.
      const running = compacting.get(id) ?? compact(id, keep).finally(() => compacting.delete(id))
      compacting.set(id, running)
      return running
    },
    cancel: async (id) => (await conversations.get(id)?.live?.cancelCompaction()) ?? false,
    handOver: async (id) => {
      const summary = await summaryOf(id)
      const row = await beginning.continueElsewhere(id, false, summary)
      return { row, summarised: summary !== null }
    },
  }
}
