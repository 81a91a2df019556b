import type { SessionRow } from '../../shared/model/session.ts'

/** How many sessions wait for the person. */
export function waitingCount(rows: ReadonlyMap<string, SessionRow>): number {
  let count = 0
  for (const row of rows.values()) if (row.state === 'needsYou') count += 1
  return count
}

/**
 * The session to go to next: of those that wait for the person, in the order given, the one after the session that is
 * shown, and the first one after the last. Null when none but that one waits.
 */
export function nextWaiting(
  ids: readonly string[],
  rows: ReadonlyMap<string, SessionRow>,
  shownId: string | null,
): string | null {
  const waiting = ids.filter((id) => rows.get(id)?.state === 'needsYou')
  const next = waiting[(waiting.indexOf(shownId ?? '') + 1) % waiting.length]
  return next === undefined || next === shownId ? null : next
}
