import type { AppEvent } from '../../shared/events.ts'
import type { ListKept } from '../../shared/listing.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { asideOf } from '../../shared/sessionQuery.ts'
import { toTable } from '../../shared/table.ts'

/** More rows than this are not told with the first answer: the rest comes behind the first paint. */
const AT_ONCE = 500
/** Of a longer list so many that are listed, the first in its order. */
const FIRST = 200
/** So many rows cross the border at a time: no frame is lost by them. */
const CHUNK = 500

/** Tells the window the rows: the first of them with the answer to its first call, the rest each time it asks for more. */
export interface Telling {
  /** The rows to begin with, and how many are left; what was to be told to the page before is forgotten. */
  begin(
    look: ListKept,
    always: readonly (string | null)[],
  ): {
    readonly rows: readonly SessionRow[]
    readonly unlisted: number
  }
  /** Tells some more, and behind the last of them that this was all; how many are left. */
  goOn(): number
}

/**
 * @param deps.row a row as it is now; null when it is gone
 * @param deps.tell hands an event over at once: it is there before the answer to who asked
 */
export function createTelling(deps: {
  readonly rows: () => readonly SessionRow[]
  readonly row: (id: string) => SessionRow | null
  readonly tell: (event: AppEvent) => void
}): Telling {
  let left: readonly string[] = []

  return {
    begin: (look, always) => {
      const all = deps.rows()
      const rows = firstRows(all, look, always)
      const told = new Set(rows)
      left = all.flatMap((row) => (told.has(row) ? [] : [row.id]))
      return { rows, unlisted: left.length }
    },
    goOn: () => {
      if (left.length === 0) return 0
      const rows = left.slice(0, CHUNK).flatMap((id) => deps.row(id) ?? [])
      left = left.slice(CHUNK)
      if (rows.length > 0) deps.tell({ type: 'list.continued', rows: toTable(rows) })
      if (left.length === 0) deps.tell({ type: 'list.completed' })
      return left.length
    },
  }
}

/**
 * The rows that the window's first paint needs: all of a short list; of a long one those that its order begins with. Which these
 * are is known without any words of the window where it goes by the last activity, and nothing is filtered; else the list waits.
 */
export function firstRows(
  rows: readonly SessionRow[],
  { look, views }: Pick<ListKept, 'look' | 'views'>,
  always: readonly (string | null)[],
): readonly SessionRow[] {
  if (rows.length <= AT_ONCE) return rows
  const view = views.find(({ id }) => id === look.viewId)
  const { grouping, sort } = view ?? look
  const unfiltered = view === undefined ? look.viewId === 'all' : view.filter === ''
  const known = unfiltered && sort === 'active' && (grouping === 'day' || grouping === 'none')
  const first = new Set(rows.filter((row) => row.state === 'needsYou' || always.includes(row.id)))
  if (known) {
    const listed = rows.filter((row) => asideOf(row) === null)
    // Flat, what is pinned stands where its activity puts it.
    if (grouping === 'day') for (const row of listed) if (row.pinned) first.add(row)
    for (const row of listed.toSorted((a, b) => b.activeAt - a.activeAt).slice(0, FIRST)) first.add(row)
  }
  return [...first]
}
