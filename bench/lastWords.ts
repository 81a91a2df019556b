import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

/** Text that stands at the end of the newest answer of a session, and nowhere else. */
export function lastWords(id: string): string {
  return `The last words of ${id}.`
}

/** Adds a turn to a closed log whose answer ends with `lastWords`: by it the page is seen to show the newest message. */
export function addLastWords(log: string, id: string): void {
  const event = (type: string, data: object): string =>
    `${JSON.stringify({ type, data, id: randomUUID(), timestamp: new Date().toISOString(), parentId: null })}\n`
  appendFileSync(
    log,
    event('user.message', { content: 'And in the end?', messageId: randomUUID() }) +
      event('assistant.message', {
        messageId: randomUUID(),
        model: 'demo',
        content: `## The end\n\nIt works.\n\n${lastWords(id)}`,
        toolRequests: [],
      }),
  )
}
