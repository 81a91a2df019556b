import type { SessionEvent } from '../../shared/events.ts'

/**
 * Appends an event, merged into the one before it when both are pieces of the same text, or when it takes the place of it. Nothing else is merged, so the
 * order stays exact, and reducing the result gives the same state as reducing every piece.
 */
export function appendCoalesced(events: SessionEvent[], event: SessionEvent): void {
  const last = events.at(-1)
  if (event.type === 'textStreamed' && last?.type === 'textStreamed' && last.itemId === event.itemId) {
    events[events.length - 1] = { ...last, text: last.text + event.text }
  } else if (event.type === 'reasoningStreamed' && last?.type === 'reasoningStreamed') {
    events[events.length - 1] = { ...last, text: last.text + event.text }
  } else if (event.type === 'toolPrinted' && last?.type === 'toolPrinted' && last.itemId === event.itemId) {
    events[events.length - 1] = event
  } else {
    events.push(event)
  }
}
