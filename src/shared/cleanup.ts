/** What a clean-up looks for, and how often it is to be looked for. Nothing goes by itself: a rule only finds. */

import type { CleanupPreview } from './model/keeping.ts'
import type { SessionRow } from './model/session.ts'

/** Which sessions a rule means. */
export const cleanupOnly = ['any', 'empty', 'unsent', 'draft'] as const

/** What meets a rule, and what it spares unless one says otherwise. */
export interface CleanupRule {
  /** Days without activity. */
  readonly olderThanDays: number
  readonly minBytes: number
  /**
   * Sessions in which nothing was said, or that were begun and never sent; `any` leaves out neither. `draft`: those that were sent
   * and hold a draft that nobody touched since; only the draft is meant then.
   */
  readonly only: (typeof cleanupOnly)[number]
  readonly includeCli: boolean
  readonly includeBookmarked: boolean
  readonly includePinned: boolean
}

/** Why a session that was found stays all the same; null where it goes. */
export function sparedBecause(row: SessionRow, rule: CleanupRule): CleanupPreview['keptOut'][number]['reason'] | null {
  if (row.state === 'running' || row.state === 'needsYou') return 'running'
  // The session stays, whatever it is.
  if (rule.only === 'draft') return null
  // Who looks for what was never sent looks for drafts: they go into the trash with the session, and come back with it.
  if (row.queued > 0 || (row.hasDraft && rule.only !== 'unsent')) return 'draft'
  if (row.pinned && !rule.includePinned) return 'pinned'
  if (row.bookmarks > 0 && !rule.includeBookmarked) return 'bookmarked'
  return row.origin === 'cli' && !rule.includeCli ? 'cli' : null
}

/** How a rule begins. */
export const firstRule: CleanupRule = {
  olderThanDays: 90,
  minBytes: 0,
  only: 'any',
  includeCli: false,
  includeBookmarked: false,
  includePinned: false,
}

/** How often one is told what a rule finds. */
export const cleanupPaces = ['never', 'weekly', 'monthly'] as const
export type CleanupPace = (typeof cleanupPaces)[number]

/** A rule that is kept, and how often one is told what it finds. */
export interface CleanupSchedule {
  readonly every: CleanupPace
  readonly rule: CleanupRule
  /** When that was set, or when one was told last, in epoch milliseconds. */
  readonly since: number
}

/** Nothing is told until somebody wishes it. */
export const firstSchedule: CleanupSchedule = { every: 'never', rule: firstRule, since: 0 }

/** Whether two rules ask for the same. */
export function sameRule(a: CleanupRule, b: CleanupRule): boolean {
  return (Object.keys(firstRule) as (keyof CleanupRule)[]).every((key) => a[key] === b[key])
}
