import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Connection, ContextRule } from '../../src/main/agent/port.ts'
import type { NoticeItem } from '../../src/shared/model/notice.ts'
import { type ContextUse, totalOf } from '../../src/shared/usage.ts'
import { refuses, says, type ModelRequest, type Reply } from '../model/reply.ts'
import { type ModelServer, startModel } from '../model/startModel.ts'
import { type AgentHarness, comparable, type SessionProbe, startAgent } from './harness.ts'

// The runtime asks for a summary in words of its own: one for the session itself, another for elsewhere.
const asksForSummary = ({ lastUser }: ModelRequest): boolean =>
  /^(?:Please create a detailed summary|Summarize the conversation)/u.test(lastUser)
const LONG = 'lorem ipsum '.repeat(200)
const LIMIT = 4000

let model: ModelServer
let harness: AgentHarness
let connection: Connection
let summary: Reply

beforeEach(async () => {
  summary = says('## Summary\n\nWhat was said.')
  model = await startModel((request) => (asksForSummary(request) ? summary : says('word '.repeat(400))))
  harness = await startAgent()
  connection = { kind: 'openai', baseUrl: model.baseUrl, apiKey: 'key' }
})

afterEach(async () => {
  await harness.dispose()
  await model.close()
})

const session = (context: ContextRule): SessionProbe => harness.session('one', connection, { context })
const noticesOf = ({ state }: SessionProbe): readonly NoticeItem['notice'][] =>
  state().turns.flatMap((turn) => turn.items.flatMap((item) => (item.kind === 'notice' ? [item.notice] : [])))
const contexts = ({ events }: SessionProbe): readonly ContextUse[] =>
  events.flatMap((event) => (event.type === 'contextMeasured' ? [event.context] : []))
const kinds = (probe: SessionProbe): readonly string[] => noticesOf(probe).map(({ kind }) => kind)

async function turns(probe: SessionProbe, live: Parameters<SessionProbe['turn']>[0], count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) await probe.turn(live, `question ${n} ${LONG}`)
}

it('measures the context against the limit that it was given, and counts what each turn took', async () => {
  const probe = session({ limit: LIMIT, compactAt: 0.8 })
  const turn = await probe.turn(await harness.agent.create(probe.options), 'Hello')
  const context = contexts(probe).at(-1)
  expect(context).toMatchObject({ limit: LIMIT, tools: 0 })
  expect(context?.tokens).toBe((context?.system ?? 0) + (context?.conversation ?? 0))
  const total = totalOf(turn.usage?.models ?? [])
  expect(total).toMatchObject({ requests: 1, outputTokens: 500, inputTokens: turn.usage?.inputTokens })
})

it('sums up older messages at the share that was chosen, and tells so live as its log does', async () => {
  const probe = session({ limit: LIMIT, compactAt: 0.5 })
  const live = await harness.agent.create(probe.options)
  await turns(probe, live, 3)
  await probe.until((now) => kinds(now).includes('compacted'))
  expect(noticesOf(probe)).toMatchObject([
    {
      kind: 'compacted',
      summary: expect.stringContaining('What was said.') as string,
      used: { requests: 1, model: 'demo' },
    },
  ])
  await live.close()
  expect(comparable(await harness.stored('one'))).toEqual(comparable(probe.state()))
})

it('never does so by itself when it must not, and then says what was left out', async () => {
  const probe = session({ limit: LIMIT, compactAt: null })
  await turns(probe, await harness.agent.create(probe.options), 7)
  expect(model.requests.filter(asksForSummary)).toEqual([])
  expect(new Set(kinds(probe))).toEqual(new Set(['truncated']))
})

it('tries once in a life when that fails, says why, and does it when it is asked to', async () => {
  summary = refuses(400, 'context too long')
  const probe = session({ limit: LIMIT, compactAt: 0.5 })
  const live = await harness.agent.create(probe.options)
  await turns(probe, live, 3)
  await probe.until((now) => kinds(now).includes('compactionFailed'))
  await turns(probe, live, 2)
  expect(noticesOf(probe).filter(({ kind }) => kind === 'compactionFailed')).toMatchObject([
    { status: 400, message: 'context too long' },
  ])
  expect(model.requests.filter(asksForSummary)).toHaveLength(1)
  // Asked for, it fails without an error of its own: the conversation tells.
  await live.compact('')
  expect(kinds(probe).filter((kind) => kind === 'compactionFailed')).toHaveLength(2)
  expect(await live.summarise()).toBe('')
  summary = says('At last.')
  await live.compact('')
  expect(noticesOf(probe).at(-1)).toMatchObject({ kind: 'compacted', summary: 'At last.' })
  expect(contexts(probe).at(-1)?.tokens).toBeLessThan(LIMIT)
})

it('gives a summary for elsewhere, which is no part of the conversation', async () => {
  model.route(() => says('A summary.'))
  const probe = session({ limit: null, compactAt: 0.8 })
  const live = await harness.agent.create(probe.options)
  await probe.turn(live, 'Hello')
  expect(await live.summarise()).toBe('A summary.')
  expect(probe.state().turns).toHaveLength(1)
})
