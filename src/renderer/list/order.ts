import type { SessionRow } from '../../shared/model.ts'

/** The headings of the list, from the top down; `older` carries the first day of its month. */
export type Group =
  | { readonly kind: 'needsYou' | 'pinned' | 'today' | 'yesterday' | 'week' | 'month' }
  | { readonly kind: 'older'; readonly month: number }

/** One line of the list: a heading or a session. */
export type ListEntry =
  | { readonly kind: 'group'; readonly key: string; readonly group: Group }
  | { readonly kind: 'row'; readonly id: string }

const dayMs = 24 * 60 * 60 * 1000

/** The first moment of the local day of `time`. */
export function startOfDay(time: number): number {
  const date = new Date(time)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** The group of a row at the time `now`; days are local days, so an hour of summer time moves nothing. */
export function groupOf(row: SessionRow, now: number): Group {
  if (row.state === 'needsYou') return { kind: 'needsYou' }
  if (row.pinned) return { kind: 'pinned' }
  const days = Math.round((startOfDay(now) - startOfDay(row.activeAt)) / dayMs)
  if (days <= 0) return { kind: 'today' }
  if (days === 1) return { kind: 'yesterday' }
  if (days <= 7) return { kind: 'week' }
  if (days <= 30) return { kind: 'month' }
  const date = new Date(row.activeAt)
  return { kind: 'older', month: new Date(date.getFullYear(), date.getMonth(), 1).getTime() }
}

/** What needs the person first, then what they pinned, then the latest activity; equal times by id, so that the order is always the same. */
export function compareRows(a: SessionRow, b: SessionRow): number {
  const needs = Number(b.state === 'needsYou') - Number(a.state === 'needsYou')
  if (needs !== 0) return needs
  const pinned = Number(b.pinned) - Number(a.pinned)
  if (pinned !== 0) return pinned
  if (a.activeAt !== b.activeAt) return b.activeAt - a.activeAt
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Headings and rows as the list shows them. */
export function orderEntries(rows: Iterable<SessionRow>, now: number): readonly ListEntry[] {
  const entries: ListEntry[] = []
  let heading = ''
  for (const row of [...rows].sort(compareRows)) {
    const group = groupOf(row, now)
    const key = group.kind === 'older' ? `older-${group.month}` : group.kind
    if (key !== heading) {
      heading = key
      entries.push({ kind: 'group', key, group })
    }
    entries.push({ kind: 'row', id: row.id })
  }
  return entries
}

/** Whether a change of a row can change the order; text and state of a row change far more often. */
export function movesRow(before: SessionRow | undefined, after: SessionRow): boolean {
  if (before?.activeAt !== after.activeAt || before.pinned !== after.pinned) return true
  return (before.state === 'needsYou') !== (after.state === 'needsYou')
}
