import type { ToolItem } from '../../shared/model/tool.ts'
import type { MessageItem, Turn } from '../../shared/model/turn.ts'

/** The day of all tests: 2026-03-01, 12:00 UTC. */
export const NOON = Date.UTC(2026, 2, 1, 12)

/** A finished turn for tests. */
export function testTurn(patch: Partial<Turn> & { readonly id: string }): Turn {
  return {
    at: NOON,
    prompt: { text: `Prompt of ${patch.id}`, attachments: [] },
    items: [],
    thinking: null,
    outcome: 'done',
    error: null,
    endedAt: NOON + 5000,
    usage: null,
    ...patch,
  }
}

/** A complete message for tests. */
export function testMessage(id: string, text: string, patch: Partial<MessageItem> = {}): MessageItem {
  return {
    kind: 'message',
    id,
    at: NOON + 1000,
    text,
    reasoning: '',
    reasoningMs: null,
    model: 'gpt-5',
    complete: true,
    ...patch,
  }
}

/** A finished tool call for tests. */
export function testTool(id: string, patch: Partial<ToolItem> = {}): ToolItem {
  return {
    kind: 'tool',
    id,
    at: NOON + 500,
    name: 'shell',
    subject: 'ls',
    input: '{}',
    output: 'a\n',
    state: 'done',
    endedAt: NOON + 600,
    parentId: null,
    ...patch,
  }
}
