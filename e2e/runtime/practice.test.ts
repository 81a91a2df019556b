import { afterEach, beforeEach, expect, it } from 'vitest'
import { type AgentHarness, comparable, saidIn, startAgent } from './harness.ts'

let harness: AgentHarness

beforeEach(async () => {
  harness = await startAgent()
})
afterEach(() => harness.dispose())

const connection = { kind: 'practice' } as const

it('remembers, after a restart, what was said', async () => {
  const first = harness.session('practice', connection, { model: 'practice' })
  const live = await harness.agent.create(first.options)
  expect(saidIn(await first.turn(live, 'Hello, I am planning a trip to Lisbon'))).toContain('practice model')
  await first.turn(live, 'The boat leaves at nine')
  await harness.agent.restart()
  expect(first.lost()).toBe(1)
  const again = harness.session('practice', connection, { model: 'practice' })
  const turn = await again.turn(await harness.agent.resume(again.options), 'What were we discussing?')
  expect(saidIn(turn)).toContain('1. Hello, I am planning a trip to Lisbon\n2. The boat leaves at nine')
})

it('thinks aloud, fails and abstains on request', async () => {
  const probe = harness.session('tricks', connection, { model: 'practice' })
  const live = await harness.agent.create(probe.options)
  const thought = await probe.turn(live, 'Think aloud')
  const [item] = thought.items
  expect(item?.kind === 'message' ? item.reasoning : '').toContain('the honest thing')
  expect(await probe.turn(live, 'fail')).toMatchObject({ outcome: 'failed', error: { kind: 'rejected', status: 400 } })
  expect(saidIn(await probe.turn(live, 'Abstain'))).toContain('[[POR_ABSTAIN]]')
})

it('calls tools, asks for permission and asks a question in an agent session', async () => {
  const probe = harness.session('agent', connection, { kind: 'agent', folder: harness.folder, model: 'practice' })
  const live = await harness.agent.create(probe.options)
  const answering = async (text: string, kind: 'allowOnce' | 'reply'): Promise<string> => {
    const before = probe.state().turns.length
    await live.send(text)
    const pending = () => probe.state().active?.items.find((item) => item.kind === 'request' && item.outcome === null)
    await probe.until(() => pending() !== undefined)
    await live.answer(pending()!.id, kind === 'reply' ? { kind, text: 'Tea', freeform: false } : { kind })
    await probe.until(({ state }) => state().turns.length > before && state().active === null)
    return saidIn(probe.state().turns.at(-1)!)
  }
  expect(await answering('Run a command', 'allowOnce')).toContain('Hello from Retoma')
  expect(await answering('List the files', 'allowOnce')).toContain('gave')
  expect(await answering('Ask me something', 'reply')).toContain('**Tea**')
  await live.close()
  expect(comparable(await harness.stored('agent'))).toEqual(comparable(probe.state()))
})

it('stops in the middle of a long text', async () => {
  await harness.dispose()
  harness = await startAgent({ practicePace: 5 })
  const probe = harness.session('long', connection, { model: 'practice' })
  const live = await harness.agent.create(probe.options)
  await live.send('Write a long text')
  await probe.until(({ events }) => events.filter(({ type }) => type === 'textStreamed').length > 20)
  await live.stop()
  expect(probe.state().turns[0]).toMatchObject({ outcome: 'stopped' })
})
