import { chmod, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { says } from '../model/reply.ts'
import { saidIn } from './harness.ts'
import { connection, harness, model, use } from './perTest.ts'
import { scriptedRuntime } from './scriptedRuntime.ts'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

it('tells an interrupted turn when the runtime is killed, and goes on, five times over', async () => {
  const { agent } = harness
  for (let round = 0; round < 5; round += 1) {
    const probe = harness.session('killed', connection)
    const live = await (round === 0 ? agent.create(probe.options) : agent.resume(probe.options))
    model.enqueue(says('a long answer '.repeat(20), { holdAfter: 4 }))
    await live.send(`round ${round}`)
    await probe.until(({ state }) => state().active?.items.length === 1)
    const [pid] = agent.pids()
    process.kill(pid!, 'SIGKILL')
    await probe.until(({ lost }) => lost() === 1)
    expect(probe.events.at(-1)).toMatchObject({ type: 'turnEnded', outcome: 'interrupted' })
    expect(saidIn(probe.state().turns.at(-1)!)).toContain('a long')
    await expect(live.send('too late')).rejects.toMatchObject({ code: 'runtimeFailed' })
  }
  const probe = harness.session('killed', connection)
  await probe.turn(await agent.resume(probe.options), 'and now?')
  expect(model.requests.at(-1)!.messages.filter(({ role }) => role === 'user')).toHaveLength(6)
  expect(agent.status()).toMatchObject({ state: 'running' })
})

it('kills a runtime that is frozen, and starts another', async () => {
  await use({ timings: { pingEvery: 100, ping: 200 } })
  const { agent } = harness
  const probe = harness.session('frozen', connection)
  const live = await agent.create(probe.options)
  await probe.turn(live, 'one')
  const [pid] = agent.pids()
  process.kill(pid!, 'SIGSTOP')
  await harness.untilStatus(({ state }) => state === 'restarting')
  await harness.untilStatus(({ state }) => state === 'running')
  expect(probe.lost()).toBe(1)
  expect(isAlive(pid!)).toBe(false)
  const again = harness.session('frozen', connection)
  expect((await again.turn(await agent.resume(again.options), 'two')).outcome).toBe('done')
})

it('says that the runtime is missing or may not be executed', async () => {
  await use({ runtimePath: '/nowhere/copilot-runtime' })
  const probe = harness.session('x', connection)
  await expect(harness.agent.create(probe.options)).rejects.toMatchObject({ code: 'runtimeMissing' })
  expect(harness.agent.status()).toMatchObject({ state: 'failed', reason: 'missing' })

  const path = await scriptedRuntime(harness.folder, {})
  const plain = join(harness.folder, 'plain')
  await copyFile(path, plain)
  await chmod(plain, 0o644)
  await use({ runtimePath: plain })
  await expect(harness.agent.create(probe.options)).rejects.toMatchObject({ code: 'runtimeNotExecutable' })
  expect(harness.agent.status()).toMatchObject({ state: 'failed', reason: 'notExecutable' })
})

it('refuses a runtime of another protocol', async () => {
  await use({ runtimePath: await scriptedRuntime(harness.folder, { protocolVersion: 99 }) })
  await expect(harness.agent.exists('x')).rejects.toMatchObject({ code: 'runtimeProtocol' })
  expect(harness.agent.status()).toMatchObject({ state: 'failed', reason: 'protocol' })
  expect(harness.agent.pids()).toEqual([])
})

it('tries three times when the runtime ends at its start, and then says so', async () => {
  const seen: string[] = []
  await use({ runtimePath: await scriptedRuntime(harness.folder, { exitAtStart: 3 }), timings: { backOff: 1 } })
  harness.agent.onStatus((status) =>
    seen.push(status.state === 'restarting' ? `again ${status.attempt}` : status.state),
  )
  await expect(harness.agent.exists('x')).rejects.toMatchObject({ code: 'runtimeFailed' })
  expect(seen).toEqual(['starting', 'again 2', 'again 3', 'failed'])
})

it('gives up a runtime that never answers the handshake', async () => {
  const runtimePath = await scriptedRuntime(harness.folder, { neverConnect: true })
  await use({ runtimePath, timings: { start: 300, backOff: 1 } })
  await expect(harness.agent.exists('x')).rejects.toMatchObject({ code: 'runtimeTimeout' })
  expect(harness.agent.status()).toMatchObject({ state: 'failed', reason: 'startTimeout' })
  expect(harness.agent.pids()).toEqual([])
})

it('stops hard when the runtime does not stop softly', async () => {
  const runtimePath = await scriptedRuntime(harness.folder, { hang: ['session.abort'] })
  await use({ runtimePath, timings: { stop: 300 } })
  const probe = harness.session('hard', connection)
  const live = await harness.agent.create(probe.options)
  model.enqueue(says('abcdefgh'.repeat(10), { holdAfter: 3 }))
  await live.send('write')
  await probe.until(({ state }) => state().active?.items.length === 1)
  await live.stop()
  expect(probe.state().turns[0]).toMatchObject({ outcome: 'stopped' })
  expect(probe.lost()).toBe(1)
  const again = harness.session('hard', connection)
  expect((await again.turn(await harness.agent.resume(again.options), 'go on')).outcome).toBe('done')
})

it('bounds a call that hangs', async () => {
  await use({
    runtimePath: await scriptedRuntime(harness.folder, { hang: ['session.getMetadata'] }),
    timings: { call: 200 },
  })
  await expect(harness.agent.exists('x')).rejects.toMatchObject({ code: 'runtimeTimeout' })
  expect(harness.agent.status()).toMatchObject({ state: 'running' })
})

it('says that nothing happens, then gives the turn up', async () => {
  await use({ timings: { silence: 1_000, stall: 3_000 } })
  const probe = harness.session('stalled', connection)
  const live = await harness.agent.create(probe.options)
  model.enqueue(says('and then nothing', { stallAfter: 1 }))
  const turn = await probe.turn(live, 'hello')
  expect(turn).toMatchObject({ outcome: 'failed', error: { kind: 'stalled' } })
  const notices = turn.items.flatMap((item) => (item.kind === 'notice' ? [item.notice] : []))
  expect(notices.at(-1)).toEqual({ kind: 'info', message: 'no-activity' })
  expect(await model.requests[0]!.ended).toBe(false)
  expect((await probe.turn(live, 'again')).outcome).toBe('done')
})

it('leaves no process behind', async () => {
  const { agent } = harness
  const probe = harness.session('last', connection)
  const live = await agent.create(probe.options)
  model.enqueue(says('a long answer '.repeat(20), { holdAfter: 4 }))
  await live.send('hello')
  await probe.until(({ state }) => state().active?.items.length === 1)
  const practice = harness.session('practice', { kind: 'practice' })
  await agent.create(practice.options)
  const pids = agent.pids()
  expect(pids).toHaveLength(2)
  await agent.dispose()
  expect(pids.filter(isAlive)).toEqual([])
  expect(probe.events.at(-1)).toMatchObject({ type: 'turnEnded', outcome: 'interrupted' })
  expect(probe.lost()).toBe(0)
  expect(agent.status()).toEqual({ state: 'stopped' })
})

it('ends a frozen runtime too', async () => {
  await use({ timings: { shutdown: 300 } })
  await harness.agent.exists('x')
  const pids = harness.agent.pids()
  process.kill(pids[0]!, 'SIGSTOP')
  await harness.agent.dispose()
  expect(pids.filter(isAlive)).toEqual([])
})
