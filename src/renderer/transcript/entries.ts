import type { Turn } from '../../shared/model.ts'
import { startOfDay } from './format.ts'

/** One turn in the list, with what stands above it. */
export interface Entry {
  readonly turn: Turn
  /** The day that begins with it, as a time; null when it is the day of the turn before. */
  readonly day: number | null
  /** Whether it is the first one that came since the person left. */
  readonly isNew: boolean
}

/** What a list is laid out from. `complete`: nothing older is left to load. */
export interface Layable {
  readonly turns: readonly Turn[]
  readonly active: Turn | null
  readonly firstNewId: string | null
  readonly complete: boolean
}

/** A list with what it was laid out from. */
export interface Laid extends Layable {
  readonly entries: readonly Entry[]
}

/**
 * Lays out turns for the list. While older turns are left to load, the first turn's day is not known to begin with it,
 * and its height must not change when they come. An entry that says the same keeps its identity, so that nothing but a
 * turn that changed renders again; while only the running turn changes, nothing else is looked at.
 */
export function layEntries(from: Layable, previous: Laid | null): Laid {
  const { turns, active, firstNewId, complete } = from
  const isSame = previous?.turns === turns && previous.firstNewId === firstNewId && previous.complete === complete
  if (previous !== null && isSame) {
    const finished = previous.active === null ? previous.entries : previous.entries.slice(0, -1)
    if (active === null) return { ...from, entries: finished }
    const last = entryOf(active, turns.at(-1) ?? null, from, previous.entries[turns.length])
    return { ...from, entries: [...finished, last] }
  }
  const all = active === null ? turns : [...turns, active]
  const known = previous?.entries ?? []
  const offset = all.findIndex((turn) => turn.id === known[0]?.turn.id)
  const entries = all.map((turn, index) => {
    return entryOf(turn, all[index - 1] ?? null, from, offset < 0 ? undefined : known[index - offset])
  })
  return { ...from, entries }
}

function entryOf(turn: Turn, before: Turn | null, { firstNewId, complete }: Layable, known: Entry | undefined): Entry {
  const begins = before === null ? complete : dayOf(before) !== dayOf(turn)
  const day = begins ? dayOf(turn) : null
  const isNew = turn.id === firstNewId
  return known?.turn === turn && known.day === day && known.isNew === isNew ? known : { turn, day, isNew }
}

/** Finding the day of a time is slow enough to be felt for thousands of turns. */
const days = new WeakMap<Turn, number>()

function dayOf(turn: Turn): number {
  const known = days.get(turn)
  if (known !== undefined) return known
  const day = startOfDay(turn.at)
  days.set(turn, day)
  return day
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
  const read = turns.findLastIndex((turn) => turn.id === readTurnId)
  if (read < 0) return null
  return turns[read + 1]?.id ?? active?.id ?? null
}
