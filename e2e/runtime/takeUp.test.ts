import { readdir } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { waitingAgain } from '../../src/shared/cut.ts'
import type { RequestItem } from '../../src/shared/model/request.ts'
import { calls, says } from '../model/reply.ts'
import { type ModelServer, startModel } from '../model/startModel.ts'
import { type AgentHarness, comparable, type SessionProbe, startAgent } from './harness.ts'

let model: ModelServer
let harness: AgentHarness
let probe: SessionProbe

beforeEach(async () => {
  model = await startModel()
  harness = await startAgent()
  const connection = { kind: 'openai', baseUrl: model.baseUrl, apiKey: null } as const
  probe = harness.session('cut', connection, { kind: 'agent', folder: harness.folder })
})
afterEach(async () => {
  await harness.dispose()
  await model.close()
})

const shell = (command: string) => calls('bash', { command, description: 'As the test asked' })

function requests(): readonly RequestItem[] {
  const { turns, active } = probe.state()
  return [...turns, ...(active === null ? [] : [active])]
    .flatMap(({ items }) => items)
    .filter((item): item is RequestItem => item.kind === 'request')
}

/** The runtime is killed while permissions wait, in a turn of which the log has all. */
async function cut(count = 1): Promise<void> {
  await probe.until(() => requests().filter(({ outcome }) => outcome === null).length === count)
  await expect.poll(async () => (await harness.stored('cut')).turns.at(-1)?.items.filter(isRequest).length).toBe(count)
  process.kill(harness.agent.pids()[0]!, 'SIGKILL')
  await probe.until(({ lost }) => lost() === 1)
}

const isRequest = ({ kind }: { kind: string }): boolean => kind === 'request'

it('takes a turn up that only waited, does what is allowed once, and the log agrees', async () => {
  model.enqueue(shell('touch a'), says('done'))
  const live = await harness.agent.create(probe.options)
  await live.send('go')
  await cut()
  const [turn] = probe.state().turns
  const [request] = requests()
  expect(turn).toMatchObject({ outcome: 'interrupted' })
  expect(request).toMatchObject({ outcome: 'unanswered' })
  expect(waitingAgain(turn!)).toEqual(new Map([[request!.id, 'takeUp']]))
  // The log alone tells the same.
  expect(waitingAgain((await harness.stored('cut')).turns[0]!)).toEqual(waitingAgain(turn!))

  const again = await harness.agent.resume({
    ...probe.options,
    takeUp: { turnId: turn!.id, requestId: request!.id },
  })
  expect(probe.state().active).toMatchObject({ id: turn!.id, outcome: 'running' })
  expect(await readdir(harness.folder)).toEqual([])
  expect(model.requests).toHaveLength(1)
  await again.answer(request!.id, { kind: 'allowOnce' })
  await probe.until(({ state }) => state().active === null)
  expect(await readdir(harness.folder)).toEqual(['a'])
  expect(probe.state().turns).toMatchObject([
    {
      outcome: 'done',
      items: [
        { kind: 'tool', state: 'done' },
        { kind: 'request', outcome: 'allowed' },
        { kind: 'message', text: 'done' },
      ],
    },
  ])
  await again.close()
  expect(comparable(await harness.stored('cut'))).toEqual(comparable(probe.state()))
})

it('answers each of several that waited', async () => {
  model.enqueue(
    { toolCalls: [shell('touch a'), shell('mkdir b')].map(({ toolCalls }) => toolCalls![0]!) },
    says('done'),
  )
  const live = await harness.agent.create(probe.options)
  await live.send('go')
  await cut(2)
  const turn = probe.state().turns[0]!
  const [first, second] = ['touch a', 'mkdir b'].map((subject) =>
    requests().find(({ request }) => request.kind === 'permission' && request.subject === subject),
  )
  const again = await harness.agent.resume({ ...probe.options, takeUp: { turnId: turn.id, requestId: second!.id } })
  await again.answer(first!.id, { kind: 'deny' })
  await again.answer(second!.id, { kind: 'allowOnce' })
  await probe.until(({ state }) => state().active === null)
  // The runtime asks for the two at once: in which order they came is not ours to say.
  const outcomes = new Map(requests().map(({ id, outcome }) => [id, outcome]))
  expect([first, second].map((one) => outcomes.get(one!.id))).toEqual(['denied', 'allowed'])
  expect(await readdir(harness.folder)).toEqual(['b'])
})

it('takes nothing up where something had begun: it would be done twice', async () => {
  model.enqueue({ toolCalls: [shell('echo x >> ran; sleep 30'), shell('mkdir b')].map((one) => one.toolCalls![0]!) })
  const live = await harness.agent.create(probe.options)
  await live.send('go')
  await probe.until(() => requests().length === 2)
  const about = (words: string): RequestItem =>
    requests().find(({ request }) => request.kind === 'permission' && request.subject.includes(words))!
  const [first, second] = [about('sleep'), about('mkdir')]
  await live.answer(first.id, { kind: 'allowOnce' })
  await expect.poll(() => readdir(harness.folder)).toEqual(['ran'])
  await expect
    .poll(async () =>
      (await harness.stored('cut')).turns
        .at(-1)
        ?.items.some((item) => item.kind === 'request' && item.outcome === 'allowed'),
    )
    .toBe(true)
  process.kill(harness.agent.pids()[0]!, 'SIGKILL')
  await probe.until(({ lost }) => lost() === 1)
  const turn = probe.state().turns[0]!
  expect(waitingAgain(turn)).toEqual(new Map([[second.id, 'began']]))
  await expect(
    harness.agent.resume({ ...probe.options, takeUp: { turnId: turn.id, requestId: second.id } }),
  ).rejects.toMatchObject({ code: 'takeUpUnsafe' })
  // What is sent then goes its usual way.
  model.enqueue(says('still here'))
  const again = await harness.agent.resume(probe.options)
  expect((await probe.turn(again, 'hello')).outcome).toBe('done')
})

it('can not take up a question: the runtime ends it when the session is resumed', async () => {
  model.enqueue(calls('ask_user', { question: 'Which colour?', choices: ['red'] }))
  const live = await harness.agent.create(probe.options)
  await live.send('go')
  await cut()
  const turn = probe.state().turns[0]!
  expect([...waitingAgain(turn).values()]).toEqual(['message'])
})
