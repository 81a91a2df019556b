import type { SessionEvent } from '../../shared/events.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'
import { emptyState, reduce, settle } from '../../shared/reduce.ts'

/** One stored event, translated. */
export interface Step {
  readonly events: readonly SessionEvent[]
  /** When it happened, if it says that a turn was still going on then; null for what happens around turns. */
  readonly at: number | null
  /** Whether the model ends what it says there: without tools to wait for, that is the end of the turn. */
  readonly rests?: boolean
}

/** Whether a step begins a turn. */
export function startsTurn(step: Step): boolean {
  return step.events.some((event) => event.type === 'turnStarted')
}

/** Folds stored events into turns, one after the other: what it holds does not grow with the log. */
export interface Fold {
  /** The turns that a step ended; the steps come oldest first. */
  add(step: Step): readonly Turn[]
  /** The last turn: nothing comes after it. */
  end(): readonly Turn[]
}

/** See {@link Fold}. A turn ends with its own last event, not when the next begins. */
export function createFold(): Fold {
  const seen = new Set<string>()
  // Only the newest turn can change: folding it alone keeps long logs linear.
  let state: SessionState = emptyState
  let lastAt = 0
  /** Whether nothing went on in the turn since the model rested. */
  let resting = false
  /** Who stops an answer that has just ended stops nothing: it was told as done before. */
  const comesLate = (event: SessionEvent): boolean =>
    resting &&
    event.type === 'turnEnded' &&
    event.outcome === 'stopped' &&
    settle(state, lastAt).turns.at(-1)?.outcome === 'done'
  return {
    add: ({ events, at, rests = false }) => {
      const done: Turn[] = []
      for (const event of events) {
        if (comesLate(event)) continue
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
      if (at !== null) {
        lastAt = Math.max(lastAt, at)
        resting = rests
      }
      return done
    },
    end: () => settle(state, lastAt).turns,
  }
}

/** The same for what is in memory anyway: all turns, all ended. */
export function foldTurns(steps: Iterable<Step>): readonly Turn[] {
  const fold = createFold()
  const done: Turn[] = []
  for (const step of steps) done.push(...fold.add(step))
  done.push(...fold.end())
  return done
}
