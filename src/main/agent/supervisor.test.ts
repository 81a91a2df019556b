import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { RuntimeProcess } from './runtime.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'
import { defaultTimings } from './timings.ts'

/** A runtime that does as it is told. */
interface Puppet extends RuntimeProcess {
  answersPing: boolean
  killed: boolean
  die(): void
}

let made: Puppet[]
let startsBadly: (attempt: number) => boolean
let supervisor: Supervisor<Puppet>
let states: string[]

function puppet(): Puppet {
  const listeners = new Set<() => void>()
  const number = made.length + 1
  const self: Puppet = {
    answersPing: true,
    killed: false,
    die: () => {
      for (const listener of listeners) listener()
    },
    pid: () => (self.killed ? null : number),
    start: () => (startsBadly(number) ? Promise.reject(new Error('no')) : Promise.resolve(`v${number}`)),
    ping: () => (self.answersPing ? Promise.resolve() : new Promise(() => undefined)),
    stop: () => {
      self.killed = true
      return Promise.resolve()
    },
    kill: () => {
      self.killed = true
      return Promise.resolve()
    },
    onExit: (listener) => void listeners.add(listener),
  }
  made.push(self)
  return self
}

beforeEach(() => {
  vi.useFakeTimers()
  made = []
  states = []
  startsBadly = () => false
  supervisor = createSupervisor({
    name: 'puppet',
    check: () => Promise.resolve(),
    make: puppet,
    needed: () => true,
    timings: defaultTimings,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  supervisor.onStatus((status) => states.push(status.state === 'restarting' ? `again ${status.attempt}` : status.state))
})

afterEach(async () => {
  await supervisor.dispose()
  vi.useRealTimers()
})

it('starts once for all that ask at the same time', async () => {
  const lives = await Promise.all([supervisor.use(), supervisor.use()])
  expect(made).toHaveLength(1)
  expect(lives[0]).toBe(lives[1])
  expect(states).toEqual(['starting', 'running'])
})

it('tells the loss, rejects what waits, and starts again by itself', async () => {
  const life = await supervisor.use()
  const lost: unknown[] = []
  supervisor.onLost((gone) => lost.push(gone))
  const call = life.call('x', 1_000_000, () => new Promise(() => undefined))
  made[0]!.die()
  await expect(call).rejects.toMatchObject({ code: 'runtimeFailed' })
  expect(lost).toEqual([life])
  expect(await supervisor.use()).not.toBe(life)
  expect(made).toHaveLength(2)
})

it('finds a frozen runtime within ten seconds, kills it and starts another', async () => {
  await supervisor.use()
  const lost = vi.fn()
  supervisor.onLost(lost)
  made[0]!.answersPing = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(lost).toHaveBeenCalledTimes(1)
  expect(made[0]!.killed).toBe(true)
  expect(supervisor.status()).toEqual({ state: 'running', version: 'v2' })
})

it('forgives one ping that is late', async () => {
  await supervisor.use()
  made[0]!.answersPing = false
  await vi.advanceTimersByTimeAsync(defaultTimings.pingEvery + defaultTimings.ping - 1)
  made[0]!.answersPing = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(made).toHaveLength(1)
})

it('looks after a call that took too long', async () => {
  const life = await supervisor.use()
  made[0]!.answersPing = false
  const call = life.call('x', 100, () => new Promise(() => undefined))
  const refused = expect(call).rejects.toMatchObject({ code: 'runtimeTimeout' })
  await vi.advanceTimersByTimeAsync(100 + 2 * defaultTimings.ping)
  await refused
  expect(made[0]!.killed).toBe(true)
})

it('tries three times with growing waits, and begins anew when it is asked again', async () => {
  startsBadly = (attempt) => attempt <= 3
  const use = expect(supervisor.use()).rejects.toBeInstanceOf(AppError)
  await vi.advanceTimersByTimeAsync(499)
  expect(made).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(made).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_000)
  await use
  expect(states).toEqual(['starting', 'again 2', 'again 3', 'failed'])
  await supervisor.use()
  expect(supervisor.status()).toMatchObject({ state: 'running' })
})

it('gives up a runtime that starts and dies without ever being of use', async () => {
  await supervisor.use()
  for (let death = 0; death < 3; death += 1) {
    made.at(-1)!.die()
    await vi.advanceTimersByTimeAsync(5_000)
  }
  expect(supervisor.status()).toMatchObject({ state: 'failed', reason: 'exited' })
  expect(made).toHaveLength(3)
})

it('never gives up one that was of use', async () => {
  for (let death = 0; death < 10; death += 1) {
    const life = await supervisor.use()
    await life.call('x', 100, () => Promise.resolve(1))
    made.at(-1)!.die()
    await vi.advanceTimersByTimeAsync(5_000)
  }
  expect(supervisor.status()).toEqual({ state: 'running', version: 'v11' })
})

it('starts nothing after its disposal', async () => {
  await supervisor.use()
  await supervisor.dispose()
  expect(made[0]!.killed).toBe(true)
  await expect(supervisor.use()).rejects.toBeInstanceOf(AppError)
  expect(made).toHaveLength(1)
})
