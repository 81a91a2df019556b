import type { ErrorCode, Failure } from '../../shared/errors.ts'
import type { ResumeReason, ResumeStep, ResumeStepName, WayOut } from '../../shared/resuming.ts'

/** What is known of a session that is to be made live. */
export interface LadderFacts {
  /** True until its first message was sent: it is begun, not resumed. */
  readonly unsent: boolean
  /** What its folder holds; `sound` as far as could be told without reading all of it. */
  readonly disk: 'sound' | 'missing' | 'empty' | 'unreadable' | 'newer' | 'damaged'
  /** How many other sessions would lose an answer if the runtime were started anew. */
  readonly othersRunning: number
  /** What a scan found: null before one was made, `failed` when it could not be made, `cancelled` when the person ended it. */
  readonly scan: { readonly repairable: boolean; readonly lost: number } | 'failed' | 'cancelled' | null
  /** Whether there is anything to read, in its log or in what we kept of it. */
  readonly hasHistory: boolean
  /** Whether a deleted session of this id lies in the trash. */
  readonly trashed: boolean
}

/** A step that was tried and failed; the ladder ends with one that succeeds. */
export interface Failed {
  readonly step: 'live' | 'restart' | 'repair'
  readonly failure: Failure
  /** The runtime's own words. */
  readonly words: string | null
}

/** What a person asked for beyond trying: nothing else allows these. */
export type Agreed = 'restart' | 'repair' | 'new' | 'recreate'

/** What is to be done next. Only `repair` replaces a log (by a copy, the original kept), only `recreate` begins anew under an id. */
export type Move =
  | { readonly do: 'live' | 'restart' | 'repair' | 'new' | 'recreate' }
  /** Reads the log from end to end, and changes nothing. */
  | { readonly do: 'examine' }
  | { readonly do: 'stop' }

const STOP: Move = { do: 'stop' }

/**
 * The next move of the ladder: given what was tried in this climb, what is known, and what the person agreed to. Pure; it
 * ends, since each step is tried once; what nobody asked for never changes a log.
 */
export function nextMove(tried: readonly Failed[], facts: LadderFacts, agreed: Agreed | null): Move {
  const did = (step: Failed['step']): boolean => tried.some((one) => one.step === step)
  const last = tried.at(-1)
  if (agreed === 'new') return facts.hasHistory ? { do: 'new' } : STOP
  if (agreed === 'recreate') return isProvenGone(facts) ? { do: 'recreate' } : STOP
  if (last === undefined) return { do: agreed ?? 'live' }
  if (isOfRuntime(last.failure.code)) {
    const allowed = !did('restart') && facts.othersRunning === 0
    return allowed ? { do: 'restart' } : STOP
  }
  if (last.failure.code === 'sessionDamaged' && facts.scan === null && !did('repair')) return { do: 'examine' }
  return STOP
}

/** Whether nothing of a session is there that beginning anew could replace. */
function isProvenGone({ disk }: LadderFacts): boolean {
  return disk === 'missing' || disk === 'empty'
}

/** What another life of the runtime may mend: it died, did not answer, or gave an answer that nobody foresaw. */
function isOfRuntime(code: ErrorCode): boolean {
  return code === 'runtimeFailed' || code === 'runtimeTimeout'
}

/** All steps as they are told when the ladder has stopped, in their order. */
export function toldSteps(tried: readonly Failed[], facts: LadderFacts): readonly ResumeStep[] {
  const failed = (step: Failed['step']): ResumeStep | null => {
    const one = tried.findLast((other) => other.step === step)
    return one === undefined ? null : { step, state: 'failed', reason: null, failure: one.failure, words: one.words }
  }
  const last = tried.at(-1)?.failure.code
  const runtime = last !== undefined && isOfRuntime(last)
  const restart = runtime && facts.othersRunning > 0 ? step('restart', 'offered', 'othersRunning') : null
  const { scan } = facts
  const mending =
    scan === null
      ? step('repair', 'skipped', 'notDamaged')
      : scan === 'cancelled'
        ? step('repair', 'skipped', 'notExamined')
        : scan !== 'failed' && scan.repairable
          ? step('repair', 'offered', 'repairable')
          : step('repair', 'skipped', 'notRepairable')
  const { hasHistory } = facts
  const further = hasHistory && !facts.unsent
  return [
    ...([failed('live')] as const).filter((one) => one !== null),
    failed('restart') ?? restart ?? step('restart', 'skipped', 'notTheRuntime'),
    failed('repair') ?? mending,
    hasHistory ? step('read', 'done', null) : step('read', 'skipped', 'nothingToRead'),
    further ? step('new', 'offered', 'onRequest') : step('new', 'skipped', 'nothingToContinue'),
  ]
}

/** A step without a failure. */
export function step(name: ResumeStepName, state: ResumeStep['state'], reason: ResumeReason | null): ResumeStep {
  return { step: name, state, reason, failure: null, words: null }
}

/** What is offered when the ladder has stopped with a failure: always at least one way. */
export function waysOut(failure: Failure, tried: readonly Failed[], facts: LadderFacts): readonly WayOut[] {
  const further: readonly WayOut[] = facts.hasHistory && !facts.unsent ? ['continue'] : []
  switch (failure.code) {
    case 'sessionMissing':
      // What can come back whole goes first; both at once would leave two sessions of one id.
      return [...(facts.trashed ? (['restore'] as const) : []), ...further, 'recreate', 'remove']
    case 'sessionEmpty':
      return [...further, 'recreate', 'remove']
    case 'sessionDamaged': {
      const mended = tried.some((one) => one.step === 'repair')
      if (facts.scan === 'cancelled') return ['examine', ...further, 'again']
      const repairable = facts.scan !== null && facts.scan !== 'failed' && facts.scan.repairable && !mended
      return repairable ? ['repair', 'examine', ...further, 'again'] : [...further, 'export', 'again']
    }
    case 'sessionNewer':
      return [...further, 'export', 'again']
    case 'readFailed':
      return ['again', ...further, 'reveal']
    case 'sessionInUse':
      return ['takeOver', 'readOnly', 'again', ...further]
    case 'folderMissing':
      return ['locate', 'withoutFolder', ...further]
    case 'runtimeFailed':
    case 'runtimeTimeout': {
      const restarted = tried.some((one) => one.step === 'restart')
      return [...(facts.othersRunning > 0 && !restarted ? (['restart'] as const) : []), 'again', ...further]
    }
    case 'historyGone':
      return [...(facts.trashed ? (['restore'] as const) : []), 'withoutHistory', 'again']
    case 'diskFull':
      return ['cleanup', 'again']
    case 'homeReadOnly':
    case 'providerMissing':
    case 'providerKeyMissing':
    case 'providerRefused':
    case 'providerInvalid':
    case 'providerUnreachable':
    case 'modelMissing':
    case 'signInFailed':
    case 'keychainUnavailable':
      return ['settings', 'again']
    default:
      return ['again', ...(failure.code === 'internal' ? further : [])]
  }
}
