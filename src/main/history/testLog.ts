import fc from 'fast-check'
import type { SessionEvent } from '../../shared/events.ts'
import type { RawEvent } from './parseLine.ts'
import { dataOf, textOrNull } from './rawEvent.ts'
import { parseTime } from './workspaceFile.ts'

/** An event as the runtime writes it (tests). */
export interface TestEvent extends RawEvent {
  readonly id: string
  readonly timestamp: string
}

/** Writes events as the runtime does, one a second, without a runtime (tests). */
export function createTestLog(start = Date.UTC(2026, 0, 1)): {
  readonly events: TestEvent[]
  add(type: string, data: Record<string, unknown>, more?: Record<string, unknown>): TestEvent
  /** A prompt, what an answer begins with, the answer, its end. */
  turn(prompt: string, answer: string): TestEvent
  text(): string
} {
  const events: TestEvent[] = []
  const add = (type: string, data: Record<string, unknown>, more: Record<string, unknown> = {}): TestEvent => {
    const n = events.length
    const event = { type, data, ...more, id: `e${n}`, timestamp: new Date(start + n * 1_000).toISOString() }
    events.push(event)
    return event
  }
  return {
    events,
    add,
    turn: (prompt, answer) => {
      const user = add('user.message', { content: prompt, messageId: `m${events.length}` })
      add('system.message', { role: 'system', content: 'You are an agent. "Quoted" {braces}' })
      add('assistant.turn_start', { turnId: '0' })
      add('assistant.message', { messageId: `a${events.length}`, content: answer, model: 'demo', toolRequests: [] })
      add('assistant.turn_end', { turnId: '0' })
      return user
    },
    text: () => events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  }
}

/** The first event of every log (tests). */
export const sessionStart = (id: string, version = 1): Record<string, unknown> => ({
  sessionId: id,
  version,
  producer: 'copilot-agent',
  startTime: '2026-01-01T00:00:00.000Z',
  selectedModel: 'demo',
  context: { cwd: '/projects' },
})

/** Understands the few types that the tests of reading need, so that they do not hang on the whole of translate.ts. */
export function testTranslate(event: RawEvent & { readonly id?: unknown }): readonly SessionEvent[] {
  const at = parseTime(event.timestamp) ?? 0
  const data = dataOf(event)
  const id = textOrNull(event.id) ?? ''
  switch (event.type) {
    case 'user.message':
      if (event.agentId !== undefined) return []
      return [
        { type: 'turnStarted', turnId: id, at, prompt: { text: textOrNull(data['content']) ?? '', attachments: [] } },
      ]
    case 'assistant.message':
      return [
        {
          type: 'messageCompleted',
          itemId: textOrNull(data['messageId']) ?? id,
          at,
          text: textOrNull(data['content']) ?? '',
          reasoning: '',
          model: textOrNull(data['model']),
        },
      ]
    case 'tool.execution_start':
      return [
        {
          type: 'toolStarted',
          itemId: textOrNull(data['toolCallId']) ?? id,
          at,
          name: 'tool',
          subject: '',
          input: '',
          parentId: null,
        },
      ]
    case 'tool.execution_complete':
      return [{ type: 'toolFinished', itemId: textOrNull(data['toolCallId']) ?? id, at, state: 'done', output: 'out' }]
    case 'session.model_change':
      return [
        {
          type: 'noticeAdded',
          itemId: id,
          at,
          notice: { kind: 'modelChanged', from: null, to: textOrNull(data['newModel']) ?? '' },
        },
      ]
    case 'abort':
      return [{ type: 'turnEnded', at, outcome: 'stopped', error: null }]
    default:
      return []
  }
}

const word = fc.string({ unit: 'binary', maxLength: 40 })
/** Any event that means something to `testTranslate`, or nothing (tests). */
export const anyEvent = fc.oneof(
  fc.record({ type: fc.constant('user.message'), data: fc.record({ content: word }) }),
  fc.record({ type: fc.constant('assistant.message'), data: fc.record({ messageId: fc.uuid(), content: word }) }),
  fc.record({
    type: fc.constant('tool.execution_start'),
    data: fc.record({ toolCallId: fc.constantFrom('t1', 't2') }),
  }),
  fc.record({
    type: fc.constant('tool.execution_complete'),
    data: fc.record({ toolCallId: fc.constantFrom('t1', 't2') }),
  }),
  fc.record({ type: fc.constant('session.model_change'), data: fc.record({ newModel: word }) }),
  fc.record({
    type: fc.constantFrom('system.message', 'hook.start', 'session.resume', 'unknown'),
    data: fc.record({ content: word }),
  }),
  fc.record({ type: fc.constant('abort'), data: fc.record({}) }),
)
