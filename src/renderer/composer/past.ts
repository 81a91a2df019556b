import type { PastPrompt } from '../../shared/model/completion.ts'
import type { SessionState } from '../../shared/model/turn.ts'

/** Where one is among earlier prompts; `at` is -1 at what was being typed, which is kept for the way back. */
export interface Walk {
  /** The newest first. */
  readonly past: readonly string[]
  readonly typed: string
  readonly at: number
}

/** What was asked before in a session, as far as it is loaded, the newest first, each once. */
export function pastPrompts(state: SessionState): readonly string[] {
  const turns = state.active === null ? state.turns : [...state.turns, state.active]
  const texts = turns.flatMap((turn) => (turn.prompt === null ? [] : [turn.prompt.text]))
  return [...new Set(texts.reverse())]
}

/** Begins at what is written: first what was sent in this session, then what was sent in any, each once. */
export function beginWalk(own: readonly string[], all: readonly PastPrompt[], typed: string): Walk {
  const past = new Set([...own, ...all.map(({ text }) => text)])
  // What one sees already is no step.
  past.delete(typed)
  return { past: [...past], typed, at: -1 }
}

/** The next older (`by` 1) or newer (-1) one; null at either end. */
export function stepWalk(walk: Walk, by: 1 | -1): Walk | null {
  const at = walk.at + by
  return at < -1 || at >= walk.past.length ? null : { ...walk, at }
}

/** What a walk shows. */
export function shownOf({ past, typed, at }: Walk): string {
  return past[at] ?? typed
}
