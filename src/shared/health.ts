/** What the session doctor says about event logs: plain data that crosses the border. Sizes and offsets in bytes, lines from 1. */

/**
 * What is wrong at one place of a log. `nulTail`, `nuls`, `bom` lose nothing; `joined`: several events on one line; `cutLine`:
 * half a last line; `notJson`: can't be read; `notEvent`: readable, but not what its type must hold; `envelope`: an event whose
 * id, time or parent is broken; `noStart`, `otherId`: the first event is missing, or names another session; `refused`: the
 * runtime named this line; `hugeEvent`: no damage, only very large.
 */
export type DamageKind =
  | 'empty'
  | 'noStart'
  | 'otherId'
  | 'bom'
  | 'nulTail'
  | 'nuls'
  | 'cutLine'
  | 'joined'
  | 'notJson'
  | 'notEvent'
  | 'envelope'
  | 'refused'
  | 'hugeEvent'

/** One damaged place. */
export interface Damage {
  readonly kind: DamageKind
  readonly line: number
  readonly offset: number
  readonly bytes: number
  /** Events of the line that a repair keeps. */
  readonly saved: number
  /** Events of the line that are gone, as far as it can be told. */
  readonly lost: number
}

/** What a scan found; reading changes nothing. */
export interface HealthReport {
  readonly id: string
  readonly bytes: number
  readonly lines: number
  /** Events that can be read, the ones that a repair would mend included. */
  readonly events: number
  /** True when a repair would change nothing. */
  readonly healthy: boolean
  /** The first hundred places, in the order of the log. */
  readonly damages: readonly Damage[]
  /** How many places there are in all, events that are merely huge left out. */
  readonly damaged: number
  readonly lost: number
  /** What neither the transcript nor the runtime needs. */
  /** What `health.undo` takes to put back what was there before the last repair; null when that is not possible. */
  readonly undoable: string | null
  readonly slimmable: { readonly bytes: number; readonly events: number }
}

/** A log that a repair replaced, kept as it was. */
export interface KeptOriginal {
  readonly undoId: string
  /** Empty when what is kept beside it can't be read. */
  readonly sessionId: string
  readonly kind: RepairResult['kind'] | null
  /** Epoch milliseconds; null when it is not known. */
  readonly at: number | null
  /** Bytes of all that is kept. */
  readonly size: number
  /** False for one that was put back already, and for one that can't be read. */
  readonly undoable: boolean
}

/** A log that took the place of another, which is kept. */
export interface RepairResult {
  readonly id: string
  /** What `health.undo` takes. */
  readonly undoId: string
  readonly kind: 'repair' | 'slim'
  readonly events: number
  readonly lost: number
  readonly bytesBefore: number
  readonly bytesAfter: number
}
