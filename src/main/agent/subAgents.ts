import type { SessionEvent } from '../../shared/events.ts'
import { type Fields, text, textOrNull } from './fields.ts'

/** Of what a sub-agent says so much is kept, in UTF-16 units; all of its last words are the result of its call. */
const MOST_WORDS = 16_384

/** Whether an event tells of a sub-agent itself. */
export function isAgentEvent(type: string): boolean {
  return type === 'subagent.started' || type === 'subagent.completed' || type === 'subagent.failed'
}

/** How a sub-agent begins and ends, under the call that started it. */
export function agentEvents(type: string, data: Fields, at: number): readonly SessionEvent[] {
  const itemId = text(data, 'toolCallId')
  if (itemId === '') return []
  if (type === 'subagent.started') {
    const sort = text(data, 'agentName')
    const name = text(data, 'agentDisplayName') || sort
    return [{ type: 'agentStarted', itemId, at, name, sort, model: textOrNull(data, 'model') }]
  }
  // The runtime ends every agent once more when the session is closed: what has ended stays as it was.
  const state = data['cancelled'] === true ? 'stopped' : type === 'subagent.failed' ? 'failed' : 'done'
  const error = text(data, 'error')
  return [{ type: 'agentEnded', itemId, at, state, ...(error === '' ? {} : { words: error.slice(0, MOST_WORDS) }) }]
}

/** What a sub-agent says, under the call that started it; the last of it counts. */
export function agentWords(data: Fields): readonly SessionEvent[] {
  const itemId = text(data, 'parentToolCallId')
  const words = text(data, 'content').slice(0, MOST_WORDS).toWellFormed()
  return itemId === '' || words.trim() === '' ? [] : [{ type: 'agentSpoke', itemId, words }]
}
