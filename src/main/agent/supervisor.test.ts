import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { RuntimeProcess } from './runtime.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'
import { defaultTimings } from './timings.ts'

/** A runtime that does as it is told. */
interface Puppet extends RuntimeProcess {
  answersPing: boolean
  killed: boolean
  /** Processor time so far; grows by itself while it works. */
  works: boolean
  die(): void
}

let made: Puppet[]
let startsBadly: (attempt: number) => boolean
/** Whether a bad start hangs instead of failing. */
let hangs: boolean
let supervisor: Supervisor<Puppet>
let states: string[]

function puppet(): Puppet {
  const listeners = new Set<() => void>()
  const number = made.length + 1
  const self: Puppet = {
    answersPing: true,
    killed: false,
    works: false,
    cpuTime: () => Promise.resolve(self.works ? performance.now() : 500),
    die: () => {
      for (const listener of listeners) listener()
    },
    pid: () => (self.killed ? null : number),
    start: () => {
      if (!startsBadly(number)) return Promise.resolve(`v${number}`)
      return hangs ? new Promise(() => undefined) : Promise.reject(new Error('no'))
    },
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
  hangs = false
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

it('leaves a runtime that works its time, but not for ever', async () => {
  await supervisor.use()
  made[0]!.answersPing = false
  made[0]!.works = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(made).toHaveLength(1)
  made[0]!.answersPing = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(made).toHaveLength(1)
  made[0]!.answersPing = false
  await vi.advanceTimersByTimeAsync(defaultTimings.busy + 10_000)
  expect(made).toHaveLength(2)
})

it('finds a runtime within ten seconds that freezes after hard work', async () => {
  await supervisor.use()
  made[0]!.answersPing = false
  made[0]!.works = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect(made).toHaveLength(1)
  made[0]!.works = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(made).toHaveLength(2)
})

it('takes an hour of sleep for what it is', async () => {
  await supervisor.use()
  made[0]!.answersPing = false
  await vi.advanceTimersByTimeAsync(defaultTimings.pingEvery + 2 * defaultTimings.ping - 1)
  // The clock goes on while nothing runs: the timer of the second ping comes an hour late.
  vi.setSystemTime(Date.now() + 3_600_000)
  await vi.advanceTimersByTimeAsync(defaultTimings.ping)
  expect(made).toHaveLength(1)
  // One that stays silent is found all the same.
  await vi.advanceTimersByTimeAsync(defaultTimings.ping)
  expect(made).toHaveLength(2)
})

it('looks at once when the machine woke', async () => {
  await supervisor.use()
  made[0]!.answersPing = false
  supervisor.woke()
  await vi.advanceTimersByTimeAsync(2 * defaultTimings.ping)
  expect(made).toHaveLength(2)
})

it('says that a start is slow, for each attempt anew', async () => {
  startsBadly = () => true
  hangs = true
  const use = expect(supervisor.use()).rejects.toMatchObject({ code: 'runtimeTimeout' })
  await vi.advanceTimersByTimeAsync(defaultTimings.slow - 1)
  expect(supervisor.status()).toEqual({ state: 'starting' })
  await vi.advanceTimersByTimeAsync(1)
  expect(supervisor.status()).toEqual({ state: 'starting', slow: true })
  await vi.advanceTimersByTimeAsync(defaultTimings.start - defaultTimings.slow)
  expect(supervisor.status()).toEqual({ state: 'restarting', attempt: 2, of: 3, reason: 'startTimeout' })
  await vi.advanceTimersByTimeAsync(defaultTimings.backOff + defaultTimings.slow)
  expect(supervisor.status()).toMatchObject({ state: 'restarting', attempt: 2, slow: true })
  await vi.advanceTimersByTimeAsync(2 * defaultTimings.start)
  await use
  expect(supervisor.status()).toMatchObject({ state: 'failed', reason: 'startTimeout' })
})

it.each(['while it starts', 'between two attempts'])('stops trying when it is told to, %s', async (when) => {
  startsBadly = () => true
  hangs = when === 'while it starts'
  const use = expect(supervisor.use()).rejects.toMatchObject({ code: 'runtimeGivenUp' })
  await vi.advanceTimersByTimeAsync(100)
  supervisor.stopTrying()
  await use
  expect(made.every(({ killed }) => killed)).toBe(true)
  expect(supervisor.status()).toMatchObject({ state: 'failed', reason: 'givenUp' })
  // What merely asks leaves it at that; what a person wants starts it.
  await expect(supervisor.use('asks')).rejects.toMatchObject({ code: 'runtimeGivenUp' })
  await vi.advanceTimersByTimeAsync(600_000)
  expect(made).toHaveLength(1)
  startsBadly = () => false
  await supervisor.use('needs')
  supervisor.stopTrying()
  expect(supervisor.status()).toMatchObject({ state: 'running' })
})
