import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Resuming } from '../../shared/resuming.ts'
import type { LiveSession } from '../agent/port.ts'
import { createClimber, QUIET_MS } from './climb.ts'
import type { Climber, ClimberDeps } from './climb.ts'
import { wordsOf } from './wordsOf.ts'

const live = { id: 'a' } as unknown as LiveSession
let told: (Resuming | null)[]
let deps: { -readonly [K in keyof ClimberDeps]: ClimberDeps[K] }
let climber: Climber
/** What each try to make it live ends with; live when nothing is left. */
let tries: (AppError | Promise<LiveSession>)[]
let restarts: number

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  tries = []
  restarts = 0
  deps = {
    outgoing: {
      add: (event) => {
        if (event.type === 'session.resuming') told.push(event.resuming)
      },
      beforeBatch: () => undefined,
      flush: () => undefined,
      dispose: () => undefined,
    },
    wake: async () => {
      const next = tries.shift()
      if (next instanceof AppError) throw next
      return next ?? live
    },
    facts: () => Promise.resolve({ unsent: false, disk: 'sound', hasHistory: true, trashed: false }),
    othersRunning: () => 0,
    holdUp: () => Promise.resolve(),
    restart: async () => {
      restarts += 1
      await Promise.resolve()
    },
    scan: () => Promise.resolve({ healthy: false, lost: 1 }),
    repair: () => Promise.reject(new Error('not asked for')),
    log: { error: (what, error) => expect.fail(`${what}: ${String(error)}`) },
  }
  climber = createClimber(deps)
})
afterEach(() => {
  vi.useRealTimers()
})

const stepsOf = (resuming: Resuming | null | undefined): string[] =>
  resuming?.steps.map((one) => `${one.step} ${one.state}`) ?? []

describe('making a session live', () => {
  it('makes no stir when it is quick, and tells when it takes longer', async () => {
    await expect(climber.climb('a', null)).resolves.toMatchObject({ live })
    expect(told).toEqual([])
    const slow = Promise.withResolvers<LiveSession>()
    tries = [slow.promise]
    const climb = climber.climb('a', null)
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1)
    expect(told).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(stepsOf(told[0])).toEqual(['live doing'])
    slow.resolve(live)
    await climb
    expect(told.at(-1)).toBeNull()
    expect(climber.told('a')).toBeNull()
  })

  it('restarts the runtime once when that failed, and tells both', async () => {
    tries = [new AppError('runtimeTimeout')]
    await expect(climber.climb('a', null)).resolves.toMatchObject({ live })
    expect(restarts).toBe(1)
    expect(told.map(stepsOf)).toEqual([['live failed', 'restart doing'], []])
    tries = [new AppError('runtimeFailed'), new AppError('runtimeFailed')]
    await expect(climber.climb('a', null)).resolves.toMatchObject({ live: null })
    expect(restarts).toBe(2)
    expect(stepsOf(climber.told('a'))).toEqual([
      'live failed',
      'restart failed',
      'repair skipped',
      'read done',
      'new offered',
    ])
  })

  it('restarts once for two sessions that fail at the same time', async () => {
    tries = [new AppError('runtimeFailed'), new AppError('runtimeFailed')]
    const both = await Promise.all([climber.climb('a', null), climber.climb('b', null)])
    expect(both).toMatchObject([{ live }, { live }])
    expect(restarts).toBe(1)
  })

  it('leaves the runtime alone while another answer is written, until the person says otherwise', async () => {
    deps.othersRunning = () => 1
    climber = createClimber(deps)
    tries = [new AppError('runtimeFailed')]
    await expect(climber.climb('a', null)).resolves.toMatchObject({ live: null })
    expect(restarts).toBe(0)
    expect(climber.told('a')).toMatchObject({ state: 'stopped', ways: ['restart', 'again', 'continue'] })
    await expect(climber.climb('a', 'restart')).resolves.toMatchObject({ live })
    expect(restarts).toBe(1)
  })

  it('examines a damaged log, mends nothing by itself, and goes on from there when asked', async () => {
    const refusedLines: (number | null)[] = []
    deps.scan = (_, refused) => Promise.resolve({ healthy: refused === null, lost: 1 })
    deps.repair = (id, refused) => {
      refusedLines.push(refused)
      return Promise.resolve({ id, undoId: 'u', kind: 'repair', events: 3, lost: 1, bytesBefore: 9, bytesAfter: 8 })
    }
    climber = createClimber(deps)
    tries = [new AppError('sessionDamaged', '6')]
    await climber.climb('a', null)
    expect(climber.told('a')).toMatchObject({
      state: 'stopped',
      lost: 1,
      ways: ['repair', 'examine', 'continue', 'again'],
    })
    expect(refusedLines).toEqual([])
    const reached = await climber.climb('a', 'repair')
    expect(reached).toMatchObject({ live, repair: { undoId: 'u' } })
    // The doctor found nothing by itself: the line that the runtime named is what goes.
    expect(refusedLines).toEqual([6])
  })

  it('goes on without an examination that the person ended, and offers to make it', async () => {
    deps.scan = () => Promise.reject(new AppError('cancelled'))
    climber = createClimber(deps)
    tries = [new AppError('sessionDamaged', '6')]
    await climber.climb('a', null)
    expect(climber.told('a')).toMatchObject({ state: 'stopped', ways: ['examine', 'continue', 'again'] })
    expect(climber.told('a')?.steps).toContainEqual(
      expect.objectContaining({ step: 'repair', state: 'skipped', reason: 'notExamined' }),
    )
  })

  it('is where it was before when the person ends the repair', async () => {
    tries = [new AppError('sessionDamaged', '6')]
    await climber.climb('a', null)
    const before = climber.told('a')
    deps.repair = () => Promise.reject(new AppError('cancelled'))
    climber = createClimber(deps)
    tries = [new AppError('sessionDamaged', '6')]
    await climber.climb('a', null)
    await expect(climber.climb('a', 'repair')).resolves.toEqual({ live: null, repair: null })
    expect(climber.told('a')).toEqual(before)
    expect(before).toMatchObject({ state: 'stopped', ways: ['repair', 'examine', 'continue', 'again'] })
  })

  it('takes no unknown failure for an empty session', async () => {
    deps.log = { error: () => undefined }
    deps.wake = () => Promise.reject(new Error('anything at all'))
    climber = createClimber(deps)
    await climber.climb('a', null)
    expect(climber.told('a')).toMatchObject({ failure: { code: 'internal' }, ways: ['again', 'continue'] })
  })

  it('keeps quiet about a session when the person has read it', async () => {
    tries = [new AppError('sessionInUse', 'a')]
    await climber.climb('a', null)
    climber.leave('a')
    expect(told.at(-1)).toBeNull()
  })
})

describe('the words of the runtime', () => {
  it('are those at the root, without what was said in a session', () => {
    const cause = new Error('Failed to read JSONL: Invalid event at line 6: bad. Event: {"content":"a secret"}')
    expect(wordsOf(new AppError('sessionDamaged', '6', { cause }))).toBe(
      'Failed to read JSONL: Invalid event at line 6: bad.',
    )
    expect(wordsOf(new AppError('sessionMissing', 'a'))).toBeNull()
  })
})
