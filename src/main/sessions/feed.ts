import type { SessionEvent } from '../../shared/events.ts'
import type { SessionState } from '../../shared/model/turn.ts'
import { reduce } from '../../shared/reduce.ts'
import { appendCoalesced } from './coalesce.ts'
import type { Outgoing } from './outgoing.ts'

/** One conversation in main's memory: what was said, and the numbered stream of what is being said. */
export interface Feed {
  state(): SessionState
  /** The conversation with the number of the last event that it contains. */
  snapshot(): { readonly state: SessionState; readonly seq: number }
  /** Folds an event in at once; the window hears of it with the next batch. */
  apply(event: SessionEvent): void
  /** Takes another state in place of this one (the log was read again); the numbers go on. */
  replace(state: SessionState): void
}

/** @param watched whether the window shows this session or may: others are folded, but not sent */
export function createFeed(id: string, initial: SessionState, outgoing: Outgoing, watched: () => boolean): Feed {
  let state = initial
  let seq = 0
  let pending: SessionEvent[] = []

  const flush = (): void => {
    if (pending.length === 0) return
    seq += pending.length
    const events = pending
    pending = []
    if (watched()) outgoing.add({ type: 'session.events', id, seq, events })
  }

  return {
    state: () => state,
    snapshot: () => {
      // Numbered first, so that the snapshot's number covers all that it contains.
      flush()
      return { state, seq }
    },
    apply: (event) => {
      state = reduce(state, event)
      appendCoalesced(pending, event)
      outgoing.beforeBatch(flush)
    },
    replace: (next) => {
      flush()
      state = next
    },
  }
}
