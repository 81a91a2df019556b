import { sparedBecause } from '../../shared/cleanup.ts'
import type { CleanupRule } from '../../shared/cleanup.ts'
import type { CleanupFound } from '../../shared/model/keeping.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { isEmpty } from '../../shared/sessionQuery.ts'

const DAY_MS = 86_400_000

/**
 * What a clean-up would take, and what the same rule met and spares. Age goes by last activity, never by creation; size by all that is in
 * the folder of a session, as far as that was measured (`sizes`, in bytes), else by its log.
 */
export function previewCleanup(
  rows: readonly SessionRow[],
  rule: CleanupRule,
  now: number,
  draftTimes: Readonly<Record<string, number>> = {},
  sizes: ReadonlyMap<string, number> = new Map(),
): CleanupFound {
  const sizeOf = (row: SessionRow): number => Math.max(row.size, sizes.get(row.id) ?? 0)
  const meant = (row: SessionRow): boolean => {
    switch (rule.only) {
      case 'any':
        return true
      case 'empty':
        return isEmpty(row)
      case 'unsent':
        return row.unsent
      case 'draft':
        return row.hasDraft && !row.unsent
    }
  }
  // Who writes on a draft is active, though nobody sees it yet; what else happens in its session does not make a draft any younger.
  const touchedAt = (row: SessionRow): number => {
    const draftAt = draftTimes[row.id]
    return rule.only === 'draft' && draftAt !== undefined ? draftAt : Math.max(row.activeAt, draftAt ?? 0)
  }
  const old = rows.filter(
    (row) =>
      touchedAt(row) < now - rule.olderThanDays * DAY_MS &&
      (rule.only === 'draft' || sizeOf(row) >= rule.minBytes) &&
      meant(row),
  )
  const taken: SessionRow[] = []
  const keptOut: CleanupFound['keptOut'][number][] = []
  for (const row of old.toSorted((a, b) => a.activeAt - b.activeAt)) {
    const reason = sparedBecause(row, rule)
    if (reason === null) taken.push(row)
    else keptOut.push({ id: row.id, reason })
  }
  return { ids: taken.map(({ id }) => id), bytes: taken.reduce((sum, row) => sum + sizeOf(row), 0), keptOut }
}
