import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTurnWatch, type TurnWatch } from './turnWatch.ts'

let watch: TurnWatch
let told: string[]
let waits: boolean
let works: boolean

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  waits = false
  works = false
  watch = createTurnWatch({
    silence: 90_000,
    stall: 180_000,
    waitsForPerson: () => waits,
    works: () => works,
    onSilent: () => told.push('silent'),
    onHeard: () => told.push('heard'),
    onStalled: () => told.push('stalled'),
  })
  watch.start()
})
afterEach(() => {
  watch.stop()
  vi.useRealTimers()
})

it('tells a silence once, then gives up', () => {
  vi.advanceTimersByTime(89_999)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['silent'])
  vi.advanceTimersByTime(90_000)
  expect(told).toEqual(['silent', 'stalled'])
  vi.advanceTimersByTime(1_000_000)
  expect(told).toHaveLength(2)
})

it('counts from the last activity', () => {
  vi.advanceTimersByTime(80_000)
  watch.touch()
  vi.advanceTimersByTime(89_000)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual(['silent'])
})

it('leaves a tool its time, but says that it is silent', () => {
  works = true
  vi.advanceTimersByTime(3_600_000)
  expect(told).toEqual(['silent'])
  works = false
  vi.advanceTimersByTime(180_000)
  expect(told).toEqual(['silent', 'stalled'])
})

it('waits for the person as long as it takes', () => {
  waits = true
  vi.advanceTimersByTime(86_400_000)
  expect(told).toEqual([])
  waits = false
  vi.advanceTimersByTime(100_000)
  expect(told).toEqual(['silent'])
})

it('says nothing after its end', () => {
  watch.stop()
  vi.advanceTimersByTime(1_000_000)
  expect(told).toEqual([])
})

it('says when something came after all, and tells the next silence again', () => {
  vi.advanceTimersByTime(90_000)
  watch.touch()
  expect(told).toEqual(['silent', 'heard'])
  watch.touch()
  vi.advanceTimersByTime(180_000)
  expect(told).toEqual(['silent', 'heard', 'silent', 'stalled'])
})

it('takes an hour of sleep between two ticks for no silence', () => {
  vi.advanceTimersByTime(89_000)
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([])
  vi.advanceTimersByTime(89_999)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['silent'])
  vi.advanceTimersByTime(89_000)
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual(['silent'])
})
