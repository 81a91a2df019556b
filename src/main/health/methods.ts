import type { SameMessages } from '../../shared/duplicates.ts'
import type { HealthReport, KeptOriginal, RepairResult } from '../../shared/health.ts'
import type { ForkSpec, SentBefore } from './port.ts'
import type { Holder } from './holders.ts'

/** What the doctor's worker answers. */
export interface HealthMethods {
  /** Which folder session-state, and where replaced logs are kept; the first call. */
  open(root: string, kept: string): void
  scan(id: string, refused: number | null): HealthReport
  rewrite(id: string, kind: RepairResult['kind'], refused: number | null): RepairResult
  sessionOf(undoId: string): string | null
  undo(undoId: string): void
  forget(id: string): void
  kept(): readonly KeptOriginal[]
  discard(undoId: string): void
  fork(spec: ForkSpec): void
  sentWith(id: string, turnId: string): readonly SentBefore[]
  holders(id: string): readonly Holder[]
  sameMessages(ids: readonly string[]): readonly SameMessages[]
  /** Ends a scan or a rewrite of this session that has not yet replaced anything: it rejects with cancelled. */
  cancel(id: string): void
}

/** In place of a session's id where all are looked at: no session can have it. */
export const ALL = 'all sessions'

/** What it tells by itself. */
export interface HealthNotifications {
  progressed: { readonly id: string; readonly done: number; readonly total: number }
}
