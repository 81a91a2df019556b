import { expect, it } from 'vitest'
import { defaultTimings } from './timings.ts'

const { silence, stop, pingEvery, ping, close, shutdown } = defaultTimings

it('nothing claims to run for more than 90 s without a word, and a stop is a hard one after 5 s', () => {
  expect(silence).toBeLessThanOrEqual(90_000)
  expect(stop).toBeLessThanOrEqual(5_000)
})

it('a runtime that is frozen is found within ten seconds, and quitting has ended everything by then', () => {
  // Two tries: the second one begins where the first one is given up.
  expect(pingEvery + 2 * ping).toBeLessThanOrEqual(10_000)
  expect(close + shutdown).toBeLessThanOrEqual(10_000)
})
