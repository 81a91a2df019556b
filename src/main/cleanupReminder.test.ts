import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { firstRule, firstSchedule } from '../shared/cleanup.ts'
import type { CleanupSchedule } from '../shared/cleanup.ts'
import { createNotices } from './notices.ts'
import { createCleanupReminder, isDue } from './cleanupReminder.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = 1_000 * DAY

beforeEach(() => vi.useFakeTimers({ now: START }))
afterEach(() => vi.useRealTimers())

function createBench(from: Partial<CleanupSchedule> = {}) {
  const notices = createNotices()
  const told: string[] = []
  notices.tell((event) => told.push(event.type))
  const state = {
    schedule: { ...firstSchedule, ...from },
    finds: 12,
    looks: 0,
    fails: false,
    failures: 0,
  }
  const reminder = createCleanupReminder({
    schedule: () => state.schedule,
    keep: (schedule) => {
      state.schedule = schedule
    },
    preview: () => {
      state.looks += 1
      if (state.fails) return Promise.reject(new Error('no'))
      const ids = Array.from({ length: state.finds }, (_, index) => String(index))
      return Promise.resolve({ ids, bytes: state.finds * 10, keptOut: [] })
    },
    notices,
    now: Date.now,
    onError: () => {
      state.failures += 1
    },
  })
  const due = () => notices.list().filter(({ kind }) => kind === 'cleanupDue')
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { state, reminder, notices, due, told, pass }
}

test('is off until it is asked for, and looks for nothing until then', async () => {
  const { state, reminder, due, pass } = createBench()
  reminder.begin()
  await pass(400 * DAY)
  expect(due()).toEqual([])
  expect(state.looks).toBe(0)
  reminder.dispose()
})

test('tells a period after it was set, once, until it is seen; then a period later again', async () => {
  const { state, reminder, due, told, pass } = createBench()
  reminder.begin()
  reminder.set({ every: 'weekly', rule: firstRule })
  await pass(6 * DAY)
  expect(due()).toEqual([])
  await pass(DAY + HOUR)
  expect(due()).toEqual([{ kind: 'cleanupDue', count: 12, bytes: 120 }])
  await pass(20 * DAY)
  expect(told).toEqual(['notice.added'])
  state.finds = 11
  await pass(HOUR)
  expect(due()).toEqual([{ kind: 'cleanupDue', count: 11, bytes: 110 }])
  reminder.seen()
  expect(due()).toEqual([])
  await pass(6 * DAY)
  expect(due()).toEqual([])
  await pass(DAY + HOUR)
  expect(due()).toHaveLength(1)
  reminder.dispose()
})

test('a start in the middle of a period waits for its end; what was not seen is told again by the next start', async () => {
  const middle = createBench({ every: 'monthly', since: START - 29 * DAY })
  middle.reminder.begin()
  await middle.pass(0)
  expect(middle.due()).toEqual([])
  await middle.pass(DAY)
  expect(middle.due()).toHaveLength(1)
  middle.reminder.dispose()
  const next = createBench(middle.state.schedule)
  next.reminder.begin()
  await next.pass(0)
  expect(next.due()).toHaveLength(1)
  next.reminder.dispose()
})

test('a machine that slept through several periods tells once, when it wakes', async () => {
  const { reminder, due, told, pass } = createBench({ every: 'weekly', since: START })
  reminder.begin()
  // Timers stand still while it sleeps, the clock does not.
  vi.setSystemTime(START + 40 * DAY)
  reminder.woke()
  await pass(0)
  expect(due()).toHaveLength(1)
  reminder.woke()
  await pass(3 * HOUR)
  expect(told).toEqual(['notice.added'])
  reminder.seen()
  reminder.woke()
  await pass(DAY)
  expect(due()).toEqual([])
  reminder.dispose()
})

test('nothing found is not told, and is looked for again a period later', async () => {
  const { state, reminder, due, pass } = createBench({ every: 'weekly', since: START - 8 * DAY })
  state.finds = 0
  reminder.begin()
  await pass(6 * DAY)
  expect(due()).toEqual([])
  expect(state.looks).toBe(1)
  state.finds = 3
  await pass(2 * DAY)
  expect(due()).toHaveLength(1)
  // What it told of was deleted by hand meanwhile.
  state.finds = 0
  await pass(HOUR)
  expect(due()).toEqual([])
  reminder.dispose()
})

test('turned off, nothing is told any more, and what was told goes', async () => {
  const { state, reminder, due, pass } = createBench({ every: 'weekly', since: START - 8 * DAY })
  reminder.begin()
  await pass(0)
  expect(due()).toHaveLength(1)
  reminder.set({ every: 'never', rule: firstRule })
  expect(due()).toEqual([])
  await pass(100 * DAY)
  expect(due()).toEqual([])
  expect(state.looks).toBe(1)
  reminder.dispose()
})

test('a look that fails is told of, and tried again an hour later', async () => {
  const { state, reminder, due, pass } = createBench({ every: 'weekly', since: START - 8 * DAY })
  state.fails = true
  reminder.begin()
  await pass(0)
  expect(state.failures).toBe(1)
  state.fails = false
  await pass(HOUR)
  expect(due()).toHaveLength(1)
  reminder.dispose()
  await pass(10 * DAY)
  expect(state.looks).toBe(2)
})

test('a clock that was far in the future does not put it off for as long, a small step back tells nothing twice', () => {
  const schedule: CleanupSchedule = { every: 'weekly', rule: firstRule, since: START }
  expect(isDue(schedule, START - HOUR)).toBe(false)
  expect(isDue(schedule, START - 8 * DAY)).toBe(true)
  expect(isDue(schedule, START + 7 * DAY)).toBe(true)
  expect(isDue({ ...schedule, every: 'monthly' }, START + 7 * DAY)).toBe(false)
  expect(isDue({ ...schedule, every: 'never' }, START + 700 * DAY)).toBe(false)
})
