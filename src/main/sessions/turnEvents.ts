import type { SessionEvent } from '../../shared/events.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversation } from './conversations.ts'
import type { Keeper } from './keeper.ts'
import type { Queue } from './queue.ts'

/** What follows from the events of live sessions: kept turns, the queue, what the list shows. */
export interface TurnEventsDeps {
  readonly catalogue: () => Catalogue
  readonly queue: Queue
  readonly keeper: Keeper
  /** Whether the person sees the session right now. */
  readonly isInView: (id: string) => boolean
  readonly now: () => number
  /** A turn has ended, and what is to be kept of it is kept. */
  readonly onSettled: (id: string) => Promise<void>
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** Takes every event of a live session, in order: folded at once, kept in the background. */
export function createTurnEvents(deps: TurnEventsDeps): (conversation: Conversation, event: SessionEvent) => void {
  const { catalogue, queue, keeper } = deps

  const turnEnded = async (
    { id, feed }: Conversation,
    turnId: string,
    event: Extract<SessionEvent, { type: 'turnEnded' }>,
  ): Promise<void> => {
    const turn = feed.state().turns.findLast((other) => other.id === turnId)
    const seen = deps.isInView(id)
    if (event.outcome !== 'done') await queue.pause(id)
    await Promise.all([
      turn === undefined ? null : keeper.ended(id, turn),
      catalogue().patch(id, {
        lastOutcome: event.outcome,
        lastError: event.error,
        ...(seen ? { readTurnId: turnId, readAt: deps.now(), unread: false } : { unread: true }),
      }),
    ])
    await deps.onSettled(id)
  }

  const settle = (conversation: Conversation, event: SessionEvent): Promise<unknown> | null => {
    const { id, feed } = conversation
    switch (event.type) {
      case 'turnStarted': {
        const turn = feed.state().active
        // Interrupted until it is known better: that is what stands there after a crash.
        return Promise.all([
          turn === null ? null : keeper.keep(id, turn),
          event.prompt === null ? null : queue.arrived(id),
          catalogue().patch(id, { unsent: false, lastOutcome: 'interrupted', lastError: null }),
        ])
      }
      case 'turnEnded': {
        const turn = feed.state().turns.at(-1)
        return turn === undefined ? null : turnEnded(conversation, turn.id, event)
      }
      case 'requestOpened':
      case 'toolStarted':
      case 'toolFinished':
      case 'messageCompleted':
        keeper.changed(id, feed.state)
        return null
      default:
        return null
    }
  }

  return (conversation, event) => {
    const { id, feed } = conversation
    feed.apply(event)
    if (event.type === 'textStreamed' || event.type === 'reasoningStreamed') {
      keeper.changed(id, feed.state)
      return
    }
    const work = settle(conversation, event)
    if (work !== null) void work.catch((error: unknown) => deps.log.error(`keeping ${event.type}`, error))
    catalogue().touch(id)
  }
}
