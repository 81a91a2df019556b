import type { Turn } from '../../shared/model/turn.ts'
import { startOfDay } from './format.ts'
import { unmarkedChanges } from './modelTrail.ts'

/** One turn in the list, with what stands above it. */
export interface Entry {
  readonly turn: Turn
  /** The day that begins with it, as a time; null when it is the day of the turn before. */
  readonly day: number | null
  /** Whether it is the first one that came since the person left. */
  readonly isNew: boolean
  /** The model that answered before, where another one answers here and nothing else says so; null everywhere else. */
  readonly modelBefore: string | null
}

/**
 * Lays out turns for the list. `complete`: nothing older is left to load; else the first turn's day is not known to
 * begin with it, and its height must not change when older ones come. An entry that says the same keeps its identity, so that nothing but a turn that changed
 * renders again.
 */
export function layEntries(
  turns: readonly Turn[],
  active: Turn | null,
  firstNewId: string | null,
  complete: boolean,
  previous: readonly Entry[],
): readonly Entry[] {
  const known = new Map(previous.map((entry) => [entry.turn.id, entry]))
  const all = active === null ? turns : [...turns, active]
  const first = all[0]
  let lastDay = complete || first === undefined ? null : startOfDay(first.at)
  const changes = unmarkedChanges(all)
  return all.map((turn, index) => {
    const day = startOfDay(turn.at)
    const entry: Entry = {
      turn,
      day: day === lastDay ? null : day,
      isNew: turn.id === firstNewId,
      modelBefore: changes[index] ?? null,
    }
    lastDay = day
    const before = known.get(turn.id)
    const same =
      before?.turn === turn &&
      before.day === entry.day &&
      before.isNew === entry.isNew &&
      before.modelBefore === entry.modelBefore
    return same ? before : entry
  })
}

/** Whether turns were put before those that were there, and nothing else happened at the start. */
export function isPrepended(before: readonly Entry[], after: readonly Entry[]): boolean {
  const first = before[0]?.turn.id
  if (first === undefined || after.length <= before.length) return false
  if (after[0]?.turn.id === first) return false
  const last = before.at(-1)?.turn.id
  return after[after.length - before.length]?.turn.id === first && after.at(-1)?.turn.id === last
}

/** The first turn after the one that was read last; null when there is none, or when it is not loaded. */
export function firstNewTurn(turns: readonly Turn[], active: Turn | null, readTurnId: string | null): string | null {
  if (readTurnId === null) return null
  const read = turns.findIndex((turn) => turn.id === readTurnId)
  if (read < 0) return null
  return turns[read + 1]?.id ?? active?.id ?? null
}
