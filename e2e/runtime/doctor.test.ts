import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { damages, uuidOf } from '../../src/main/health/damagedLogs.ts'
import { createHealth } from '../../src/main/health/health.ts'
import type { Health } from '../../src/main/health/port.ts'
import { createHistory } from '../../src/main/history/history.ts'
import type { History } from '../../src/main/history/port.ts'
import { calls, says } from '../model/reply.ts'
import { type ModelServer, startModel } from '../model/startModel.ts'
import { type AgentHarness, startAgent } from './harness.ts'

// What is repaired must be what the real runtime goes on with; only the model is ours.
let harness: AgentHarness
let model: ModelServer
let health: Health
let history: History
const log = {
  error: (event: string): never => {
    throw new Error(event)
  },
}

beforeAll(async () => {
  // With 20 MB in its context the runtime answers nobody for seconds.
  harness = await startAgent({ timings: { ping: 20_000 } })
  model = await startModel(() => says('Answer to what was said'))
  const worker = (name: string): URL => new URL(`../../src/main/${name}/worker.ts`, import.meta.url)
  health = createHealth({
    home: harness.home,
    kept: join(harness.folder, 'repairs'),
    workerUrl: worker('health'),
    log,
  })
  history = createHistory({ home: harness.home, workerUrl: worker('history'), log })
})
afterAll(async () => {
  await Promise.all([health.dispose(), history.dispose()])
  await harness.dispose()
  await model.close()
})

const path = (id: string): string => join(harness.home, 'session-state', id, 'events.jsonl')
const hashOf = (id: string): string =>
  createHash('sha256')
    .update(readFileSync(path(id)))
    .digest('hex')
const connection = () => ({ kind: 'openai', baseUrl: model.baseUrl, apiKey: null }) as const
const prompts = async (id: string): Promise<readonly string[]> => {
  const { turns } = await history.read({ id, before: null, turns: 40 })
  return turns.flatMap((turn) => turn.prompt?.text ?? [])
}

/** A session of two turns, closed. */
async function talk(id: string): Promise<void> {
  const probe = harness.session(id, connection())
  const live = await harness.agent.create(probe.options)
  for (const text of ['alpha', 'beta']) await probe.turn(live, text)
  await live.close()
}

/** Says one thing more; resolves to what the model was given before it. */
async function goOn(id: string, more: Parameters<AgentHarness['session']>[2] = {}): Promise<readonly unknown[]> {
  const probe = harness.session(id, connection(), more)
  const live = await harness.agent.resume(probe.options)
  const before = model.requests.length
  const turn = await probe.turn(live, 'gamma')
  expect(turn.outcome).toBe('done')
  await live.close()
  return (model.requests[before]!.raw as { messages: unknown[] }).messages.slice(0, -1)
}

/** The kinds that keep the runtime from resuming at all. */
const refused = new Set([
  'two objects on one line',
  'no start record',
  'a line of garbage',
  'NULs before a line',
  'an empty file',
])

describe.each(Object.entries(damages).map(([name, damage], index) => ({ name, damage, id: `damaged-${index}` })))(
  'with $name',
  ({ name, damage, id }) => {
    test('a session opens, is repaired on a copy, goes on, and can be put back', async () => {
      await talk(id)
      writeFileSync(path(id), damage(readFileSync(path(id))))
      const original = hashOf(id)
      const shown = name === 'an empty file' ? [] : await prompts(id)
      const report = await health.scan(id, { refused: null })
      expect(hashOf(id)).toBe(original)
      expect(shown).toEqual(name === 'an empty file' ? [] : ['alpha', 'beta'])
      if (refused.has(name)) {
        await expect(harness.agent.resume(harness.session(id, connection()).options)).rejects.toMatchObject({
          code: name === 'an empty file' ? 'sessionEmpty' : 'sessionDamaged',
        })
        expect(report.healthy).toBe(false)
      }
      if (!report.healthy) {
        const first = await health.repair(id, { refused: null })
        expect(hashOf(id)).not.toBe(original)
        await health.undo(first.undoId)
        expect(hashOf(id)).toBe(original)
        const again = await health.repair(id, { refused: null })
        expect(again).toMatchObject({ events: first.events, lost: first.lost })
        const context = JSON.stringify(await goOn(id))
        for (const text of shown) expect(context).toContain(text)
        expect(await prompts(id)).toEqual([...shown, 'gamma'])
        await expect(health.undo(again.undoId)).rejects.toMatchObject({ code: 'repairChanged' })
      } else {
        await goOn(id)
        expect(await prompts(id)).toEqual([...shown, 'gamma'])
      }
    })
  },
)

test('a slimmed session shows the same turns and goes on with the same context', async () => {
  const agent = { kind: 'agent', folder: harness.folder } as const
  const probe = harness.session('slim', connection(), agent)
  const live = await harness.agent.create(probe.options)
  model.enqueue(calls('bash', { command: 'seq 1 3000', description: 'Count', mode: 'sync', initial_wait: 5 }))
  const turn = probe.turn(live, 'alpha')
  await probe.until((seen) => seen.events.some((event) => event.type === 'requestOpened' || event.type === 'turnEnded'))
  for (const event of probe.events) {
    if (event.type === 'requestOpened') await live.answer(event.request.id, { kind: 'allowOnce' })
  }
  await turn
  await probe.turn(live, 'beta')
  await live.close()
  const turns = await history.readAll('slim')
  const original = withBallast(readFileSync(path('slim'), 'utf8'))
  writeFileSync(path('slim'), original)
  const context = await goOn('slim', agent)
  expect(JSON.stringify(context)).toContain('2999')
  // As it was before that.
  writeFileSync(path('slim'), original)

  const { slimmable } = await health.scan('slim', { refused: null })
  expect(slimmable.bytes).toBeGreaterThan(10_000)
  const result = await health.slim('slim', {})
  expect(result.bytesBefore - result.bytesAfter).toBeGreaterThan(10_000)
  expect(await history.readAll('slim')).toEqual(turns)
  expect(await goOn('slim', agent)).toEqual(context)
})

/** What hooks and repeated starts leave in a log: their own events, a second text of each output, the instructions again. */
function withBallast(log: string): string {
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const [first] = lines
  const system = lines.find(({ type }) => type === 'system.message')
  const event = (n: number, type: string, data: unknown): object => ({
    ...first,
    id: uuidOf(`${n}`),
    type,
    data,
    parentId: null,
  })
  const hook = { hookInvocationId: 'h', hookType: 'preToolUse' }
  return [
    ...lines.map((line) => {
      if (line['type'] !== 'tool.execution_complete') return line
      const data = line['data'] as { result: { content: string } }
      return { ...line, data: { ...data, result: { ...data.result, detailedContent: data.result.content } } }
    }),
    event(1, 'hook.start', { ...hook, input: 'x'.repeat(2_000) }),
    event(2, 'hook.end', { ...hook, success: true }),
    event(3, 'system.message', system?.['data']),
    // The same instructions of another turn.
    event(4, 'system.message', { ...(system?.['data'] as object), interactionId: 'other' }),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
}
