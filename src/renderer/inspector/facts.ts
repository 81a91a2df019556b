import { outlineText } from '../../shared/find.ts'
import type { OutlineLine } from '../../shared/find.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'

/** All turns that are loaded, the running one last. */
export function allTurns(state: SessionState): readonly Turn[] {
  return state.active === null ? state.turns : [...state.turns, state.active]
}

/** How many messages came after a marked one; null when its turn is not loaded. */
export function messagesSince(state: SessionState, bookmark: Pick<Bookmark, 'turnId' | 'itemId'>): number | null {
  const turns = allTurns(state)
  const at = turns.findIndex((turn) => turn.id === bookmark.turnId)
  const marked = turns[at]
  if (marked === undefined) return null
  const item = bookmark.itemId === null ? -1 : marked.items.findIndex((one) => one.id === bookmark.itemId)
  const rest = messagesIn({ ...marked, prompt: null, items: marked.items.slice(item + 1) })
  return turns.slice(at + 1).reduce((sum, turn) => sum + messagesIn(turn), rest)
}

/** How many messages a turn has: its prompt, and every answer with words. */
export function messagesIn(turn: Turn): number {
  const answers = turn.items.filter((item) => item.kind === 'message' && item.text !== '').length
  return answers + (turn.prompt === null ? 0 : 1)
}

/** The first line of every prompt that is loaded. */
export function outlineOf(state: SessionState): readonly OutlineLine[] {
  return allTurns(state).flatMap((turn) =>
    turn.prompt === null ? [] : [{ turnId: turn.id, at: turn.at, text: outlineText(turn.prompt.text) }],
  )
}

/** Puts before the prompts that are loaded those that the log has further up. */
export function withOlder(stored: readonly OutlineLine[], loaded: readonly OutlineLine[]): readonly OutlineLine[] {
  const known = new Set(loaded.map((line) => line.turnId))
  const first = stored.findIndex((line) => known.has(line.turnId))
  return [...(first < 0 ? stored : stored.slice(0, first)), ...loaded]
}

/** The line of the outline that one is at: the last prompt at or above the topmost turn in view; `state` is what is shown. */
export function currentLine(
  state: SessionState,
  outline: readonly OutlineLine[],
  topTurnId: string | null,
): string | null {
  if (topTurnId === null) return outline.at(-1)?.turnId ?? null
  const places = new Map(allTurns(state).map((turn, at) => [turn.id, at]))
  const top = places.get(topTurnId)
  if (top === undefined) return outline.at(-1)?.turnId ?? null
  // What is not loaded stands before the turns that are shown, or behind all of them.
  const last = outline.findLastIndex((line) => places.has(line.turnId))
  return outline.slice(0, last + 1).findLast((line) => (places.get(line.turnId) ?? -1) <= top)?.turnId ?? null
}
