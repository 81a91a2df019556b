import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSaver } from './saver.ts'

describe('a saver', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function setup() {
    const written: [string, number][] = []
    return { written, saver: createSaver<number>({ delay: 200, write: (key, value) => written.push([key, value]) }) }
  }

  it('writes the last value, never later than the delay after the first one', () => {
    const { saver, written } = setup()
    for (let step = 0; step < 10; step += 1) {
      saver.set('a', step)
      vi.advanceTimersByTime(50)
    }
    // Typing without a pause does not put it off.
    expect(written).toEqual([
      ['a', 3],
      ['a', 7],
    ])
    vi.advanceTimersByTime(200)
    expect(written.at(-1)).toEqual(['a', 9])
  })

  it('keeps keys apart, and tells what waits', () => {
    const { saver, written } = setup()
    saver.set('a', 1)
    saver.set('b', 2)
    expect(saver.get('a')).toBe(1)
    saver.drop('a')
    expect(saver.get('a')).toBeUndefined()
    vi.advanceTimersByTime(500)
    expect(written).toEqual([['b', 2]])
  })

  it('writes at once when it must, and not again', () => {
    const { saver, written } = setup()
    saver.set('a', 1)
    saver.flush()
    vi.advanceTimersByTime(500)
    expect(written).toEqual([['a', 1]])
  })
})
