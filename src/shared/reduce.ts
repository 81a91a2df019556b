import type { SessionEvent } from './events.ts'
import { assertNever } from './errors.ts'
import { endsCompaction } from './compaction.ts'
import { cutItem } from './cut.ts'
import type { NoticeItem } from './model/notice.ts'
import type { Request } from './model/request.ts'
import type { ToolItem } from './model/tool.ts'
import type { Item, MessageItem, SessionState, Turn, TurnOutcome, TurnError } from './model/turn.ts'
import { finishTool, printTool, withAgent } from './toolItems.ts'
import { addUsage } from './usage.ts'

/** A conversation in which nothing was said. */
export const emptyState: SessionState = { turns: [], active: null }

/**
 * Folds one event into a conversation: the only interpreter of our events, shared by main, the history reader and the
 * window. Pure; finished turns keep their identity, and an event that changes nothing gives the same state back.
 */
export function reduce(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'turnStarted': {
      if (state.active?.id === event.turnId || state.turns.some((turn) => turn.id === event.turnId)) return state
      // What a message is put into was not cut: it goes on as the answer to that message.
      const settled =
        event.steered === true && state.active !== null
          ? endTurn(state, state.active, event.at, 'done', null)
          : settle(state, event.at)
      return { ...settled, active: newTurn(event.turnId, event.at, event.prompt) }
    }
    case 'turnTakenUp':
      return takeUp(state, event.turnId)
    case 'reasoningStreamed':
      return withActive(state, event.at, (turn) => ({
        ...turn,
        thinking: { text: (turn.thinking?.text ?? '') + event.text, since: turn.thinking?.since ?? event.at },
      }))
    case 'textStreamed':
      return withActive(state, event.at, (turn) => streamText(turn, event.itemId, event.text, event.at))
    case 'messageCompleted':
      return withActive(state, event.at, (turn) => completeMessage(turn, event))
    case 'toolStarted':
      return withActive(state, event.at, (turn) =>
        turn.items.some((item) => item.id === event.itemId)
          ? turn
          : {
              ...turn,
              items: [
                ...turn.items,
                {
                  kind: 'tool',
                  id: event.itemId,
                  at: event.at,
                  name: event.name,
                  subject: event.subject,
                  input: event.input,
                  output: '',
                  state: 'running',
                  endedAt: null,
                  parentId: event.parentId,
                  ...(event.facts === undefined ? {} : { facts: event.facts }),
                },
              ],
            },
      )
    case 'toolPrinted':
      return updateItem(state, event.itemId, (item) =>
        item.kind === 'tool' && item.state === 'running' ? printTool(item, event) : item,
      )
    case 'toolFinished':
      return updateItem(closeAsked(state, event.itemId), event.itemId, (item) =>
        item.kind === 'tool' ? finishTool(item, event) : item,
      )
    case 'agentStarted':
    case 'agentSpoke':
    case 'agentEnded':
      return updateItem(state, event.itemId, (item) => (item.kind === 'tool' ? withAgent(item, event) : item))
    case 'requestOpened':
      return withActive(state, event.at, (turn) =>
        turn.items.some((item) => item.id === event.request.id)
          ? askMore(turn, event.request)
          : {
              ...turn,
              items: [
                ...turn.items,
                { kind: 'request', id: event.request.id, at: event.at, request: event.request, outcome: null },
              ],
            },
      )
    case 'requestClosed':
      return updateItem(state, event.requestId, (item) =>
        item.kind === 'request' && item.outcome === null ? { ...item, outcome: event.outcome } : item,
      )
    case 'usageReported':
      return state.active === null
        ? state
        : { ...state, active: { ...state.active, usage: addUsage(state.active.usage, event.usage) } }
    case 'contextMeasured':
      return state
    case 'noticeAdded':
      return addNotice(state, event)
    case 'turnEnded':
      return state.active === null ? state : endTurn(state, state.active, event.at, event.outcome, event.error)
    default:
      return assertNever(event)
  }
}

/** Folds many events; the fold that history, feed and window share. */
export function reduceAll(state: SessionState, events: Iterable<SessionEvent>): SessionState {
  let next = state
  for (const event of events) next = reduce(next, event)
  return next
}

/**
 * Ends the active turn of a stored conversation: logs carry no end of turn, so it is read from what stands there. A
 * turn whose last message is complete and whose tools and requests are settled is done; any other was interrupted.
 */
export function settle(state: SessionState, at: number): SessionState {
  if (state.active === null) return state
  const turn = state.active
  // A notice (another model was chosen, the context was compacted) answers nothing.
  const last = turn.items.findLast((item) => item.kind !== 'notice')
  const open = turn.items.some(
    (item) =>
      (item.kind === 'tool' && item.state === 'running') ||
      (item.kind === 'request' && item.outcome === null) ||
      (item.kind === 'message' && !item.complete),
  )
  const answered = last !== undefined && last.kind !== 'tool' && last.kind !== 'request' && turn.thinking === null
  return endTurn(state, turn, at, answered && !open ? 'done' : 'interrupted', null)
}

function newTurn(id: string, at: number, prompt: Turn['prompt']): Turn {
  return {
    id,
    at,
    prompt,
    items: [],
    thinking: null,
    outcome: 'running',
    error: null,
    endedAt: null,
    usage: null,
  }
}

/** What comes without a user message (a compaction, a turn begun by the runtime) still needs a turn to stand in. */
function withActive(state: SessionState, at: number, change: (turn: Turn) => Turn): SessionState {
  const turn = state.active ?? newTurn(`${state.turns.at(-1)?.id ?? 'start'}+`, at, null)
  const changed = change(turn)
  return changed === state.active ? state : { ...state, active: changed }
}

function updateItem(state: SessionState, id: string, change: (item: Item) => Item): SessionState {
  const turn = state.active
  if (turn === null) return state
  const index = turn.items.findLastIndex((item) => item.id === id)
  const item = turn.items[index]
  if (item === undefined) return state
  const changed = change(item)
  return changed === item ? state : { ...state, active: { ...turn, items: turn.items.with(index, changed) } }
}

function streamText(turn: Turn, id: string, text: string, at: number): Turn {
  const index = turn.items.findLastIndex((item) => item.id === id)
  const item = turn.items[index]
  if (item?.kind === 'message') {
    // What is durable beats what is passing: late or repeated deltas of a finished message change nothing.
    if (item.complete) return turn
    return { ...turn, items: turn.items.with(index, { ...item, text: item.text + text }) }
  }
  return { ...claimThinking(turn, newMessage(id, at, text), at), thinking: null }
}

/** A message that begins takes the reasoning before it, and takes the place of one that a retry of the runtime gave up. */
function claimThinking(turn: Turn, message: MessageItem, at: number): Turn {
  const kept = turn.items.filter((item) => item.kind !== 'message' || item.complete)
  const thinking = turn.thinking
  const item: MessageItem =
    thinking === null
      ? message
      : { ...message, reasoning: thinking.text, reasoningMs: Math.max(0, at - thinking.since) }
  return { ...turn, items: [...kept, item] }
}

function newMessage(id: string, at: number, text: string): MessageItem {
  return { kind: 'message', id, at, text, reasoning: '', reasoningMs: null, model: null, complete: false }
}

function completeMessage(turn: Turn, event: Extract<SessionEvent, { type: 'messageCompleted' }>): Turn {
  let started = turn
  let index = turn.items.findLastIndex((item) => item.id === event.itemId)
  if (index < 0) {
    started = claimThinking(turn, newMessage(event.itemId, event.at, ''), event.at)
    index = started.items.length - 1
  }
  const item = started.items[index]
  if (item?.kind !== 'message') return turn
  // A message that only calls tools says nothing itself: its tools speak for it.
  if (event.text === '' && event.reasoning === '' && item.reasoning === '') {
    return { ...started, thinking: null, items: started.items.filter((other) => other !== item) }
  }
  const message: MessageItem = {
    ...item,
    text: event.text,
    reasoning: event.reasoning === '' ? item.reasoning : event.reasoning,
    model: event.model,
    complete: true,
  }
  return { ...started, thinking: null, items: started.items.with(index, message) }
}

function addNotice(state: SessionState, event: Extract<SessionEvent, { type: 'noticeAdded' }>): SessionState {
  const item: NoticeItem = { kind: 'notice', id: event.itemId, at: event.at, notice: event.notice }
  const last = state.turns.at(-1)
  // Between turns a notice belongs to the turn before it: it must not start one that never ends.
  if (state.active === null && last !== undefined) {
    const items = withNotice(last.items, item)
    return items === last.items ? state : { ...state, turns: state.turns.with(-1, { ...last, items }) }
  }
  if (state.active === null) return state
  return withActive(state, event.at, (turn) => {
    const items = withNotice(turn.items, item)
    return items === turn.items ? turn : { ...turn, items }
  })
}

/** A notice about something that goes on takes the place of what it said before. */
function withNotice(items: readonly Item[], item: NoticeItem): readonly Item[] {
  const begun = endsCompaction(item.notice) ? items.findIndex(isCompacting) : -1
  if (begun >= 0 && !items.some((other) => other.id === item.id)) return items.with(begun, item)
  const index = items.findIndex((other) => other.id === item.id)
  const before = items[index]
  if (before === undefined) return [...items, item]
  if (before.kind !== 'notice' || !changes(before.notice, item.notice)) return items
  return items.with(index, { ...before, notice: item.notice })
}

function isCompacting(item: Item): boolean {
  return item.kind === 'notice' && item.notice.kind === 'compactionStarted'
}

function changes(before: NoticeItem['notice'], after: NoticeItem['notice']): boolean {
  if (before.kind === 'retrying' && after.kind === 'retrying') {
    return before.message !== after.message || before.attempt !== after.attempt || before.over !== after.over
  }
  return before.kind === 'info' && after.kind === 'info' && before.over !== after.over
}

function endTurn(state: SessionState, turn: Turn, at: number, outcome: TurnOutcome, error: TurnError | null) {
  const thinking = turn.thinking
  const withThought: readonly Item[] =
    thinking === null
      ? turn.items
      : [
          ...turn.items,
          {
            ...newMessage(`${turn.id}:thought`, thinking.since, ''),
            reasoning: thinking.text,
            reasoningMs: Math.max(0, at - thinking.since),
          },
        ]
  const items = withThought.map((item): Item => {
    return cutItem(item, at, outcome === 'interrupted')
  })
  const ended: Turn = { ...turn, items, thinking: null, outcome, error, endedAt: at }
  return { turns: [...state.turns, ended], active: null }
}

/** The rest of what is asked comes when the runtime names it: a plan in full, after its summary. */
function askMore(turn: Turn, request: Request): Turn {
  const index = turn.items.findIndex((item) => item.id === request.id)
  const item = turn.items[index]
  if (item?.kind !== 'request' || item.outcome !== null) return turn
  if (request.kind !== 'plan' || item.request.kind !== 'plan') return turn
  // What the model recommends is in its call; the runtime names something where it names nothing.
  const whole = { ...request, recommended: item.request.recommended }
  return { ...turn, items: turn.items.with(index, { ...item, request: whole }) }
}

/** A plan is not waited for any longer than the call that asked for its approval. */
function closeAsked(state: SessionState, toolId: string): SessionState {
  return updateItem(state, `${toolId}:plan`, (item) =>
    item.kind === 'request' && item.outcome === null ? { ...item, outcome: 'dismissed' } : item,
  )
}

/** What was cut while it waited runs again, and what was asked is asked again. */
function takeUp(state: SessionState, turnId: string): SessionState {
  const turn = state.turns.at(-1)
  if (state.active !== null || turn?.id !== turnId || turn.outcome !== 'interrupted') return state
  const items = turn.items.map((item): Item => {
    if (item.kind === 'tool' && item.cut === true) {
      return uncut(item)
    }
    return item.kind === 'request' && item.outcome === 'unanswered' ? { ...item, outcome: null } : item
  })
  return { turns: state.turns.slice(0, -1), active: { ...turn, items, outcome: 'running', error: null, endedAt: null } }
}

function uncut({ kind, id, at, name, subject, input, output, parentId, facts }: ToolItem): ToolItem {
  const running = { kind, id, at, name, subject, input, output, state: 'running', endedAt: null, parentId } as const
  return facts === undefined ? running : { ...running, facts }
}
