import type { SessionEvent } from '../../shared/events.ts'
import type { SessionState, Turn } from '../../shared/model.ts'
import { emptyState, reduce, settle } from '../../shared/reduce.ts'

/** One stored event, translated. */
export interface Step {
  readonly events: readonly SessionEvent[]
  /** When it happened, if it says that a turn was still going on then; null for what happens around turns. */
  readonly at: number | null
}

/** Whether a step begins a turn. */
export function startsTurn(step: Step): boolean {
  return step.events.some((event) => event.type === 'turnStarted')
}

/** Folds stored events, oldest first, into turns that have all ended. A turn ends with its own last event, not when the next begins. */
export function foldTurns(steps: Iterable<Step>): readonly Turn[] {
  const done: Turn[] = []
  const seen = new Set<string>()
  // Only the newest turn can change: folding it alone keeps long logs linear.
  let state: SessionState = emptyState
  let lastAt = 0
  for (const { events, at } of steps) {
    for (const event of events) {
      if (event.type === 'turnStarted') {
        // Written twice when the disk had been full.
        if (seen.has(event.turnId)) continue
        seen.add(event.turnId)
        done.push(...settle(state, lastAt).turns)
        state = reduce(emptyState, event)
        lastAt = event.at
      } else {
        state = reduce(state, event)
      }
    }
    if (at !== null) lastAt = Math.max(lastAt, at)
  }
  done.push(...settle(state, lastAt).turns)
  return done
}
