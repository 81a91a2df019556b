import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWarmUp } from './warmUp.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('each happens once and in order, however often the page asks, and nothing after the end', () => {
  const done: string[] = []
  const make = () =>
    createWarmUp(
      () => done.push('first'),
      () => done.push('last'),
    )
  const warmUp = make()
  warmUp.begin()
  expect(done).toEqual([])
  vi.advanceTimersToNextTimer()
  expect(done).toEqual(['first'])
  warmUp.begin()
  vi.runAllTimers()
  warmUp.begin()
  vi.runAllTimers()
  expect(done).toEqual(['first', 'last'])

  const cut = make()
  cut.begin()
  vi.advanceTimersToNextTimer()
  cut.dispose()
  vi.runAllTimers()
  expect(done).toEqual(['first', 'last', 'first'])
})
