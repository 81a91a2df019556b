import type { RepairResult } from '../../shared/health.ts'
import { AppError, toFailure } from '../../shared/errors.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Resuming, ResumeStep } from '../../shared/resuming.ts'
import type { LiveSession } from '../agent/port.ts'
import type { Outgoing } from './outgoing.ts'
import { nextMove, step, toldSteps, waysOut } from './ladder.ts'
import type { Failed, LadderFacts } from './ladder.ts'
import { wordsOf } from './wordsOf.ts'

/** How long the first step may take before it is told at all, in milliseconds: what is quick makes no stir. */
export const QUIET_MS = 400

/** What came of a climb. */
export interface Reached {
  /** Null when it was given up, which was told. */
  readonly live: LiveSession | null
  /** What was repaired on the way, at the person's wish. */
  readonly repair: RepairResult | null
}

/** Climbs the safe-resume ladder, and tells the window each step that it takes. */
export interface Climber {
  /** Two wishes for one session at the same time are one. */
  climb(id: string, agreed: 'restart' | 'repair' | null): Promise<Reached>
  /** Tells that a session that was live can't be made live again. */
  giveUp(id: string, error: unknown): Promise<void>
  /** What is told of a session now. */
  told(id: string): Resuming | null
  /** Says no more about a session. */
  leave(id: string): void
}

export interface ClimberDeps {
  readonly outgoing: Outgoing
  /** One try to make it live. */
  readonly wake: (id: string) => Promise<LiveSession>
  readonly facts: (id: string, failure: Failure | null) => Promise<Omit<LadderFacts, 'scan' | 'othersRunning'>>
  readonly othersRunning: (id: string) => number
  /** Pauses what waits in a session, before it is told that it was given up: what is shown then may be moved. */
  readonly holdUp: (id: string) => Promise<void>
  readonly restart: () => Promise<void>
  readonly scan: (id: string, refused: number | null) => Promise<{ readonly healthy: boolean; readonly lost: number }>
  readonly repair: (id: string, refused: number | null) => Promise<RepairResult>
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** What is remembered of a climb that was given up, for when the person goes on with it. */
interface Stopped {
  readonly tried: readonly Failed[]
  /** The line that a repair has to leave out because the runtime named it. */
  readonly refused: number | null
}

/** See {@link Climber}. */
export function createClimber(deps: ClimberDeps): Climber {
  const { outgoing } = deps
  const climbing = new Map<string, Promise<Reached>>()
  const stopped = new Map<string, Stopped>()
  const tellings = new Map<string, Resuming>()
  let restarting: Promise<void> | null = null
  let restarts = 0

  const tell = (id: string, resuming: Resuming | null): void => {
    if (resuming === null && !tellings.delete(id)) return
    if (resuming !== null) tellings.set(id, resuming)
    outgoing.add({ type: 'session.resuming', id, resuming })
  }
  const tellTrying = (id: string, failed: readonly Failed[], doing: ResumeStep['step']): void => {
    const before = failed
      .filter((one) => one.step !== doing)
      .map((one): ResumeStep => ({ ...one, state: 'failed', reason: null }))
    tell(id, { state: 'trying', steps: [...before, step(doing, 'doing', null)], failure: null, ways: [], lost: null })
  }

  /** One for all that want it; whoever failed before the last one need not ask for another. */
  const restart = async (since: number): Promise<void> => {
    if (restarts !== since && restarting === null) return
    restarting ??= deps.restart().finally(() => {
      restarting = null
      restarts += 1
    })
    await restarting
  }

  const examine = async (
    id: string,
    failure: Failure,
  ): Promise<Pick<LadderFacts, 'scan'> & Pick<Stopped, 'refused'>> => {
    const line = Number(failure.detail)
    const named = Number.isInteger(line) && line > 0 ? line : null
    try {
      const found = await deps.scan(id, null)
      // What the runtime says of a line counts only when nothing else is found: other damage shows there too.
      const refused = found.healthy ? named : null
      const counted = refused === null ? found : await deps.scan(id, refused)
      return { scan: { repairable: !counted.healthy, lost: counted.lost }, refused }
    } catch (error) {
      if (!(error instanceof AppError)) deps.log.error('examining a log', error)
      return { scan: toFailure(error).code === 'cancelled' ? 'cancelled' : 'failed', refused: null }
    }
  }

  const stop = async (id: string, tried: readonly Failed[], scan: LadderFacts['scan'], refused: number | null) => {
    await deps.holdUp(id)
    const failure = tried.at(-1)?.failure ?? { code: 'internal', detail: '' }
    const facts = { ...(await deps.facts(id, failure)), othersRunning: deps.othersRunning(id), scan }
    stopped.set(id, { tried, refused })
    tell(id, {
      state: 'stopped',
      steps: toldSteps(tried, facts),
      failure,
      ways: waysOut(failure, tried, facts),
      lost: typeof scan === 'object' && scan?.repairable === true ? scan.lost : null,
    })
  }

  const climbNow = async (id: string, agreed: 'restart' | 'repair' | null): Promise<Reached> => {
    const earlier = agreed === null ? [] : (stopped.get(id)?.tried.filter((one) => one.step !== agreed) ?? [])
    let refused = stopped.get(id)?.refused ?? null
    let scan: LadderFacts['scan'] = null
    let repair: RepairResult | null = null
    const tried: Failed[] = []
    const since = restarts
    const before = tellings.get(id) ?? null
    // What was told before stays until there is something new to tell.
    const quiet = setTimeout(() => tellTrying(id, earlier, agreed ?? 'live'), agreed === null ? QUIET_MS : 0)

    const perform = async (move: Failed['step']): Promise<LiveSession> => {
      if (move === 'restart') await restart(agreed === 'restart' ? restarts : since)
      if (move === 'repair') repair = await deps.repair(id, refused)
      return deps.wake(id)
    }
    try {
      for (;;) {
        const known = tried.length === 0 ? cheapFacts : await deps.facts(id, tried.at(-1)?.failure ?? null)
        const move = nextMove(tried, { ...known, othersRunning: deps.othersRunning(id), scan }, agreed)
        if (move.do === 'examine') {
          tellTrying(id, [...earlier, ...tried], 'repair')
          const last = tried.at(-1)
          if (last !== undefined) ({ scan, refused } = await examine(id, last.failure))
          continue
        }
        if (move.do !== 'live' && move.do !== 'restart' && move.do !== 'repair') {
          await stop(id, [...earlier, ...tried], scan, refused)
          return { live: null, repair }
        }
        if (tried.length > 0) tellTrying(id, [...earlier, ...tried], move.do)
        try {
          const live = await perform(move.do)
          stopped.delete(id)
          clearTimeout(quiet)
          tell(id, null)
          return { live, repair }
        } catch (error) {
          clearTimeout(quiet)
          const failure = toFailure(error)
          // Whoever ends a repair that they asked for is where they were before.
          if (move.do === 'repair' && failure.code === 'cancelled') {
            tell(id, before)
            return { live: null, repair }
          }
          if (failure.code === 'internal') deps.log.error(`resuming: ${move.do}`, error)
          tried.push({ step: move.do, failure, words: wordsOf(error) })
        }
      }
    } finally {
      clearTimeout(quiet)
    }
  }

  return {
    climb: (id, agreed) => {
      const running = climbing.get(id)
      if (running !== undefined) return running
      const climb = climbNow(id, agreed).finally(() => climbing.delete(id))
      climbing.set(id, climb)
      return climb
    },
    giveUp: (id, error) => stop(id, [{ step: 'live', failure: toFailure(error), words: wordsOf(error) }], null, null),
    told: (id) => tellings.get(id) ?? null,
    leave: (id) => {
      if (climbing.has(id)) return
      stopped.delete(id)
      tell(id, null)
    },
  }
}

/** Enough for the first step, which does not depend on any of it. */
const cheapFacts = { unsent: false, disk: 'sound', hasHistory: false, trashed: false } as const
