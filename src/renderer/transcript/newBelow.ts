import { useState } from 'react'
import type { AppState } from '../store/state.ts'
import { useApp } from '../store/store.ts'

/** Whether something came below while the end was out of view. */
export function useNewBelow(sessionId: string, following: boolean): boolean {
  const mark = useApp((state) => markOf(state, sessionId))
  const [seen, setSeen] = useState(mark)
  if (following && seen !== mark) setSeen(mark)
  return !following && seen !== mark
}

/** The newest turn, and how much is in it: its last words may go on while one reads further up. */
function markOf(state: AppState, sessionId: string): string {
  const conversation = state.opened.get(sessionId)?.state
  const turn = conversation?.active ?? conversation?.turns.at(-1)
  if (turn === undefined) return ''
  const last = turn.items.at(-1)
  const length = (last?.kind === 'message' ? last.text.length : 0) + (turn.thinking?.text.length ?? 0)
  return `${turn.id} ${turn.items.length} ${turn.outcome} ${length}`
}
