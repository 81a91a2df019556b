import type { Input } from '../../shared/contract.ts'
import type { CleanupPreview, SessionRow } from '../../shared/model.ts'
import { isEmpty } from '../../shared/sessionQuery.ts'

const DAY_MS = 86_400_000

/** What a clean-up would take, and what the same rule met and spares. Age goes by last activity, never by creation. */
export function previewCleanup(
  rows: readonly SessionRow[],
  rule: Input<'cleanup.preview'>,
  now: number,
): CleanupPreview {
  const meant = (row: SessionRow): boolean =>
    rule.only === 'any' || (rule.only === 'unsent' ? row.unsent : isEmpty(row))
  const old = rows.filter(
    (row) => row.activeAt < now - rule.olderThanDays * DAY_MS && row.size >= rule.minBytes && meant(row),
  )
  const spared = (row: SessionRow): CleanupPreview['keptOut'][number]['reason'] | null => {
    if (row.state === 'running' || row.state === 'needsYou') return 'running'
    // Who looks for what was never sent looks for drafts: they go into the trash with the session, and come back with it.
    if (row.queued > 0 || (row.hasDraft && rule.only !== 'unsent')) return 'draft'
    if (row.pinned && !rule.includePinned) return 'pinned'
    if (row.bookmarks > 0 && !rule.includeBookmarked) return 'bookmarked'
    return row.origin === 'cli' && !rule.includeCli ? 'cli' : null
  }
  const taken: SessionRow[] = []
  const keptOut: CleanupPreview['keptOut'][number][] = []
  for (const row of old.toSorted((a, b) => a.activeAt - b.activeAt)) {
    const reason = spared(row)
    if (reason === null) taken.push(row)
    else keptOut.push({ id: row.id, reason })
  }
  return { rows: taken, bytes: taken.reduce((sum, row) => sum + row.size, 0), keptOut }
}
