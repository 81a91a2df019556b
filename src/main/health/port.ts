import type { SameMessages } from '../../shared/duplicates.ts'
import type { HealthReport, KeptOriginal, RepairResult } from '../../shared/health.ts'
import type { Holder } from './holders.ts'

/** How far a scan or a rewrite has come, in bytes of the log. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** How one look at a log is done. */
export interface HealthOptions {
  /** A line that the runtime refused although it looks sound here; null when it named none. */
  readonly refused: number | null
  readonly onProgress?: (progress: Progress) => void
  /** Aborting ends it with `cancelled`, unless the log has been replaced already. */
  readonly signal?: AbortSignal
}

/** Something that went along with a message: where it was, or the bytes themselves (base64). */
export type SentBefore =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly data: string; readonly mimeType: string }
  /** Its bytes are not in the log. */
  | { readonly name: string; readonly gone: true }

/** A session that is to be made of another one's log. */
export interface ForkSpec {
  readonly from: string
  /** The log itself, where it is not that of the session `from`. */
  readonly path?: string
  readonly to: string
  /** The event that is not taken along, nor anything behind it; null takes all. */
  readonly before: string | null
  readonly name: string
  readonly clientName: string
}

/** The session doctor: examines event logs and mends copies of them, in a worker of its own. */
export interface Health {
  /** Reads a log from end to end. Rejects with sessionMissing or readFailed. */
  scan(id: string, options: HealthOptions): Promise<HealthReport>
  /**
   * Writes a repaired copy, checks it, and puts it in the place of the log, whose own bytes are kept. Nobody may have the
   * session open: rejects with sessionInUse; with nothingToRepair, sessionNewer, sessionChanged (someone wrote meanwhile),
   * repairFailed (the copy did not pass; nothing was changed), diskFull or writeFailed.
   */
  repair(id: string, options: HealthOptions): Promise<RepairResult>
  /** The same, but leaves out what neither the transcript nor the runtime needs; rejects with sessionDamaged before a repair. */
  slim(id: string, options: Omit<HealthOptions, 'refused'>): Promise<RepairResult>
  /** The session that a repair was about; null when it is not known. */
  sessionOf(undoId: string): Promise<string | null>
  /** Puts the kept log back, byte for byte; rejects with repairChanged when something was added since, or repairGone. */
  undo(undoId: string): Promise<void>
  /** Every log that is kept, newest first; those of which nothing can be told are last. */
  kept(): Promise<readonly KeptOriginal[]>
  /** Removes one kept log; rejects with repairGone. */
  discard(undoId: string): Promise<void>
  /** Removes every log that is kept of a session: when it is deleted for good. */
  forget(id: string): Promise<void>
  /**
   * Puts a session where none is, made of what another one's log holds; that one is only read, whoever has it open, and what is
   * damaged in it is left out. Rejects with sessionMissing, turnMissing, idTaken, diskFull …
   */
  fork(spec: ForkSpec): Promise<void>
  /** What went along with a message, as its log has it; rejects with turnMissing. */
  sentWith(id: string, turnId: string): Promise<readonly SentBefore[]>
  /** The living processes that have a session open, ours included; none for a session without a folder. */
  holders(id: string): Promise<readonly Holder[]>
  /** Sessions in which the same was said; progress counts sessions. */
  sameMessages(ids: readonly string[], options: Omit<HealthOptions, 'refused'>): Promise<readonly SameMessages[]>
  dispose(): Promise<void>
}
