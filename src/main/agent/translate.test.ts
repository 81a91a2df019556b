import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isKnown, translate, translateWhole } from './translate.ts'

const at = Date.parse('2026-01-02T03:04:05.678Z')

function event(type: string, data: unknown, more: Record<string, unknown> = {}): unknown {
  return { type, id: 'e1', timestamp: '2026-01-02T03:04:05.678Z', parentId: null, data, ...more }
}

it('begins a turn with the words of the person, by the id of the stored event', () => {
  const attachments = [{ type: 'file', path: '/a/b.txt', displayName: 'b.txt' }, { displayName: 'pasted' }, 7]
  expect(translate(event('user.message', { content: 'hi', transformedContent: '<x/>hi', attachments }))).toEqual([
    { type: 'turnStarted', turnId: 'e1', at, prompt: { text: 'hi', attachments: ['/a/b.txt', 'pasted'] } },
  ])
})

it('takes no one else for the person', () => {
  expect(translate(event('user.message', { content: 'x', source: 'skill-pdf' }))).toEqual([])
  expect(translate(event('user.message', { content: 'x', isAutopilotContinuation: true }))).toEqual([])
  expect(translate(event('user.message', { content: 'x' }, { agentId: 'a1' }))).toEqual([])
})

it('streams text and reasoning, and completes with what is stored', () => {
  expect(translate(event('assistant.message_delta', { messageId: 'm1', deltaContent: 'he' }))).toEqual([
    { type: 'textStreamed', itemId: 'm1', at, text: 'he' },
  ])
  expect(translate(event('assistant.reasoning_delta', { reasoningId: 'r1', deltaContent: 'hm' }))).toEqual([
    { type: 'reasoningStreamed', at, text: 'hm' },
  ])
  const data = { messageId: 'm1', content: 'hello', reasoningText: 'hm', model: 'demo', toolRequests: [] }
  expect(translate(event('assistant.message', data))).toEqual([
    { type: 'messageCompleted', itemId: 'm1', at, text: 'hello', reasoning: 'hm', model: 'demo' },
  ])
})

it('keeps the words of sub-agents out of the answer, and their tools under their call', () => {
  const parentToolCallId = 'call-1'
  expect(translate(event('assistant.message_delta', { messageId: 'm', deltaContent: 'x', parentToolCallId }))).toEqual(
    [],
  )
  const spoke = [{ type: 'agentSpoke', itemId: 'call-1', words: 'x' }]
  expect(translate(event('assistant.message', { messageId: 'm', content: 'x', parentToolCallId }))).toEqual(spoke)
  expect(translate(event('assistant.reasoning_delta', { deltaContent: 'x' }, { agentId: 'a' }))).toEqual([])
  expect(translate(event('session.error', { errorType: 'query', message: 'x' }, { agentId: 'a' }))).toEqual([])
  const start = { toolCallId: 'call-2', toolName: 'glob', arguments: { pattern: '*' }, parentToolCallId }
  expect(translate(event('tool.execution_start', start, { agentId: 'a' }))).toMatchObject([
    { type: 'toolStarted', itemId: 'call-2', parentId: 'call-1', subject: '*' },
  ])
})

it('tells what a tool works on, what it gave, and how it ended', () => {
  const args = { command: 'ls\n -la', description: 'List' }
  expect(translate(event('tool.execution_start', { toolCallId: 'c', toolName: 'bash', arguments: args }))).toEqual([
    {
      type: 'toolStarted',
      itemId: 'c',
      at,
      name: 'bash',
      subject: 'ls -la',
      input: JSON.stringify(args, null, 2),
      parentId: null,
    },
  ])
  const ended = (data: object) => translate(event('tool.execution_complete', { toolCallId: 'c', ...data }))
  const shell = (code: number) => `out\n<shellId: 0 completed with exit code ${code}>`
  expect(ended({ success: true, result: { content: shell(0) } })).toMatchObject([{ state: 'done', output: 'out' }])
  expect(ended({ success: true, result: { content: shell(2) } })).toMatchObject([
    { output: 'out', facts: { exitCode: 2 } },
  ])
  const denied = { success: false, error: { message: 'No.', code: 'denied' } }
  expect(ended(denied)).toMatchObject([{ state: 'denied', output: 'No.' }])
  expect(ended({ success: false, error: { message: 'Broken.' } })).toMatchObject([
    { state: 'failed', output: 'Broken.' },
  ])
})

it('tells who a sub-agent is, and how it ended', () => {
  const data = { toolCallId: 'c', agentName: 'explore', agentDisplayName: 'find-it', model: 'demo' }
  expect(translate(event('subagent.started', data, { agentId: 'a' }))).toEqual([
    { type: 'agentStarted', itemId: 'c', at, name: 'find-it', sort: 'explore', model: 'demo' },
  ])
  expect(translate(event('subagent.completed', data, { agentId: 'a' }))).toEqual([
    { type: 'agentEnded', itemId: 'c', at, state: 'done' },
  ])
  expect(translate(event('subagent.failed', { ...data, error: 'No model.' }, { agentId: 'a' }))).toEqual([
    { type: 'agentEnded', itemId: 'c', at, state: 'failed', words: 'No model.' },
  ])
})

it('takes so much of a long text as is shown at first, and all of it when asked', () => {
  const lines = Array.from({ length: 20_000 }, (_, n) => `\x1b[32mline\x1b[0m ${n}\n`).join('')
  const plain = lines.replaceAll('\x1b[32m', '').replaceAll('\x1b[0m', '')
  const complete = event('tool.execution_complete', { toolCallId: 'c', success: true, result: { content: lines } })
  const [short] = translate(complete)
  const [whole] = translateWhole(complete)
  expect(whole).toMatchObject({ output: plain })
  expect(short).toMatchObject({ facts: { cut: { size: plain.length } } })
  const { output, facts } = short as Extract<typeof short, { type: 'toolFinished' }>
  const { cut, styles = [] } = facts!
  expect(output.length + cut!.tail.length).toBeLessThanOrEqual(32_768)
  expect(plain.startsWith(output) && plain.endsWith(cut!.tail)).toBe(true)
  for (const [start, end] of styles) expect(plain.slice(start, end)).toBe('line')
  expect(JSON.stringify(short).length).toBeLessThan(150_000)
})

it('says where the runtime wrote a long output, and shows what it logged of it', () => {
  const content =
    'Output too large to read at once (10.8 MB). Saved to: /tmp/1-copilot-tool-output-2-a.txt\nConsider using tools like grep.\n\nPreview (first 500 chars):\nline 1\nline 2\n<shellId: 1 completed with exit code 0>'
  const complete = event('tool.execution_complete', { toolCallId: 'c', success: true, result: { content } })
  expect(translate(complete)).toMatchObject([
    {
      output: 'line 1\nline 2',
      facts: { exitCode: 0, saved: { path: '/tmp/1-copilot-tool-output-2-a.txt', size: '10.8 MB' } },
    },
  ])
})

it('makes a question of a call of ask_user, since the log keeps nothing else of it', () => {
  const data = { toolCallId: 'c', toolName: 'ask_user', arguments: { question: 'Which?', choices: ['a', 'b'] } }
  expect(translate(event('tool.execution_start', data))[1]).toEqual({
    type: 'requestOpened',
    at,
    request: { kind: 'question', id: 'c:question', question: 'Which?', choices: ['a', 'b'], freeform: true },
  })
  const telemetry = { properties: { outcome: 'answered' }, restrictedProperties: { question: 'Which?', answer: 'a' } }
  const complete = { toolCallId: 'c', success: true, result: { content: 'User selected: a' }, toolTelemetry: telemetry }
  expect(translate(event('tool.execution_complete', complete))[1]).toEqual({
    type: 'requestClosed',
    requestId: 'c:question',
    outcome: 'answered',
  })
})

it('takes no answer for the person’s that a dying runtime made up', () => {
  const answer = 'The user was unable to respond due to an error'
  const telemetry = { properties: { outcome: 'answered' }, restrictedProperties: { question: 'Which?', answer } }
  const result = { content: `User responded: ${answer}` }
  const complete = { toolCallId: 'c', success: true, result, toolTelemetry: telemetry }
  expect(translate(event('tool.execution_complete', complete))).toEqual([])
})

it('ends a turn for an error and an abort, but not for idleness or the end of the app', () => {
  expect(translate(event('session.error', { errorType: 'query', message: 'Bad.', statusCode: 400 }))).toEqual([
    { type: 'turnEnded', at, outcome: 'failed', error: { kind: 'rejected', message: 'Bad.', status: 400 } },
  ])
  expect(translate(event('abort', { reason: 'user_initiated' }))).toEqual([
    { type: 'turnEnded', at, outcome: 'stopped', error: null },
  ])
  expect(translate(event('session.idle', {}))).toEqual([])
  expect(translate(event('session.shutdown', { shutdownType: 'routine' }))).toEqual([])
})

it('notes a change of model and what became of the context', () => {
  const notice = (type: string, data: object) => translate(event(type, data)).map((e) => ('notice' in e ? e.notice : e))
  expect(notice('session.model_change', { newModel: 'b', previousModel: 'a' })).toEqual([
    { kind: 'modelChanged', from: 'a', to: 'b' },
  ])
  expect(notice('session.compaction_start', {})).toEqual([{ kind: 'compactionStarted', tokens: null }])
  expect(notice('session.compaction_complete', { success: true, summaryContent: 's' })).toEqual([
    { kind: 'compacted', summary: 's', before: null, after: null, used: null },
  ])
  expect(notice('session.compaction_complete', { success: false, error: 'full' })).toEqual([
    { kind: 'compactionFailed', message: 'full', status: null },
  ])
})

it('never throws, whatever it is given', () => {
  const types = fc.constantFrom(
    ...['user.message', 'assistant.message', 'assistant.message_delta', 'assistant.reasoning_delta'],
    ...['tool.execution_start', 'tool.execution_complete', 'permission.requested', 'permission.completed'],
    ...['assistant.usage', 'session.error', 'abort', 'session.model_change', 'session.compaction_complete', 'new.one'],
    ...['session.usage_info', 'session.compaction_start', 'session.truncation'],
  )
  const names = ['content', 'messageId', 'toolCallId', 'arguments', 'result', 'error', 'permissionRequest', 'requestId']
  const key = fc.constantFrom(...names, 'kind', 'commands', 'url', 'toolTelemetry', 'attachments', 'deltaContent')
  const data = fc.oneof(fc.anything(), fc.dictionary(key, fc.oneof(fc.anything(), fc.dictionary(key, fc.anything()))))
  const events = fc.oneof(
    fc.anything(),
    fc.record({ type: types, id: fc.anything(), timestamp: fc.anything(), data, agentId: fc.anything() }),
  )
  fc.assert(
    fc.property(events, (value) => {
      for (const made of translate(value)) expect(typeof made.type).toBe('string')
    }),
  )
})

it('knows every type of event that this version of the runtime can send', () => {
  const fromSdk = createRequire(createRequire(import.meta.url).resolve('@github/copilot-sdk'))
  const schema = fromSdk.resolve(
    `@github/copilot-sdk-${process.platform}-${process.arch}/schemas/session-events.schema.json`,
  )
  const types = [...readFileSync(schema, 'utf8').matchAll(/"const":\s*"([a-z_]+\.[A-Za-z_.]+|abort)"/gu)]
  const sent = types.map(([, type]) => type).filter((type) => type !== undefined)
  expect(sent.length).toBeGreaterThan(100)
  expect(sent.filter((type) => !isKnown({ type }))).toEqual([])
  expect(isKnown({ type: 'from.the.future' })).toBe(false)
})

it('tells what a running tool has printed, as a terminal shows it, and of much the end', () => {
  const partialOutput = '\u001b[31mred\u001b[0m 10%\r\u001b[31mred\u001b[0m 20%'
  expect(translate(event('tool.execution_partial_result', { toolCallId: 'c', partialOutput }))).toEqual([
    { type: 'toolPrinted', itemId: 'c', output: 'red 20%', styles: [[0, 3, 'ansi-red']] },
  ])
  const much = `begin${'x'.repeat(20_000)}end`
  const [told] = translate(event('tool.execution_partial_result', { toolCallId: 'c', partialOutput: much }))
  expect(told).toMatchObject({ output: `${'x'.repeat(8_189)}end` })
  expect(translate(event('tool.execution_partial_result', { partialOutput: 'x' }))).toEqual([])
})
