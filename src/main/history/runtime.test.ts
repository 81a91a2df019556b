import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Turn } from '../../shared/model/turn.ts'
import { emptyState, reduceAll, settle } from '../../shared/reduce.ts'
import { createCopilotRuntime } from '../agent/copilot.ts'
import type { Runtime, RuntimeSession, SessionSpec } from '../agent/runtime.ts'
import { bundledRuntimePath } from '../agent/runtimePath.ts'
import { translate } from '../agent/translate.ts'
import { createHistory } from './history.ts'
import { dataOf, isObject } from './rawEvent.ts'

// What the real runtime writes is what must be read; only the model is ours.
let home: string
let runtime: Runtime
let events: unknown[]
let onIdle: () => void

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'retoma-runtime-'))
  mkdirSync(join(home, 'project'))
  events = []
  runtime = createCopilotRuntime({
    path: bundledRuntimePath(),
    home,
    env: { PATH: process.env['PATH'], HOME: home },
    clientName: 'retoma',
    clientVersion: '0',
    answerModel: answerModel,
  })
  await runtime.start()
})
afterEach(async () => {
  await runtime.kill()
  rmSync(home, { recursive: true, force: true })
})

/** Calls the shell for a prompt that asks for it, and says otherwise how long the conversation is. */
async function answerModel(request: Request): Promise<Response> {
  const body: unknown = await request.json()
  const messages = isObject(body) && Array.isArray(body['messages']) ? (body['messages'] as unknown[]) : []
  const last = messages.at(-1)
  const lastText = JSON.stringify(last)
  const call = lastText.includes('use a tool') && isObject(last) && last['role'] === 'user'
  const args = JSON.stringify({ command: 'echo from-the-tool', description: 'Say it', mode: 'sync', initial_wait: 5 })
  const delta = call
    ? { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'bash', arguments: args } }] }
    : { content: `There are ${messages.length} messages. “ç” \u2028 👩‍🚀` }
  const chunk = (choice: object): string =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'practice', choices: [{ index: 0, ...choice }] })}\n\n`
  const text = `${chunk({ delta, finish_reason: null })}${chunk({ delta: {}, finish_reason: call ? 'tool_calls' : 'stop' })}data: [DONE]\n\n`
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}

const spec = (more: Partial<SessionSpec>): SessionSpec => ({
  id: 'user-ana-notes',
  kind: 'chat',
  folder: join(home, 'project'),
  connection: { kind: 'practice' },
  model: 'practice',
  continuePendingWork: false,
  onEvent: (event) => {
    events.push(event)
    if (isObject(event) && event['type'] === 'session.idle') onIdle()
    if (isObject(event) && event['type'] === 'permission.requested') onPermission(event)
  },
  ...more,
})
let onPermission: (event: Record<string, unknown>) => void

async function say(session: RuntimeSession, text: string): Promise<void> {
  const idle = new Promise<void>((resolve) => {
    onIdle = resolve
  })
  onPermission = (event) => {
    const requestId = dataOf({ type: '', data: event['data'] })['requestId']
    if (typeof requestId === 'string') void session.decide(requestId, { kind: 'approve-once' })
  }
  await session.send(text, { attachments: [], steer: false })
  await idle
}

/** What a person saw live, without what only a stored turn or only a live one knows. */
const seen = (turns: readonly Turn[]): unknown =>
  turns.map(({ id, at, prompt, items, outcome }) => ({
    id,
    at,
    prompt,
    outcome,
    items: items.map((item) => (item.kind === 'message' ? { ...item, at: 0, reasoningMs: 0 } : item)),
  }))

async function stored(): Promise<{
  readonly listed: unknown
  readonly turns: readonly Turn[]
  readonly problem: unknown
}> {
  const history = createHistory({
    home,
    workerUrl: new URL('./worker.ts', import.meta.url),
    log: {
      error: (event, fields) => {
        throw new Error(`${event} ${JSON.stringify(fields)}`)
      },
    },
  })
  try {
    const { turns, before, problem } = await history.read({
      id: 'user-ana-notes',
      before: null,
      turns: 40,
    })
    expect(before).toBeNull()
    return { listed: await history.list(), turns, problem }
  } finally {
    await history.dispose()
  }
}

test('a conversation is stored as it was seen', async () => {
  const first = await runtime.create(spec({}))
  await say(first, 'First: "what" \u2028 is\nthis?')
  await first.disconnect()
  const again = await runtime.resume(spec({}))
  await say(again, 'And now?')
  await again.setName('Ana’s notes: about #1')
  await again.disconnect()
  await runtime.stop()

  const live = settle(reduceAll(emptyState, events.flatMap(translate)), 0).turns
  const { listed, turns, problem } = await stored()
  expect(problem).toBeNull()
  expect(turns.map((turn) => turn.prompt?.text)).toEqual(['First: "what" \u2028 is\nthis?', 'And now?'])
  expect(seen(turns)).toEqual(seen(live))
  expect(listed).toMatchObject([
    {
      id: 'user-ana-notes',
      name: 'Ana’s notes: about #1',
      userNamed: true,
      summary: 'First: "what" \u2028 is\nthis?',
      folder: join(home, 'project'),
      model: 'practice',
      clientName: 'retoma',
      problem: null,
    },
  ])
})

test('a tool call and its permission are stored as they were seen', async () => {
  const session = await runtime.create(spec({ kind: 'agent' }))
  await say(session, 'Please use a tool.')
  await session.disconnect()
  await runtime.stop()

  const live = settle(reduceAll(emptyState, events.flatMap(translate)), 0).turns
  const { turns, problem } = await stored()
  expect(problem).toBeNull()
  expect(seen(turns)).toEqual(seen(live))
  const tool = turns[0]?.items.find((item) => item.kind === 'tool')
  expect(tool?.kind === 'tool' && tool.output).toContain('from-the-tool')
})
