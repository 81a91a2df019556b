import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LiveSession } from '../../src/main/agent/port.ts'
import type { Answer, RequestItem } from '../../src/shared/model/request.ts'
import { calls, says } from '../model/reply.ts'
import { type ModelServer, startModel } from '../model/startModel.ts'
import { type AgentHarness, comparable, saidIn, type SessionProbe, startAgent } from './harness.ts'

let model: ModelServer
let harness: AgentHarness
let probe: SessionProbe
let live: LiveSession

beforeEach(async () => {
  model = await startModel()
  harness = await startAgent()
  const connection = { kind: 'openai', baseUrl: model.baseUrl, apiKey: null } as const
  probe = harness.session('agent', connection, { kind: 'agent', folder: harness.folder })
  live = await harness.agent.create(probe.options)
})

afterEach(async () => {
  await harness.dispose()
  await model.close()
})

const shell = (command: string) => calls('bash', { command, description: 'As the test asked' })

/** The request that waits now, once there is one. */
async function waiting(): Promise<RequestItem> {
  const find = (): RequestItem | undefined =>
    probe.state().active?.items.find((item): item is RequestItem => item.kind === 'request' && item.outcome === null)
  await probe.until(() => find() !== undefined)
  return find()!
}

/** Sends, answers each request in turn, and waits for the end. */
async function turnWith(text: string, ...answers: readonly Answer[]) {
  const before = probe.state().turns.length
  await live.send(text)
  for (const answer of answers) await live.answer((await waiting()).id, answer)
  await probe.until(({ state }) => state().turns.length > before && state().active === null)
  const turn = probe.state().turns.at(-1)!
  return { turn, outcomes: turn.items.flatMap((item) => (item.kind === 'request' ? [item.outcome] : [])) }
}

it('asks before a command, and runs it when allowed', async () => {
  model.enqueue(shell('touch a'), says('done'))
  await live.send('go')
  const { request } = await waiting()
  expect(request).toMatchObject({
    kind: 'permission',
    action: 'shell',
    subject: 'touch a',
    intention: 'As the test asked',
  })
  expect(await readdir(harness.folder)).toEqual([])
  await live.answer(request.id, { kind: 'allowOnce' })
  await probe.until(({ state }) => state().turns.length === 1)
  expect(await readdir(harness.folder)).toEqual(['a'])
  expect(probe.state().turns[0]!.items).toMatchObject([
    { kind: 'tool', name: 'bash', subject: 'touch a', state: 'done' },
    { kind: 'request', outcome: 'allowed' },
    { kind: 'message', text: 'done' },
  ])
  await expect(live.answer(request.id, { kind: 'allowOnce' })).rejects.toMatchObject({ code: 'requestGone' })
})

it('does not run what is denied, and the model hears of it', async () => {
  model.enqueue(shell('touch a'), says('too bad'))
  const { turn, outcomes } = await turnWith('go', { kind: 'deny' })
  expect(outcomes).toEqual(['denied'])
  expect(turn.items[0]).toMatchObject({ kind: 'tool', state: 'denied' })
  expect(await readdir(harness.folder)).toEqual([])
  expect(model.requests[1]!.messages.at(-1)!.content).toContain('rejected')
})

it('does not ask again for what was allowed for the session, and asks for everything else', async () => {
  model.enqueue(shell('touch a'), shell('touch b'), shell('touch c && rm a'), says('done'))
  const { outcomes } = await turnWith('go', { kind: 'allowForSession' }, { kind: 'deny' })
  expect(outcomes).toEqual(['allowedForSession', 'denied'])
  expect(await readdir(harness.folder)).toEqual(['a', 'b'])
  model.enqueue(shell('touch d'), says('done'))
  expect((await turnWith('again')).outcomes).toEqual([])
})

it('remembers files for the session, and shows what would change', async () => {
  const file = (name: string) => calls('create', { path: `${harness.folder}/${name}`, file_text: 'hello\n' })
  model.enqueue(file('one'), file('two'), says('done'))
  await live.send('go')
  const { request } = await waiting()
  expect(request).toMatchObject({ kind: 'permission', action: 'write', subject: `${harness.folder}/one` })
  expect(request.kind === 'permission' ? request.diff : '').toContain('+hello')
  await live.answer(request.id, { kind: 'allowForSession' })
  await probe.until(({ state }) => state().turns.length === 1)
  expect(await readdir(harness.folder)).toEqual(['one', 'two'])
})

it('remembers by itself what the runtime can not: a path outside the folder', async () => {
  const view = calls('view', { path: '/etc/hostname' })
  model.enqueue(view, view, says('done'))
  // First the path, then the reading of it.
  const { outcomes } = await turnWith('go', { kind: 'allowForSession' }, { kind: 'allowForSession' })
  expect(outcomes).toEqual(['allowed', 'allowedForSession', 'allowed'])
  await live.close()
  expect(comparable(await harness.stored('agent'))).toEqual(comparable(probe.state()))
})

it('asks a question and hands on the answer', async () => {
  model.enqueue(calls('ask_user', { question: 'Which colour?', choices: ['red', 'blue'] }), says('fine'))
  await live.send('go')
  const { request } = await waiting()
  expect(request).toMatchObject({
    kind: 'question',
    question: 'Which colour?',
    choices: ['red', 'blue'],
    freeform: true,
  })
  await live.answer(request.id, { kind: 'reply', text: 'green', freeform: true })
  await probe.until(({ state }) => state().turns.length === 1)
  expect(model.requests[1]!.messages.at(-1)!.content).toContain('green')
  expect(probe.state().turns[0]!.items).toMatchObject([
    { kind: 'tool', name: 'ask_user', state: 'done' },
    { kind: 'request', outcome: 'answered' },
    { kind: 'message' },
  ])
  await live.close()
  expect(comparable(await harness.stored('agent'))).toEqual(comparable(probe.state()))
})

it('stops while it waits for an answer', async () => {
  model.enqueue(shell('touch a'))
  await live.send('go')
  const { id } = await waiting()
  await live.stop()
  expect(probe.state().turns[0]).toMatchObject({ outcome: 'stopped' })
  await expect(live.answer(id, { kind: 'allowOnce' })).rejects.toMatchObject({ code: 'requestGone' })
  expect(await readdir(harness.folder)).toEqual([])
  model.enqueue(says('still here'))
  expect(saidIn(await probe.turn(live, 'again'))).toBe('still here')
})

it('tells what a rule of the person covers together with its outcome, and asks for the rest', async () => {
  const covered: string[] = []
  await live.close()
  live = await harness.agent.create({
    ...probe.options,
    id: 'ruled',
    allowedByRule: (request) => {
      covered.push(request.subject)
      return Promise.resolve(request.subject === 'touch a')
    },
  })
  model.enqueue(shell('touch a'), shell('touch b'), says('done'))
  await live.send('go')
  const about = (subject: string) =>
    probe
      .state()
      .active?.items.find(
        (item) => item.kind === 'request' && item.request.kind === 'permission' && item.request.subject === subject,
      )
  await probe.until(() => about('touch b') !== undefined)
  await live.answer(about('touch b')!.id, { kind: 'deny' })
  await probe.until(({ state }) => state().turns.length === 1)
  const outcomes = probe.state().turns[0]!.items.flatMap((item) => (item.kind === 'request' ? [item.outcome] : []))
  expect(covered).toEqual(['touch a', 'touch b'])
  expect(outcomes).toEqual(['allowedByRule', 'denied'])
  expect(await readdir(harness.folder)).toEqual(['a'])
})

it('forgets at a word what was allowed for the session', async () => {
  model.enqueue(shell('touch a'), says('done'))
  await turnWith('go', { kind: 'allowForSession' })
  expect(live.grants()).toEqual([{ action: 'shell', what: 'touch' }])
  await live.revokeGrants()
  expect(live.grants()).toEqual([])
  model.enqueue(shell('touch b'), says('done'))
  expect((await turnWith('again', { kind: 'deny' })).outcomes).toEqual(['denied'])
})
