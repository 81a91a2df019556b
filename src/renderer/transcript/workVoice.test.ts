import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ToolItem } from '../../shared/model/tool.ts'
import { createWorkVoice } from './workVoice.ts'

const tool = (id: string): ToolItem => ({
  kind: 'tool',
  id,
  at: 1,
  name: 'bash',
  subject: '',
  input: '',
  output: '',
  state: 'done',
  endedAt: 2,
  parentId: null,
})

describe('the voice of what tools do', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('tells of each once, in order, never two times within a quarter of a minute, and nothing while nothing happens', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('did' as const) }),
      fc.record({ kind: fc.constant('take' as const) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const told: string[] = []
        const times: number[] = []
        const voice = createWorkVoice((tools) => {
          expect(tools.length).toBeGreaterThan(0)
          told.push(...tools.map(({ id }) => id))
          times.push(Date.now())
        })
        let done = 0
        for (const one of steps) {
          if (one.kind === 'did') voice.did(tool(String((done += 1))))
          else if (one.kind === 'take') told.push(...voice.take().map(({ id }) => id))
          else vi.advanceTimersByTime(one.ms)
        }
        vi.advanceTimersByTime(15_000)
        expect(told).toEqual(Array.from({ length: done }, (_, at) => String(at + 1)))
        for (const [at, time] of times.entries())
          if (at > 0) expect(time - times[at - 1]!).toBeGreaterThanOrEqual(15_000)
        expect(vi.getTimerCount()).toBe(0)
      }),
    )
  })

  it('is silent once it was stopped', () => {
    const tell = vi.fn()
    const voice = createWorkVoice(tell)
    voice.did(tool('a'))
    voice.stop()
    vi.advanceTimersByTime(60_000)
    expect(tell).not.toHaveBeenCalled()
  })
})
