import { sparedBecause } from './cleanup.ts'
import type { CleanupRule } from './cleanup.ts'
import type { CleanupPreview } from './model/keeping.ts'
import type { SessionRow } from './model/session.ts'

/** What was found in the logs alone: sessions in which the same was said. */
export interface SameMessages {
  /** Those with the same messages from the first to the last; at least one. */
  readonly same: readonly string[]
  /** Those whose messages are, all of them, the beginning of theirs. */
  readonly within: readonly string[]
  /** How many messages those of `same` have. */
  readonly messages: number
}

/** Why a session is a duplicate: another one, which stays, says the same, or says all of it and more. */
export interface DuplicateOf {
  readonly keptId: string
  readonly how: 'same' | 'within'
}

/** What could go of the sessions that say the same: group by group, with what stays for each. */
export interface DuplicatePreview extends CleanupPreview {
  readonly of: ReadonlyMap<string, DuplicateOf>
}

/**
 * Of each group one of those that say most stays: a pinned one, else one with bookmarks, else one with something of the person's
 * own (a draft, notes, tags, a title), else the one that was used last. The others could go, unless the rule spares them.
 */
export function previewDuplicates(
  rows: ReadonlyMap<string, SessionRow>,
  groups: readonly SameMessages[],
  rule: CleanupRule,
): DuplicatePreview {
  const taken: SessionRow[] = []
  const keptOut: CleanupPreview['keptOut'][number][] = []
  const of = new Map<string, DuplicateOf>()
  for (const { same, within } of groups) {
    const [kept, ...copies] = same.flatMap((id) => rows.get(id) ?? []).toSorted(byWorth)
    if (kept === undefined) continue
    const shorter = within.flatMap((id) => rows.get(id) ?? [])
    for (const row of [...copies, ...shorter]) {
      const reason = sparedBecause(row, { ...rule, only: 'any' })
      if (reason !== null) {
        keptOut.push({ id: row.id, reason })
        continue
      }
      taken.push(row)
      of.set(row.id, { keptId: kept.id, how: copies.includes(row) ? 'same' : 'within' })
    }
  }
  return { rows: taken, bytes: taken.reduce((sum, row) => sum + row.size, 0), keptOut, of }
}

function byWorth(a: SessionRow, b: SessionRow): number {
  return worthOf(b) - worthOf(a) || b.activeAt - a.activeAt
}

function worthOf(row: SessionRow): number {
  // What goes on is what one is in.
  if (row.state === 'running' || row.state === 'needsYou') return 4
  if (row.pinned) return 3
  if (row.bookmarks > 0) return 2
  return row.hasDraft || row.queued > 0 || row.notes !== '' || row.tags.length > 0 || row.titleIsManual ? 1 : 0
}
