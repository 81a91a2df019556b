import type { SessionEvent } from '../../src/shared/events.ts'
import type { Truth } from './truth.ts'
import { tokensIn } from './words.ts'

/** Follows what the window is told, and tells the truth how much of which answer it has shown since when. */
export interface Seen {
  take(id: string, events: readonly SessionEvent[], at: number): void
  /** The app was killed: turns that ran do so no more. */
  forget(): void
}

/** See {@link Seen}. */
export function createSeen(truth: Truth): Seen {
  const running = new Map<string, { readonly token: string; length: number }>()

  const follow = (id: string, event: SessionEvent, at: number): void => {
    if (event.type === 'turnStarted') {
      const [token] = tokensIn(event.prompt?.text ?? '')
      if (token === undefined) running.delete(id)
      else running.set(id, { token, length: 0 })
      return
    }
    const turn = running.get(id)
    // A turn whose beginning the window was not told.
    if (turn === undefined) return
    const asks = event.type === 'requestOpened' && event.request.kind !== 'permission'
    if (asks) truth.asked(turn.token, at)
    if (event.type === 'textStreamed') turn.length += event.text.length
    else if (event.type === 'messageCompleted') turn.length = event.text.length
    else if (event.type === 'turnEnded') {
      running.delete(id)
      if (event.outcome === 'done') truth.finished(turn.token, at)
    }
    truth.streamed(turn.token, turn.length, at)
  }

  return {
    take: (id, events, at) => {
      for (const event of events) follow(id, event, at)
    },
    forget: () => running.clear(),
  }
}
