import fc from 'fast-check'
import type { SessionEvent } from './events.ts'

const id = (prefix: string): fc.Arbitrary<string> => fc.integer({ min: 1, max: 4 }).map((n) => `${prefix}${n}`)
const at = fc.integer({ min: 0, max: 1000 })
const text = fc.string({ maxLength: 6 })

const anyEvent: fc.Arbitrary<SessionEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('textStreamed' as const), itemId: id('m'), at, text }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('reasoningStreamed' as const), at, text }) },
  fc.record({
    type: fc.constant('turnStarted' as const),
    turnId: id('t'),
    at,
    prompt: fc.option(fc.record({ text, attachments: fc.constant<string[]>([]) }), { nil: null }),
  }),
  fc.record({ type: fc.constant('turnTakenUp' as const), turnId: id('t') }),
  fc.record({
    type: fc.constant('turnStarted' as const),
    turnId: id('t'),
    at,
    prompt: fc.record({ text, attachments: fc.constant<string[]>([]) }),
    steered: fc.constant(true as const),
  }),
  fc.record({
    type: fc.constant('messageCompleted' as const),
    itemId: id('m'),
    at,
    text,
    reasoning: text,
    model: fc.option(text, { nil: null }),
  }),
  fc.record({
    type: fc.constant('toolStarted' as const),
    itemId: id('c'),
    at,
    name: text,
    subject: text,
    input: text,
    parentId: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('toolPrinted' as const),
    itemId: id('c'),
    output: text,
    styles: fc.constantFrom([], [[0, 1, 'fg-red']] as const),
  }),
  fc.record({
    type: fc.constant('toolFinished' as const),
    itemId: id('c'),
    at,
    state: fc.constantFrom('done' as const, 'failed' as const, 'denied' as const),
    output: text,
  }),
  fc.record({
    type: fc.constant('agentStarted' as const),
    itemId: id('c'),
    at,
    name: text,
    sort: text,
    model: fc.option(text, { nil: null }),
  }),
  fc.record({ type: fc.constant('agentSpoke' as const), itemId: id('c'), words: text }),
  fc.record({
    type: fc.constant('agentEnded' as const),
    itemId: id('c'),
    at,
    state: fc.constantFrom('done' as const, 'failed' as const, 'stopped' as const),
  }),
  fc.record({
    type: fc.constant('requestOpened' as const),
    at,
    request: fc.record({
      kind: fc.constant('question' as const),
      id: id('q'),
      question: text,
      choices: fc.constant<string[]>([]),
      freeform: fc.boolean(),
    }),
  }),
  fc.record({
    type: fc.constant('requestClosed' as const),
    requestId: id('q'),
    outcome: fc.constantFrom('answered' as const, 'denied' as const, 'dismissed' as const),
  }),
  fc.record({
    type: fc.constant('usageReported' as const),
    at,
    usage: fc.record({ inputTokens: at, outputTokens: at, firstTokenMs: fc.option(at, { nil: null }) }),
  }),
  fc.record({
    type: fc.constant('contextMeasured' as const),
    context: fc.record({
      at,
      tokens: at,
      limit: fc.option(at, { nil: null }),
      system: fc.constant(null),
      tools: fc.constant(null),
      conversation: fc.constant(null),
    }),
  }),
  fc.record({
    type: fc.constant('noticeAdded' as const),
    itemId: id('n'),
    at,
    notice: fc.oneof(
      fc.record({ kind: fc.constant('compactionStarted' as const), tokens: fc.constant(null) }),
      fc.record({ kind: fc.constant('compactionCancelled' as const) }),
      fc.record({ kind: fc.constant('compactionFailed' as const), message: text, status: fc.constant(null) }),
    ),
  }),
  fc.record({
    type: fc.constant('noticeAdded' as const),
    itemId: id('n'),
    at,
    notice: fc.record({ kind: fc.constant('info' as const), message: text }),
  }),
  fc.record({
    type: fc.constant('turnEnded' as const),
    at,
    outcome: fc.constantFrom('done' as const, 'stopped' as const, 'failed' as const, 'interrupted' as const),
    error: fc.constant(null),
  }),
)

/** Any sequence of events, likely or not: for the properties that must hold for all of them. */
export const anyEvents: fc.Arbitrary<SessionEvent[]> = fc.array(anyEvent, { maxLength: 60 })
