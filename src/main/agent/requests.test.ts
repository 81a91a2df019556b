import { beforeEach, expect, it } from 'vitest'
import type { SessionEvent } from '../../shared/events.ts'
import type { Request } from '../../shared/model/request.ts'
import { type AnswerCalls, createPendingRequests, type PendingRequests } from './requests.ts'
import { translate } from './translate.ts'

let requests: PendingRequests
let told: SessionEvent[]
let said: unknown[]
let granted: string[]
let refused: string[]
let rule: (subject: string) => Promise<boolean> | null

beforeEach(() => {
  told = []
  said = []
  granted = []
  refused = []
  rule = () => null
  requests = createPendingRequests({
    grant: (id) => {
      granted.push(id)
      return Promise.resolve(true)
    },
    allowedByRule: ({ subject }) => rule(subject),
    refuse: (what, id) => refused.push(`${what} ${id}`),
    tell: (events) => told.push(...events),
  })
})

const calls: AnswerCalls = {
  decide: (id, decision) => Promise.resolve(said.push([id, decision]) > 0),
  reply: (id, words) => Promise.resolve(said.push([id, words]) > 0),
  fillIn: (id, answer) => Promise.resolve(said.push([id, answer]) > 0),
  decidePlan: (id, decision) => Promise.resolve(said.push([id, decision]) > 0),
}

function take(type: string, data: object): void {
  const event = { type, id: `${type}-${told.length}`, timestamp: '2026-01-02T03:04:05.678Z', data }
  told.push(...requests.observe(type, data, translate(event)))
}

function opened(): readonly Request[] {
  return told.flatMap((event) => (event.type === 'requestOpened' ? [event.request] : []))
}

const plan = { summary: '# Plan', actions: ['interactive', 'exit_only'], recommendedAction: 'autopilot' }

it('shows a plan from its call, takes the rest from the request, and answers by the runtime’s name', async () => {
  take('tool.execution_start', { toolCallId: 'c', toolName: 'exit_plan_mode', arguments: plan })
  const answering = requests.answer('c:plan', { kind: 'approvePlan', action: 'autopilot' }, calls)
  const actions = ['autopilot', 'interactive', 'exit_only']
  take('exit_plan_mode.requested', { ...plan, actions, toolCallId: 'c', requestId: 'r', planContent: 'In full' })
  await answering
  expect(said).toEqual([['r', { approved: true, selectedAction: 'autopilot' }]])
  expect(opened()).toMatchObject([
    { kind: 'plan', id: 'c:plan', summary: '# Plan', plan: '', actions, recommended: 'autopilot' },
    { kind: 'plan', id: 'c:plan', plan: 'In full', actions },
  ])
  expect(requests.waits()).toBe(true)
  take('tool.execution_complete', { toolCallId: 'c', success: true, result: { content: 'Plan approved! Exited.' } })
  expect(requests.waits()).toBe(false)
  expect(told.filter(({ type }) => type === 'requestClosed')).toEqual([
    { type: 'requestClosed', requestId: 'c:plan', outcome: 'answered' },
  ])
})

it('says what should be different in a plan', async () => {
  take('tool.execution_start', { toolCallId: 'c', toolName: 'exit_plan_mode', arguments: plan })
  take('exit_plan_mode.requested', { ...plan, toolCallId: 'c', requestId: 'r', planContent: '' })
  await requests.answer('c:plan', { kind: 'revisePlan', feedback: 'More tests' }, calls)
  expect(said).toEqual([['r', { approved: false, feedback: 'More tests' }]])
  take('tool.execution_complete', { toolCallId: 'c', success: true, result: { content: 'Plan not approved. No.' } })
  expect(told).toContainEqual({ type: 'requestClosed', requestId: 'c:plan', outcome: 'denied' })
})

it('does not wait for a name that will never come', async () => {
  take('tool.execution_start', { toolCallId: 'c', toolName: 'exit_plan_mode', arguments: plan })
  const answering = requests.answer('c:plan', { kind: 'approvePlan', action: 'interactive' }, calls)
  take('tool.execution_complete', { toolCallId: 'c', success: false, error: { message: 'There is no such tool.' } })
  await expect(answering).rejects.toMatchObject({ code: 'requestGone' })
})

const schema = { type: 'object', properties: { count: { type: 'integer', minimum: 1 } }, required: ['count'] }

it('gives a form to a server as it is filled in, and nothing that does not fit', async () => {
  take('elicitation.requested', {
    requestId: 'e',
    elicitationSource: 'shop',
    message: 'How many?',
    requestedSchema: schema,
  })
  expect(opened()).toMatchObject([{ kind: 'form', id: 'e:form', source: 'shop', message: 'How many?', url: null }])
  const wrong = requests.answer('e:form', { kind: 'form', content: { count: 0 } }, calls)
  await expect(wrong).rejects.toMatchObject({ code: 'invalid' })
  await expect(requests.answer('e:form', { kind: 'allowOnce' }, calls)).rejects.toMatchObject({ code: 'invalid' })
  await requests.answer('e:form', { kind: 'form', content: { count: 2 } }, calls)
  await requests.answer('e:form', { kind: 'decline' }, calls)
  expect(said).toEqual([
    ['e', { action: 'accept', content: { count: 2 } }],
    ['e', { action: 'decline' }],
  ])
  take('elicitation.completed', { requestId: 'e', action: 'accept' })
  expect(told.at(-1)).toEqual({ type: 'requestClosed', requestId: 'e:form', outcome: 'answered' })
  expect(requests.waits()).toBe(false)
})

it('asks for a page as a page', () => {
  take('elicitation.requested', { requestId: 'e', mode: 'url', message: 'Sign in', url: 'https://example.com/in' })
  expect(opened()).toMatchObject([{ kind: 'form', form: null, url: 'https://example.com/in' }])
})

const shell = (requestId: string) => ({
  requestId,
  permissionRequest: {
    kind: 'shell',
    toolCallId: `tool-${requestId}`,
    fullCommandText: 'touch a',
    commands: [{ identifier: 'touch', readOnly: false }],
    canOfferSessionApproval: true,
  },
})

it('tells of what a rule covers only with its outcome', async () => {
  rule = () => Promise.resolve(true)
  take('permission.requested', shell('1'))
  expect(told).toEqual([])
  expect(requests.waits()).toBe(false)
  await expect.poll(() => granted).toEqual(['1'])
  take('permission.completed', { requestId: '1', result: { kind: 'approved' } })
  expect(told.map((event) => ('outcome' in event ? event.outcome : event.type))).toEqual([
    'requestOpened',
    'allowedByRule',
  ])
})

it('asks after all when no rule covers it, or looking for one fails', async () => {
  rule = (subject) => (subject === 'touch a' ? Promise.reject(new Error('no disk')) : null)
  take('permission.requested', shell('1'))
  await expect.poll(() => opened().length).toBe(1)
  expect(granted).toEqual([])
  expect(requests.waits()).toBe(true)
})

it('allows nothing that is over before the rule was found', async () => {
  const found = Promise.withResolvers<boolean>()
  rule = () => found.promise
  take('permission.requested', shell('1'))
  requests.clear()
  found.resolve(true)
  await found.promise
  await Promise.resolve()
  expect(granted).toEqual([])
  expect(told).toEqual([])
})

it('allows a permission by nothing but an answer to a permission', async () => {
  take('permission.requested', shell('1'))
  for (const answer of [
    { kind: 'reply', text: 'yes', freeform: true },
    { kind: 'form', content: {} },
    { kind: 'cancel' },
    { kind: 'approvePlan', action: 'autopilot' },
  ] as const) {
    await expect(requests.answer('1', answer, calls)).rejects.toMatchObject({ code: 'invalid' })
  }
  expect(said).toEqual([])
})

it('says no to what has no card, and says so', () => {
  take('sampling.requested', { requestId: 's', serverName: 'shop' })
  take('mcp.oauth_required', { requestId: 'o', serverName: 'shop' })
  take('auto_mode_switch.requested', { requestId: 'a' })
  take('session_limits_exhausted.requested', { requestId: 'l' })
  take('mcp.headers_refresh_required', { requestId: 'h', serverName: 'shop' })
  expect(refused).toEqual([
    'sampling.requested s',
    'mcp.oauth_required o',
    'auto_mode_switch.requested a',
    'session_limits_exhausted.requested l',
    'mcp.headers_refresh_required h',
  ])
  expect(told.map((event) => (event.type === 'noticeAdded' ? event.notice : null))).toEqual([
    { kind: 'refused', what: 'sampling', server: 'shop' },
    { kind: 'refused', what: 'signIn', server: 'shop' },
    { kind: 'refused', what: 'autoModel', server: '' },
    { kind: 'refused', what: 'limit', server: '' },
  ])
})
