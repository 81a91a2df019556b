/** How a session is made live again, step by step: plain data that crosses the border. */
import type { Failure } from './errors.ts'

/**
 * The steps of the safe-resume ladder, in their order. `live`: resume it in the runtime (or begin it there, when nothing
 * was sent yet); `restart`: start the runtime anew and resume; `repair`: put a repaired copy in place and resume; `read`:
 * show what can be read; `new`: go on in another session that is given the history.
 */
export const resumeSteps = ['live', 'restart', 'repair', 'read', 'new'] as const
export type ResumeStepName = (typeof resumeSteps)[number]

/** Why a step was left out, or waits for the person. */
export type ResumeReason =
  /** The runtime is well, or starting it anew can't help. */
  | 'notTheRuntime'
  /** Answers are being written in other sessions: a restart would cut them. */
  | 'othersRunning'
  | 'notDamaged'
  /** A scan found what can be mended. */
  | 'repairable'
  /** A scan found nothing that a repair would change, or could not be made. */
  | 'notRepairable'
  /** The person ended the scan that was to find out. */
  | 'notExamined'
  | 'nothingToRead'
  | 'nothingToContinue'
  /** Only when the person wants it. */
  | 'onRequest'

/** One step as it is told. */
export interface ResumeStep {
  readonly step: ResumeStepName
  readonly state: 'doing' | 'done' | 'failed' | 'skipped' | 'offered'
  readonly reason: ResumeReason | null
  /** What went wrong in it; null unless it failed. */
  readonly failure: Failure | null
  /** The runtime's own words about it, without anything that was said in a session; null when it had none. */
  readonly words: string | null
}

/** What a person can do when no step helped; in the order in which it is offered. */
export type WayOut =
  | 'again'
  | 'restart'
  | 'repair'
  | 'examine'
  | 'continue'
  | 'takeOver'
  | 'readOnly'
  | 'locate'
  | 'withoutFolder'
  | 'restore'
  | 'recreate'
  | 'remove'
  | 'export'
  | 'reveal'
  | 'withoutHistory'
  | 'settings'
  | 'cleanup'

/** How far making a session live has come. */
export interface Resuming {
  readonly state: 'trying' | 'stopped'
  readonly steps: readonly ResumeStep[]
  /** What the last step that was tried ended with; null while it is tried. */
  readonly failure: Failure | null
  readonly ways: readonly WayOut[]
  /** Events that a repair would leave out, as far as a scan could tell; null when it was not scanned. */
  readonly lost: number | null
}
