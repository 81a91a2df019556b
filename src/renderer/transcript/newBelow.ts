import { useState } from 'react'
import type { Turn } from '../../shared/model.ts'
import type { Entry } from './entries.ts'

/** Whether something came below while the end was out of view. */
export function useNewBelow(entries: readonly Entry[], following: boolean): boolean {
  const turn = entries.at(-1)?.turn
  const mark = turn === undefined ? '' : `${turn.id} ${turn.items.length} ${turn.outcome} ${lengthOf(turn)}`
  const [seen, setSeen] = useState(mark)
  if (following && seen !== mark) setSeen(mark)
  return !following && seen !== mark
}

/** How much a turn's last words are, in UTF-16 units: they may go on while one reads further up. */
function lengthOf({ items, thinking }: Turn): number {
  const last = items.at(-1)
  return (last?.kind === 'message' ? last.text.length : 0) + (thinking?.text.length ?? 0)
}
