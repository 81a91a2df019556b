import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createExpiry, type Expiry } from './expiry.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let runs: number
let failures: unknown[]
let expiry: Expiry

beforeEach(() => {
  vi.useFakeTimers()
  runs = 0
  failures = []
  expiry = createExpiry({
    purgeExpired: () => {
      runs += 1
      return runs === 2 ? Promise.reject(new Error('full')) : Promise.resolve()
    },
    now: Date.now,
    onError: (error) => failures.push(error),
  })
})
afterEach(() => {
  expiry.dispose()
  vi.useRealTimers()
})

test('what is past its days goes at the start and every day after, whatever went wrong once', async () => {
  expect(runs).toBe(0)
  expiry.begin()
  expect(runs).toBe(1)
  await vi.advanceTimersByTimeAsync(DAY - HOUR)
  expect(runs).toBe(1)
  await vi.advanceTimersByTimeAsync(HOUR)
  expect([runs, failures.length]).toEqual([2, 1])
  await vi.advanceTimersByTimeAsync(30 * DAY)
  expect(runs).toBe(32)
})

test('a night in which the machine slept counts', async () => {
  expiry.begin()
  await vi.advanceTimersByTimeAsync(2 * HOUR)
  // The clock goes on, timers do not.
  vi.setSystemTime(Date.now() + 2 * DAY)
  expect(runs).toBe(1)
  expiry.woke()
  expect(runs).toBe(2)
  await vi.advanceTimersByTimeAsync(0)
  expiry.woke()
  expect(runs).toBe(2)
})

test('a sleep that nobody told of is noticed within the hour, and a clock that was set back as well', async () => {
  expiry.begin()
  vi.setSystemTime(Date.now() + 3 * DAY)
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(runs).toBe(2)
  vi.setSystemTime(Date.now() - 30 * DAY)
  await vi.advanceTimersByTimeAsync(HOUR)
  expect(runs).toBe(3)
})

test('it ends, and does nothing before it has begun', async () => {
  expiry.woke()
  expect(runs).toBe(0)
  expiry.begin()
  expiry.dispose()
  await vi.advanceTimersByTimeAsync(2 * DAY)
  expiry.woke()
  expect(runs).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})
