import type { SessionRow } from '../../shared/model/session.ts'
import { parseQuery } from '../../shared/query.ts'
import type { Query } from '../../shared/query.ts'
import type { AppState } from '../store/state.ts'
import { modelLabel } from './labels.ts'
import { listedBy } from './filter.ts'
import { entriesOf, placeRows, startOfDay } from './order.ts'
import type { Placed } from './order.ts'

/** Decides when the order of the list may change: never under the pointer, nor while a row has the keyboard's focus. */
export interface ListOrder {
  /** The rows changed in a way that can change the order. */
  changed(): void
  /** Something holds the order still, or lets go of it. */
  hold(reason: 'pointer' | 'focus', held: boolean): void
  /** The person changed something themselves (filter, grouping, new session): the order follows at once. */
  now(): void
  /** A long list that was told in parts is whole: what is shown stays where it is if something holds it, and the rest follows it. */
  completed(): void
  /** The sessions that are listed, folded groups included, from the top down: of one group, or (null) all. */
  idsOf(key: string | null): readonly string[]
  dispose(): void
}

/** What all rows were placed for. */
type PlacedFor = Pick<AppState, 'rows' | 'grouping' | 'sort'> & { readonly day: number }

/** Makes the keeper of the order; the sort of ten thousand rows happens here, once a burst of changes, never in a render. */
export function createListOrder(deps: {
  readonly get: () => AppState
  readonly set: (patch: Partial<Pick<AppState, 'entries' | 'hidden' | 'waiting'>>) => void
}): ListOrder {
  const holders = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let counting: ReturnType<typeof setTimeout> | null = null
  let stale = false
  let placed: readonly Placed[] = []
  let placedFor: PlacedFor | null = null
  let query: { readonly text: string; readonly at: number; readonly parsed: Query } | null = null
  /** What was listed when the order was last computed, folded groups included, and its ids. */
  let shown: readonly Placed[] = []
  let listed: ReadonlySet<string> = new Set()

  /** A key press in the filter changes no order: what was placed once is only filtered. */
  function placedNow(): readonly Placed[] {
    const { rows, grouping, sort, now } = deps.get()
    const day = startOfDay(now)
    const same =
      placedFor?.rows === rows && placedFor.grouping === grouping && placedFor.sort === sort && placedFor.day === day
    if (!same) {
      placed = placeRows(rows.values(), now, { grouping, sort })
      placedFor = { rows, grouping, sort, day }
    }
    return placed
  }

  function matches(): (row: SessionRow) => boolean {
    const { filter, now, providers, t } = deps.get()
    if (query?.text !== filter || query.at !== now) query = { text: filter, at: now, parsed: parseQuery(filter, now) }
    const { parsed } = query
    return listedBy(parsed, (row) => modelLabel(t, providers, row.providerId, row.model) ?? '')
  }

  function compute(): void {
    for (const one of [timer, counting]) if (one !== null) clearTimeout(one)
    timer = null
    counting = null
    stale = false
    const fits = matches()
    list(placedNow().filter(({ row }) => fits(row)))
  }

  function list(placed: readonly Placed[], waiting = 0): void {
    const { rows, collapsed } = deps.get()
    shown = placed
    listed = new Set(placed.map(({ row }) => row.id))
    deps.set({ entries: entriesOf(placed, collapsed), hidden: rows.size - placed.length - waiting, waiting })
  }

  /** Puts what is not shown yet behind what is; what belongs further up waits. */
  function append(): void {
    const fits = matches()
    const rest = placedNow().filter(({ row }) => !listed.has(row.id) && fits(row))
    const last = shown.at(-1)?.key
    const above = new Set(shown.map(({ key }) => key))
    const below = rest.filter(({ key }) => key === last || !above.has(key))
    list([...shown, ...below], rest.length - below.length)
    stale = true
  }

  /** Says how many rows came while the order holds still: nothing is hidden silently. */
  function count(): void {
    counting = null
    const { rows, waiting } = deps.get()
    const fits = matches()
    let fresh = 0
    for (const row of rows.values()) if (!listed.has(row.id) && fits(row)) fresh += 1
    if (fresh !== waiting) deps.set({ waiting: fresh })
  }

  return {
    changed: () => {
      stale = true
      if (holders.size === 0) timer ??= setTimeout(compute, 0)
      else counting ??= setTimeout(count, 0)
    },
    hold: (reason, held) => {
      if (held) holders.add(reason)
      else holders.delete(reason)
      if (holders.size > 0 && timer !== null) {
        clearTimeout(timer)
        timer = null
        counting ??= setTimeout(count, 0)
      }
      if (holders.size === 0 && stale) timer ??= setTimeout(compute, 0)
    },
    now: compute,
    completed: () => {
      if (holders.size === 0) compute()
      else append()
    },
    idsOf: (key) => {
      const { rows } = deps.get()
      return shown.flatMap(({ row, key: of }) => ((key === null || of === key) && rows.has(row.id) ? [row.id] : []))
    },
    dispose: () => {
      for (const one of [timer, counting]) if (one !== null) clearTimeout(one)
    },
  }
}
