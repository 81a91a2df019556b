import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Connection } from '../../src/main/agent/port.ts'
import type { NoticeItem } from '../../src/shared/model/notice.ts'
import type { RuntimeStatus } from '../../src/shared/model/runtimeStatus.ts'
import { echo, refuses, says } from '../model/reply.ts'
import type { Reply } from '../model/reply.ts'
import { saidIn, type SessionProbe } from './harness.ts'
import { connection, harness, model, use } from './perTest.ts'
import { scriptedRuntime } from './scriptedRuntime.ts'

/** What is said of tries in the turn that runs. */
function retrying({ state }: SessionProbe): NoticeItem['notice'] | undefined {
  const turn = state().active ?? state().turns.at(-1)
  return turn?.items.flatMap((item) => (item.kind === 'notice' ? [item.notice] : [])).findLast(isRetry)
}
const isRetry = ({ kind }: NoticeItem['notice']): boolean => kind === 'retrying'

it.each<[string, Reply, string]>([
  ['limits the rate', refuses(429, 'Slow down', { 'retry-after': '1' }), 'HTTP 429'],
  ['has a fault', refuses(500, 'Boom'), 'HTTP 500'],
  ['cuts the stream', says('cut off here', { cutAfter: 1 }), 'transport'],
])('tells each new try when the provider %s, and that it got through', async (_what, reply, message) => {
  const probe = harness.session('tries', connection)
  const live = await harness.agent.create(probe.options)
  model.enqueue(reply, reply)
  await live.send('hello')
  await probe.until((one) => retrying(one) !== undefined)
  expect(retrying(probe)).toEqual({ kind: 'retrying', message, attempt: 1 })
  await probe.until(({ state }) => state().turns.length === 1)
  expect(retrying(probe)).toEqual({ kind: 'retrying', message, attempt: 2, over: true })
  expect(probe.state().turns[0]).toMatchObject({ outcome: 'done' })
  expect(saidIn(probe.state().turns[0]!)).toContain('hello')
})

it('tells that the connection is refused while it tries, and stops at once when it is told to', async () => {
  const probe = harness.session('refused', { ...connection, baseUrl: 'http://127.0.0.1:1/v1' } as Connection)
  const live = await harness.agent.create(probe.options)
  await live.send('hello')
  await probe.until((one) => retrying(one)?.kind === 'retrying')
  expect(retrying(probe)).toEqual({ kind: 'retrying', message: 'ECONNREFUSED', attempt: 1 })
  await live.stop()
  expect(probe.state().turns[0]).toMatchObject({ outcome: 'stopped' })
  expect(probe.state().turns[0]!.prompt?.text).toBe('hello')
  expect(retrying(probe)).toMatchObject({ over: true })
})

it('ends a turn whose provider asks for a pause of an hour, and says why', async () => {
  const probe = harness.session('pause', connection)
  model.route(() => refuses(429, 'Slow down', { 'retry-after': '3600' }))
  const live = await harness.agent.create(probe.options)
  expect(await probe.turn(live, 'hello')).toMatchObject({
    outcome: 'failed',
    error: { kind: 'rateLimit', status: 429 },
  })
  model.route(echo)
  expect((await probe.turn(live, 'again')).outcome).toBe('done')
})

it('gives up a provider that never says a word', async () => {
  await use({ timings: { silence: 1_000, stall: 3_000 } })
  const probe = harness.session('silent', connection)
  const live = await harness.agent.create(probe.options)
  model.enqueue({ silent: true })
  const turn = await probe.turn(live, 'hello')
  expect(turn).toMatchObject({ outcome: 'failed', error: { kind: 'stalled' } })
  expect(turn.items.at(-1)).toMatchObject({ notice: { kind: 'info', message: 'no-activity' } })
  expect((await probe.turn(live, 'again')).outcome).toBe('done')
})

it('waits for a runtime that works hard and answers nothing meanwhile', async () => {
  const runtimePath = await scriptedRuntime(harness.folder, { work: { method: 'session.send', ms: 2_000 } })
  await use({ runtimePath, timings: { pingEvery: 20, ping: 200 } })
  const probe = harness.session('busy', connection)
  const live = await harness.agent.create(probe.options)
  const [pid] = harness.agent.pids()
  expect((await probe.turn(live, 'hello')).outcome).toBe('done')
  expect(probe.lost()).toBe(0)
  expect(harness.agent.pids()).toEqual([pid])
})

it('says that a start takes its time, and starts all the same', async () => {
  await use({ runtimePath: await scriptedRuntime(harness.folder, { connectAfter: 1_000 }), timings: { slow: 200 } })
  const seen: RuntimeStatus[] = []
  harness.agent.onStatus((status) => seen.push(status))
  await harness.agent.exists('x')
  expect(seen).toEqual([
    { state: 'starting' },
    { state: 'starting', slow: true },
    expect.objectContaining({ state: 'running' }),
  ])
})

it('stops trying when it is told to, leaves no process, and sending tries again', async () => {
  await use({ runtimePath: await scriptedRuntime(harness.folder, { neverConnect: true }), timings: { start: 60_000 } })
  const probe = harness.session('stopped', connection)
  const created = expect(harness.agent.create(probe.options)).rejects.toMatchObject({ code: 'runtimeGivenUp' })
  await expect.poll(() => harness.agent.pids()).toHaveLength(1)
  harness.agent.stopTrying()
  await created
  expect(harness.agent.status()).toMatchObject({ state: 'failed', reason: 'givenUp' })
  expect(harness.agent.pids()).toEqual([])
  await expect(harness.agent.authState()).rejects.toMatchObject({ code: 'runtimeGivenUp' })
  const again = expect(harness.agent.resume(probe.options)).rejects.toMatchObject({ code: 'runtimeGivenUp' })
  await expect.poll(() => harness.agent.pids()).toHaveLength(1)
  harness.agent.stopTrying()
  await again
})

it('ends a turn that the runtime can not write, keeps what was said, and writes it all when it can again', async () => {
  const ended: unknown[] = []
  await use({ timings: { grace: 500 }, onTurnEnded: (outcome, error) => ended.push([outcome, error?.kind ?? null]) })
  const probe = harness.session('unwritable', connection)
  const live = await harness.agent.create(probe.options)
  await probe.turn(live, 'one')
  const log = join(harness.home, 'session-state', 'unwritable', 'events.jsonl')
  await rename(log, `${log}.aside`)
  await mkdir(log)
  const turn = await probe.turn(live, 'two')
  expect(turn).toMatchObject({ outcome: 'failed', error: { kind: 'persistence' } })
  expect(saidIn(turn)).toContain('two')
  await rm(log, { recursive: true })
  await rename(`${log}.aside`, log)
  expect((await probe.turn(live, 'three')).outcome).toBe('done')
  expect(ended).toEqual([
    ['done', null],
    ['failed', 'persistence'],
    ['done', null],
  ])
  const stored = (await harness.stored('unwritable')).turns.map(({ prompt }) => prompt?.text)
  expect(new Set(stored)).toEqual(new Set(['one', 'two', 'three']))
})

it('says that a home that can not be made is the trouble', async () => {
  const home = join(harness.folder, 'file', 'home')
  await writeFile(join(harness.folder, 'file'), '')
  await use({ home })
  await expect(harness.agent.exists('x')).rejects.toMatchObject({ code: 'homeReadOnly' })
  expect(harness.agent.status()).toEqual({ state: 'failed', reason: 'homeReadOnly', message: home })
})
