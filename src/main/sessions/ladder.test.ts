import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../shared/errors.ts'
import { resumeSteps } from '../../shared/resuming.ts'
import { nextMove, toldSteps, waysOut } from './ladder.ts'
import type { Agreed, Failed, LadderFacts, Move } from './ladder.ts'

const disks = ['sound', 'missing', 'empty', 'unreadable', 'newer', 'damaged'] as const
const facts = fc.record({
  unsent: fc.boolean(),
  disk: fc.constantFrom(...disks),
  othersRunning: fc.nat(2),
  scan: fc.oneof(
    fc.constant(null),
    fc.constant('failed' as const),
    fc.record({ repairable: fc.boolean(), lost: fc.nat(9) }),
  ),
  hasHistory: fc.boolean(),
  trashed: fc.boolean(),
})
const agreement = fc.constantFrom<Agreed | null>(null, null, 'restart', 'repair', 'new', 'recreate')
/** What the world answers to each step: always a failure, since success ends the ladder, and new facts each time. */
const world = fc.array(fc.record({ code: fc.constantFrom(...errorCodes), facts }), { minLength: 12, maxLength: 12 })

interface Climbed {
  readonly moves: readonly Move['do'][]
  readonly tried: readonly Failed[]
  readonly last: LadderFacts
}

/** Climbs as the climber does, in a world in which nothing helps. */
function climb(answers: readonly { code: (typeof errorCodes)[number]; facts: LadderFacts }[], agreed: Agreed | null) {
  const tried: Failed[] = []
  const moves: Move['do'][] = []
  let scan: LadderFacts['scan'] = null
  for (const answer of answers) {
    const known = { ...answer.facts, scan }
    const move = nextMove(tried, known, agreed)
    moves.push(move.do)
    if (move.do === 'examine') scan = answer.facts.scan ?? 'failed'
    else if (move.do === 'live' || move.do === 'restart' || move.do === 'repair') {
      tried.push({ step: move.do, failure: { code: answer.code, detail: '' }, words: null })
    } else return { moves, tried, last: known } satisfies Climbed
  }
  throw new Error('it does not end')
}

const calm: LadderFacts = {
  unsent: false,
  disk: 'sound',
  othersRunning: 0,
  scan: null,
  hasHistory: true,
  trashed: false,
}
const failed = (step: Failed['step'], code: (typeof errorCodes)[number], detail = ''): Failed => ({
  step,
  failure: { code, detail },
  words: null,
})

describe('the ladder', () => {
  it('ends in any world, and takes no step twice', () => {
    fc.assert(
      fc.property(world, agreement, (answers, agreed) => {
        const { moves } = climb(answers, agreed)
        expect(new Set(moves).size).toBe(moves.length)
      }),
    )
  })

  it('replaces a log, begins anew and begins elsewhere only for who asked for exactly that', () => {
    fc.assert(
      fc.property(world, agreement, (answers, agreed) => {
        for (const move of climb(answers, agreed).moves) {
          if (move === 'repair' || move === 'new' || move === 'recreate') expect(agreed).toBe(move)
        }
      }),
    )
  })

  it('begins anew under an id only where nothing is that could be replaced', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const { do: move } = nextMove([], known, 'recreate')
        expect(move === 'recreate').toBe(known.disk === 'missing' || known.disk === 'empty')
      }),
    )
  })

  it('never restarts the runtime by itself while others need it, nor for what is not its fault', () => {
    fc.assert(
      fc.property(world, (answers) => {
        const { moves, tried } = climb(answers, null)
        const at = moves.indexOf('restart')
        if (at < 0) return
        expect(answers[at]?.facts.othersRunning).toBe(0)
        const before = tried[tried.findIndex((one) => one.step === 'restart') - 1]
        expect(['runtimeFailed', 'runtimeTimeout']).toContain(before?.failure.code)
      }),
    )
  })

  it('offers a way out of everything, and tells every step once, in order', () => {
    fc.assert(
      fc.property(world, fc.constantFrom<Agreed | null>(null, 'restart', 'repair'), (answers, agreed) => {
        const { tried, last } = climb(answers, agreed)
        const failure = tried.at(-1)?.failure
        if (failure === undefined) return
        const ways = waysOut(failure, tried, last)
        expect(ways.length).toBeGreaterThan(0)
        expect(new Set(ways).size).toBe(ways.length)
        if (ways.includes('recreate')) expect(['sessionMissing', 'sessionEmpty']).toContain(failure.code)
        const told = toldSteps(tried, last).map((one) => one.step)
        expect(told).toEqual(resumeSteps.filter((one) => told.includes(one)))
        expect(told.slice(-2)).toEqual(['read', 'new'])
        for (const one of toldSteps(tried, last))
          expect(one.failure !== null || one.reason !== null || one.state === 'done').toBe(true)
      }),
    )
  })

  it('resumes first, and examines what is said to be damaged without mending it', () => {
    expect(nextMove([], calm, null)).toEqual({ do: 'live' })
    const damaged = [failed('live', 'sessionDamaged', '6')]
    expect(nextMove(damaged, calm, null)).toEqual({ do: 'examine' })
    const scanned = { ...calm, scan: { repairable: true, lost: 2 } }
    expect(nextMove(damaged, scanned, null)).toEqual({ do: 'stop' })
    expect(waysOut(damaged[0]!.failure, damaged, scanned)).toEqual(['repair', 'examine', 'continue', 'again'])
    expect(toldSteps(damaged, scanned)).toMatchObject([
      { step: 'live', state: 'failed', failure: { code: 'sessionDamaged' } },
      { step: 'restart', state: 'skipped', reason: 'notTheRuntime' },
      { step: 'repair', state: 'offered', reason: 'repairable' },
      { step: 'read', state: 'done' },
      { step: 'new', state: 'offered', reason: 'onRequest' },
    ])
  })

  it('restarts once for the runtime, and says who would be harmed instead of doing it', () => {
    const dead = [failed('live', 'runtimeTimeout')]
    expect(nextMove(dead, calm, null)).toEqual({ do: 'restart' })
    expect(nextMove([...dead, failed('restart', 'runtimeFailed')], calm, null)).toEqual({ do: 'stop' })
    const busy = { ...calm, othersRunning: 1 }
    expect(nextMove(dead, busy, null)).toEqual({ do: 'stop' })
    expect(waysOut(dead[0]!.failure, dead, busy)).toEqual(['restart', 'again', 'continue'])
    expect(toldSteps(dead, busy)[1]).toMatchObject({ step: 'restart', state: 'offered', reason: 'othersRunning' })
    expect(nextMove([], busy, 'restart')).toEqual({ do: 'restart' })
  })

  it('has for each kind of trouble a way of its own', () => {
    const first = (code: (typeof errorCodes)[number], more: Partial<LadderFacts> = {}): string | undefined => {
      const tried = [failed('live', code)]
      return waysOut(tried[0]!.failure, tried, { ...calm, hasHistory: false, ...more })[0]
    }
    expect(first('sessionMissing', { disk: 'missing', trashed: true })).toBe('restore')
    expect(first('sessionMissing', { disk: 'missing' })).toBe('recreate')
    expect(first('sessionEmpty', { disk: 'empty' })).toBe('recreate')
    expect(first('sessionNewer', { hasHistory: true })).toBe('continue')
    expect(first('readFailed')).toBe('again')
    expect(first('sessionInUse')).toBe('takeOver')
    expect(first('folderMissing')).toBe('locate')
    expect(first('providerKeyMissing')).toBe('settings')
  })
})
