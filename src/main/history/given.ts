import type { RequestOutcome } from '../../shared/model/request.ts'
import type { Item, Turn } from '../../shared/model/turn.ts'

/**
 * Lays what we know of answers over what the log says: the runtime has one word for what a person allowed and what a
 * rule allowed, and an answer that was given just before everything ended may be missing in it.
 */
export function overlayGiven(turns: readonly Turn[], given: Readonly<Record<string, RequestOutcome>>): readonly Turn[] {
  if (Object.keys(given).length === 0) return turns
  return turns.map((turn) => {
    const items = turn.items.map((item) => overlaid(item, given))
    return items.some((item, index) => item !== turn.items[index]) ? { ...turn, items } : turn
  })
}

function overlaid(item: Item, given: Readonly<Record<string, RequestOutcome>>): Item {
  if (item.kind !== 'request' || (item.outcome !== 'allowed' && item.outcome !== 'unanswered')) return item
  const outcome = given[item.id]
  return outcome === undefined || outcome === item.outcome ? item : { ...item, outcome }
}
