import type { SessionState } from '../../shared/model.ts'

/** What was asked before in a session, the newest first, without repeats. */
export function pastPrompts(state: SessionState): readonly string[] {
  const turns = state.active === null ? state.turns : [...state.turns, state.active]
  const texts = turns.flatMap((turn) => (turn.prompt === null ? [] : [turn.prompt.text]))
  return [...new Set(texts.reverse())]
}

/** The next older (`by` 1) or newer (-1) prompt after the one that is shown; '' leaves the past, null stays. */
export function stepPast(past: readonly string[], shown: string, by: 1 | -1): string | null {
  const at = shown === '' ? -1 : past.indexOf(shown)
  // Something else is written there: it is not to be replaced.
  if (shown !== '' && at < 0) return null
  const next = at + by
  if (next < -1) return null
  return next === -1 ? '' : (past[next] ?? null)
}
