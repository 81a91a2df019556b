import { expect, test, vi } from 'vitest'
import { closeAction, createCrashPolicy, runningTitles } from './closing.ts'
import { silentLog } from './log.ts'
import { createQuitting } from './quitting.ts'
import type { QuittingDeps } from './quitting.ts'
import { testRow } from './row.fixture.ts'
import { createThrottle } from './throttle.ts'

test('closing does what was chosen, and asks until something was', () => {
  const base = { platform: 'linux', tray: true, quitting: false } as const
  expect(closeAction({ ...base, onClose: 'ask' })).toBe('ask')
  expect(closeAction({ ...base, onClose: 'tray' })).toBe('hide')
  expect(closeAction({ ...base, onClose: 'quit' })).toBe('quit')
  expect(closeAction({ ...base, onClose: 'tray', quitting: true })).toBe('close')
})

test('without a tray a hidden window would be lost, but for the Dock', () => {
  const base = { onClose: 'tray', tray: false, quitting: false } as const
  expect(closeAction({ ...base, platform: 'linux' })).toBe('quit')
  expect(closeAction({ ...base, platform: 'win32' })).toBe('quit')
  expect(closeAction({ ...base, platform: 'darwin' })).toBe('hide')
})

test('quitting names what runs and what waits', () => {
  const rows = [
    testRow({ id: 'a', state: 'running', title: 'A' }),
    testRow({ id: 'b', title: 'B' }),
    testRow({ id: 'c', state: 'needsYou', title: 'C' }),
  ]
  expect(runningTitles(rows)).toEqual(['A', 'C'])
})

test('a crashed page is loaded anew once a minute, then the person decides', () => {
  let now = 0
  const decide = createCrashPolicy(() => now)
  expect(decide()).toBe('reload')
  now = 59_000
  expect(decide()).toBe('ask')
  now = 200_000
  expect(decide()).toBe('reload')
})

function setUp(patch: Partial<QuittingDeps> = {}) {
  const done: string[] = []
  const quitting = createQuitting({
    confirm: () => Promise.resolve(true),
    closeWindows: () => {
      done.push('windows')
      return Promise.resolve()
    },
    dispose: () => {
      done.push('dispose')
      return Promise.resolve()
    },
    finish: () => done.push('finish'),
    exit: (code) => done.push(`exit ${code}`),
    log: silentLog,
    ...patch,
  })
  return { quitting, done }
}

test('quits in order: windows, everything else, the process', async () => {
  const { quitting, done } = setUp()
  expect(quitting.requested()).toBe(false)
  expect(quitting.requested()).toBe(false)
  await vi.waitFor(() => expect(done).toEqual(['windows', 'dispose', 'finish']))
  expect(quitting.requested()).toBe(true)
  expect(done).toHaveLength(3)
})

test('stays when the person would rather stay, and can be asked again', async () => {
  let stay = true
  const { quitting, done } = setUp({ confirm: () => Promise.resolve(!stay) })
  quitting.requested()
  await Promise.resolve()
  await vi.waitFor(() => expect(quitting.isQuitting()).toBe(false))
  expect(done).toEqual([])
  stay = false
  quitting.requested()
  await vi.waitFor(() => expect(done).toContain('finish'))
})

test('a step that fails does not hold the others', async () => {
  const { quitting, done } = setUp({ closeWindows: () => Promise.reject(new Error('stuck')) })
  quitting.requested()
  await vi.waitFor(() => expect(done).toEqual(['dispose', 'finish']))
})

test('a signal does not wait for an answer', async () => {
  const { quitting, done } = setUp({ confirm: () => new Promise(() => undefined) })
  quitting.requested()
  quitting.force()
  quitting.force()
  await vi.waitFor(() => expect(done).toEqual(['windows', 'dispose', 'finish']))
})

test('what takes too long is ended hard', async () => {
  vi.useFakeTimers()
  try {
    const { quitting, done } = setUp({ dispose: () => new Promise(() => undefined) })
    quitting.force()
    await vi.advanceTimersByTimeAsync(9_999)
    expect(done).toEqual(['windows'])
    await vi.advanceTimersByTimeAsync(1)
    expect(done).toEqual(['windows', 'exit 1'])
  } finally {
    vi.useRealTimers()
  }
})

test('a throttle works at once, then at most once a while, and never drops the last wish', () => {
  vi.useFakeTimers()
  try {
    let count = 0
    const throttle = createThrottle(() => {
      count += 1
    }, 500)
    throttle.ask()
    throttle.ask()
    throttle.ask()
    expect(count).toBe(1)
    vi.advanceTimersByTime(500)
    expect(count).toBe(2)
    vi.advanceTimersByTime(5000)
    expect(count).toBe(2)
    throttle.ask()
    throttle.ask()
    throttle.dispose()
    vi.advanceTimersByTime(5000)
    expect(count).toBe(3)
  } finally {
    vi.useRealTimers()
  }
})
