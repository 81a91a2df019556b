import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { bounded, settledWithin } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = (): Promise<never> => new Promise(() => undefined)

it('hands on what comes in time', async () => {
  const gone = new AbortController().signal
  await expect(bounded(Promise.resolve(1), { what: 'x', ms: 10, gone })).resolves.toBe(1)
  await expect(bounded(Promise.reject(new Error('no')), { what: 'x', ms: 10, gone })).rejects.toThrow('no')
  expect(vi.getTimerCount()).toBe(0)
})

it('does not wait longer, nor after the end of the runtime', async () => {
  const gone = new AbortController()
  const late = expect(bounded(never(), { what: 'x', ms: 10, gone: gone.signal })).rejects.toMatchObject({
    code: 'runtimeTimeout',
    detail: 'x',
  })
  vi.advanceTimersByTime(10)
  await late
  const cut = bounded(never(), { what: 'x', ms: 10, gone: gone.signal })
  gone.abort(new AppError('runtimeFailed'))
  await expect(cut).rejects.toMatchObject({ code: 'runtimeFailed' })
  await expect(bounded(never(), { what: 'x', ms: 10, gone: gone.signal })).rejects.toMatchObject({
    code: 'runtimeFailed',
  })
  expect(vi.getTimerCount()).toBe(0)
})

it('tells whether something settled, however', async () => {
  await expect(settledWithin(Promise.reject(new Error('no')), 10)).resolves.toBe(true)
  const slow = settledWithin(never(), 10)
  vi.advanceTimersByTime(10)
  await expect(slow).resolves.toBe(false)
})

it('does not count the time in which the machine slept', async () => {
  const gone = new AbortController().signal
  let over = false
  const call = bounded(never(), { what: 'x', ms: 10_000, gone }).catch(() => (over = true))
  await vi.advanceTimersByTimeAsync(9_000)
  vi.setSystemTime(Date.now() + 3_600_000)
  await vi.advanceTimersByTimeAsync(10_999)
  expect(over).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await call
  expect(over).toBe(true)
})
