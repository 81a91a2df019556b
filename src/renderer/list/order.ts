import { fold } from '../../shared/fold.ts'
import { folderName } from '../../shared/folderName.ts'
import type { Arrangement, Sort } from '../../shared/listing.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { asideOf } from '../../shared/sessionQuery.ts'

/** What a heading of the list stands for; `older` carries the first day of its month, null is what has no such thing. */
export type Group =
  | { readonly kind: 'needsYou' | 'pinned' | 'today' | 'yesterday' | 'week' | 'month' }
  | { readonly kind: 'older'; readonly month: number }
  | { readonly kind: 'folder' | 'repository' | 'tag'; readonly name: string | null }
  | { readonly kind: 'model'; readonly name: string | null; readonly providerId: string | null }
  | { readonly kind: 'state'; readonly state: 'running' | 'failed' | 'stopped' | 'unread' | 'read' }

/** One line of the list: a heading or a session. */
export type ListEntry =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly group: Group
      /** How many sessions stand under it, also while it is folded. */
      readonly count: number
      readonly folded: boolean
    }
  | { readonly kind: 'row'; readonly id: string }

/** A session in its place: rows of one group stand together. */
export interface Placed {
  readonly row: SessionRow
  readonly key: string
  readonly group: Group
  /** Its line of the list, made once. */
  readonly entry: ListEntry
}

interface Ranked extends Placed {
  readonly rank: number
  /** What groups of the same rank are ordered by. */
  readonly name: string
  readonly title: string
}

const dayMs = 24 * 60 * 60 * 1000
const byDay: Arrangement = { grouping: 'day', sort: 'active' }
const noNames: ReadonlySet<string> = new Set()

/** The first moment of the local day of `time`. */
export function startOfDay(time: number): number {
  const date = new Date(time)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** The day's group of a time; days are local days, so an hour of summer time moves nothing. */
function dayOf(time: number, today: number): Group {
  const days = Math.round((today - startOfDay(time)) / dayMs)
  if (days <= 0) return { kind: 'today' }
  if (days === 1) return { kind: 'yesterday' }
  if (days <= 7) return { kind: 'week' }
  if (days <= 30) return { kind: 'month' }
  const date = new Date(time)
  return { kind: 'older', month: new Date(date.getFullYear(), date.getMonth(), 1).getTime() }
}

/** The group of a row at the time `now`. */
export function groupOf(row: SessionRow, now: number, { grouping, sort }: Arrangement = byDay): Group {
  if (grouping === 'state') return stateOf(row)
  if (row.state === 'needsYou') return { kind: 'needsYou' }
  if (row.pinned) return { kind: 'pinned' }
  switch (grouping) {
    case 'folder':
      return { kind: 'folder', name: row.folder }
    case 'repository':
      return { kind: 'repository', name: row.repository }
    case 'model': {
      const practice = row.providerId === PRACTICE_PROVIDER
      return { kind: 'model', name: practice ? PRACTICE_PROVIDER : row.model || null, providerId: row.providerId }
    }
    case 'tag':
      // One that has several stands under the first: a session is one line of the list.
      return { kind: 'tag', name: row.tags[0] ?? null }
    case 'day':
    case 'none':
      return dayOf(sort === 'created' ? row.createdAt : row.activeAt, startOfDay(now))
  }
}

function stateOf(row: SessionRow): Group {
  if (row.state === 'needsYou') return { kind: 'needsYou' }
  if (row.state !== 'idle') return { kind: 'state', state: row.state }
  return { kind: 'state', state: row.unread ? 'unread' : 'read' }
}

/** The key of a group: the same for all its rows, and from one start to the next. */
function keyOf(group: Group): string {
  switch (group.kind) {
    case 'older':
      return `older-${group.month}`
    case 'folder':
    case 'repository':
    case 'model':
      return `${group.kind}:${group.name ?? ''}`
    case 'tag':
      return `tag:${group.name?.toLowerCase() ?? ''}`
    case 'state':
      return `state-${group.state}`
    default:
      return group.kind
  }
}

const ranks = { needsYou: -3, pinned: -2, today: 0, yesterday: 1, week: 2, month: 3 } as const
const states = ['running', 'unread', 'failed', 'stopped', 'read'] as const

/** Where a group stands: what waits for the person first, then what they pinned, then days backwards, or names from A to Z. */
function rankOf(group: Group): number {
  switch (group.kind) {
    case 'older':
      return 1e15 - group.month
    case 'state':
      return states.indexOf(group.state)
    case 'folder':
    case 'repository':
    case 'model':
    case 'tag':
      return group.name === null ? 1 : 0
    default:
      return ranks[group.kind]
  }
}

function nameOf(group: Group): string {
  if (!('name' in group) || group.name === null) return ''
  return fold(group.kind === 'folder' ? folderName(group.name) : group.name)
}

/** Rows in the order in which the list shows them, each with its group. Without groups, what is sorted by is all that counts. */
export function placeRows(rows: Iterable<SessionRow>, now: number, arrangement = byDay): readonly Placed[] {
  const { grouping, sort } = arrangement
  const placed: Ranked[] = []
  const titled = sort === 'title'
  for (const row of rows) {
    const group = groupOf(row, now, arrangement)
    const flat = grouping === 'none'
    placed.push({
      row,
      group,
      entry: { kind: 'row', id: row.id },
      key: flat ? '' : keyOf(group),
      // What waits and is pinned, too, waits first.
      rank: flat ? 0 : rankOf(group) - (group.kind === 'needsYou' && row.pinned ? 1 : 0),
      name: flat ? '' : nameOf(group),
      title: titled ? fold(row.title) : '',
    })
  }
  return placed.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank - b.rank
    if (a.name !== b.name) return a.name < b.name ? -1 : 1
    if (a.key !== b.key) return a.key < b.key ? -1 : 1
    if (a.title !== b.title) return a.title < b.title ? -1 : 1
    return compareRows(a.row, b.row, sort)
  })
}

/** The latest activity first, or what else it is sorted by; equal ones by id, so that the order is always the same. */
export function compareRows(a: SessionRow, b: SessionRow, sort: Sort = 'active'): number {
  if (sort === 'created' && a.createdAt !== b.createdAt) return b.createdAt - a.createdAt
  if (sort === 'size' && a.size !== b.size) return b.size - a.size
  if (a.activeAt !== b.activeAt) return b.activeAt - a.activeAt
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Headings and rows as the list shows them; the rows of folded groups are left out. */
export function entriesOf(placed: readonly Placed[], folded: ReadonlySet<string> = noNames): readonly ListEntry[] {
  const entries: ListEntry[] = []
  for (let from = 0; from < placed.length;) {
    const first = placed[from]
    if (first === undefined) break
    let end = from + 1
    while (end < placed.length && placed[end]?.key === first.key) end += 1
    const isFolded = first.key !== '' && folded.has(first.key)
    if (first.key !== '') {
      entries.push({ kind: 'group', key: first.key, group: first.group, count: end - from, folded: isFolded })
    }
    if (!isFolded) {
      for (const { entry } of placed.slice(from, end)) entries.push(entry)
    }
    from = end
  }
  return entries
}

/** Headings and rows of all these sessions. */
export function orderEntries(rows: Iterable<SessionRow>, now: number, arrangement = byDay): readonly ListEntry[] {
  return entriesOf(placeRows(rows, now, arrangement))
}

/** What a filter may ask for, beside what decides on the order. */
const asked = [
  'state',
  'unread',
  'title',
  'summary',
  'notes',
  'tags',
  'folder',
  'repository',
  'branch',
  'model',
] as const
const askedToo = ['hasDraft', 'bookmarks', 'unsent'] as const

/** Whether a change of a row can change which rows the list shows, or their order; its texts change far more often. */
export function movesRow(
  before: SessionRow | undefined,
  after: SessionRow,
  { now, filter, ...arrangement }: Arrangement & { readonly now: number; readonly filter: string },
): boolean {
  if (before === undefined || before.activeAt !== after.activeAt || before.pinned !== after.pinned) return true
  if (asideOf(before) !== asideOf(after)) return true
  const { sort } = arrangement
  if ((sort === 'title' || sort === 'size') && before[sort] !== after[sort]) return true
  if (sort === 'created' && before.createdAt !== after.createdAt) return true
  // What its heading says, too: of a tag that is written otherwise, or a model of another provider.
  const [from, to] = [before, after].map((row) => JSON.stringify(groupOf(row, now, arrangement)))
  if (from !== to) return true
  return filter !== '' && [...asked, ...askedToo].some((key) => String(before[key]) !== String(after[key]))
}
