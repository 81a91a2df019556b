import { cutItem } from '../../shared/cut.ts'
import type { Item, Turn } from '../../shared/model/turn.ts'

/**
 * Lays what we kept of cut turns over what the log holds of them. The log wins where both have a thing; what only we
 * have (text that was streaming, how the turn ended, a turn that never reached the disk) is added.
 *
 * @param turns a run of turns from the log, oldest first
 * @param kept turns as far as they came, in any order
 * @param range the times between which turns without a counterpart belong here: at or after `from`, before `to`
 */
export function overlayPartials(
  turns: readonly Turn[],
  kept: readonly Turn[],
  range: { readonly from: number; readonly to: number },
): readonly Turn[] {
  if (kept.length === 0) return turns
  const byId = new Map(kept.map((turn) => [turn.id, turn]))
  const merged = turns.map((turn) => {
    const partial = byId.get(turn.id)
    byId.delete(turn.id)
    return partial === undefined ? turn : mergeTurn(turn, partial)
  })
  const missing = [...byId.values()].filter((turn) => turn.at >= range.from && turn.at < range.to)
  if (missing.length === 0) return merged
  return [...merged, ...missing.map(cut)].toSorted((a, b) => a.at - b.at)
}

/** Whether the log alone tells everything that `kept` does: it can then be forgotten. */
export function isCovered(turn: Turn, kept: Turn): boolean {
  if (turn.outcome !== 'done') return false
  return kept.outcome === 'done' || (kept.outcome === 'running' && !kept.items.some(isOpenForm))
}

/** No log has a form: a runtime that loses its app calls it off by itself, and the model goes on as if the person had. */
function isOpenForm(item: Item): boolean {
  return item.kind === 'request' && item.request.kind === 'form' && item.outcome === null
}

function mergeTurn(turn: Turn, kept: Turn): Turn {
  if (isCovered(turn, kept)) return { ...turn, usage: kept.usage ?? turn.usage }
  const stored = new Set(turn.items.map((item) => item.id))
  const ended = cut(kept)
  return {
    ...turn,
    items: [...turn.items, ...ended.items.filter((item) => !stored.has(item.id))],
    outcome: ended.outcome,
    error: ended.error,
    endedAt: ended.endedAt ?? turn.endedAt,
    usage: ended.usage ?? turn.usage,
  }
}

/** A turn that was running when everything ended was interrupted. */
function cut(turn: Turn): Turn {
  if (turn.outcome !== 'running') return turn
  const items = turn.items.map((item) => cutItem(item, item.at, true))
  const thought: readonly Item[] =
    turn.thinking === null
      ? []
      : [
          {
            kind: 'message',
            id: `${turn.id}:thought`,
            at: turn.thinking.since,
            text: '',
            reasoning: turn.thinking.text,
            reasoningMs: null,
            model: null,
            complete: false,
          },
        ]
  return { ...turn, items: [...items, ...thought], thinking: null, outcome: 'interrupted' }
}
