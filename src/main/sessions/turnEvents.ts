import type { SessionEvent } from '../../shared/events.ts'
import type { Item, Turn } from '../../shared/model/turn.ts'
import { isSameModel } from '../../shared/modelName.ts'
import type { Library } from '../library/port.ts'
import type { Arrivals } from './arrivals.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversation } from './conversations.ts'
import type { Keeper } from './keeper.ts'
import type { Knowing } from './knowing.ts'
import type { Queue } from './queue.ts'

/** What follows from the events of live sessions: kept turns, the queue, what the list shows. */
export interface TurnEventsDeps {
  readonly catalogue: () => Catalogue
  readonly queue: Queue
  readonly arrivals: Arrivals
  readonly library: Library
  readonly keeper: Keeper
  /** Whether the person sees the session right now. */
  readonly isInView: (id: string) => boolean
  readonly knowing: Pick<Knowing, 'took'>
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
    const wasInView = deps.isInView(id)
    // Before the conversation may be read again to see what became of the message: of what came last nothing is in the log.
    const kept = turn !== undefined && event.outcome !== 'done' && hasCome(turn) ? keeper.ended(id, turn) : null
    // That it failed is told below, when all else is done.
    await kept?.catch(() => undefined)
    if (event.outcome !== 'done') {
      await queue.pause(id, event.outcome)
      // What it was given and did not read is not read any more.
      await deps.arrivals.settle(id, event.outcome)
    } else await queue.done(id)
    const isGivenBack = deps.arrivals.isGivenBack(turnId)
    // What the session is called now is kept along with how the turn ended.
    await catalogue()
      .refresh(id)
      .catch((error: unknown) => deps.log.error('looking at a session after its turn', error))
    // Who came to it meanwhile has read it, and the window says so only once. What a person marked as unread stays so, also
    // in view: the window knows when they do something in it.
    const seen = (wasInView || deps.isInView(id)) && catalogue().record(id)?.unread !== true
    await Promise.all([
      turn === undefined || isGivenBack ? null : (kept ?? keeper.ended(id, turn)),
      // By now the log tells what was allowed.
      event.outcome === 'done' ? deps.library.settleGiven(id) : null,
      catalogue().patch(id, {
        lastOutcome: isGivenBack && catalogue().record(id)?.unsent === true ? null : event.outcome,
        lastError: event.error,
        ...(seen ? { readTurnId: turnId, readAt: deps.now(), unread: false } : { unread: true }),
      }),
    ])
    await deps.onSettled(id)
  }

  const settle = (conversation: Conversation, event: SessionEvent, before: Turn | null): Promise<unknown> | null => {
    const { id, feed } = conversation
    switch (event.type) {
      case 'turnStarted': {
        const turn = feed.state().active
        const ended = before === null ? undefined : feed.state().turns.findLast((other) => other.id === before.id)
        // Interrupted until it is known better: that is what stands there after a crash.
        const stored = conversation.live?.saved() ?? Promise.resolve(true)
        return Promise.all([
          // The turn that a message was put into has ended with it.
          ended === undefined ? null : keeper.ended(id, ended),
          turn === null ? null : keeper.keep(id, turn),
          event.prompt === null ? null : queue.arrived(id, event.prompt, stored),
          catalogue().patch(id, { lastOutcome: 'interrupted', lastError: null }),
          // Until then there may be nothing but an empty log, and the session is still to be begun.
          stored.then((is) => (is ? catalogue().patch(id, { unsent: false }) : undefined)),
        ])
      }
      case 'turnEnded': {
        const turn = feed.state().turns.at(-1)
        return turn === undefined ? null : turnEnded(conversation, turn.id, event)
      }
      case 'turnTakenUp':
        keeper.changed(id, feed.state)
        return null
      case 'requestClosed':
        // Half an answer to what nobody answered is kept: only what was answered needs it no longer.
        return event.outcome === 'answered' ? deps.library.putReply(id, event.requestId, null) : null
      case 'requestOpened':
      case 'toolStarted':
      case 'toolPrinted':
      case 'toolFinished':
      case 'messageCompleted':
        keeper.changed(id, feed.state)
        return null
      case 'usageReported':
      case 'contextMeasured':
        return deps.knowing.took(id, event, feed.state)
      default:
        return null
    }
  }

  /** Its own log does not tell what was asked for. */
  const withAsked = ({ id, feed }: Conversation, event: SessionEvent): SessionEvent => {
    // What a sub-agent was given has no weight here, and its model is its own.
    if (event.type !== 'usageReported' || event.usage.inputTokens === 0) return event
    const asked = catalogue().record(id)?.model ?? null
    const used = event.usage.models?.[0]?.model ?? ''
    if (asked === null || asked === 'auto' || used === '' || isSameModel(asked, used)) return event
    // What was chosen in the middle of a turn counts from its next request on.
    const changed = feed.state().active?.items.some(isModelChange) === true
    return changed ? event : { ...event, usage: { ...event.usage, asked } }
  }

  return (conversation, told) => {
    const { id, feed } = conversation
    const before = feed.state().active
    const event = withAsked(conversation, told)
    feed.apply(event)
    if (event.type === 'textStreamed' || event.type === 'reasoningStreamed') {
      keeper.changed(id, feed.state)
      return
    }
    const work = settle(conversation, event, before)
    if (work !== null) void work.catch((error: unknown) => deps.log.error(`keeping ${event.type}`, error))
    catalogue().touch(id)
  }
}

/** Whether anything came of a turn: it is never taken back to the message that it began with. */
function hasCome({ items, thinking }: Turn): boolean {
  return items.length > 0 || thinking !== null
}

function isModelChange(item: Item): boolean {
  return item.kind === 'notice' && item.notice.kind === 'modelChanged'
}
