import { cutTool } from './toolItems.ts'
import type { RequestItem } from './model/request.ts'
import type { Item, Turn } from './model/turn.ts'

/** An item of a turn that ends at `at`. When everything ended (`interrupted`), what it was doing was cut, not over. */
export function cutItem(item: Item, at: number, interrupted: boolean): Item {
  if (item.kind === 'tool') {
    const ended = cutTool(item, at)
    return interrupted && item.state === 'running' ? { ...ended, cut: true } : ended
  }
  if (item.kind === 'request' && item.outcome === null) {
    return { ...item, outcome: interrupted ? 'unanswered' : 'dismissed' }
  }
  return item
}

/**
 * How a request that was cut while it waited can still be answered: by taking the turn up where it stood, by a message
 * that carries the answer, or only by asking again; `began` when something else of the turn was already being done and
 * would be done twice.
 */
export type AnswerAgain = 'takeUp' | 'message' | 'askAgain' | 'began'

/** What can be done about each request of a session's newest turn that waited when everything ended, by its id. */
export function waitingAgain(turn: Turn): ReadonlyMap<string, AnswerAgain> {
  if (turn.outcome !== 'interrupted') return none
  const waiting = turn.items.filter(
    (item): item is RequestItem => item.kind === 'request' && item.outcome === 'unanswered',
  )
  if (waiting.length === 0) return none
  const asked = new Set(waiting.flatMap(({ request }) => (request.kind === 'permission' ? request.toolId : [])))
  // A tool that was cut and asked for nothing, or was allowed what it asked for, may have begun.
  const began = turn.items.some((item) => item.kind === 'tool' && item.cut === true && !asked.has(item.id))
  return new Map(
    waiting.map(({ id, request }) => {
      if (request.kind === 'permission')
        return [id, began || request.toolId === undefined ? 'began' : 'takeUp'] as const
      return [id, request.kind === 'question' ? 'message' : 'askAgain'] as const
    }),
  )
}

const none: ReadonlyMap<string, AnswerAgain> = new Map()
