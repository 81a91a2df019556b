import type { LaunchJournal } from './schema.ts'

/** After so many launches in a row that failed, the next one does not open the last session by itself. */
const LAUNCH_FAILURES_LIMIT = 2

/** The journal at the start of a launch: a launch that is still pending then was cut short, so it failed. */
export function launchBegun(journal: LaunchJournal): LaunchJournal {
  return { pending: true, failures: journal.pending ? journal.failures + 1 : 0 }
}

/** The journal once a launch worked. */
export const launchDone: LaunchJournal = { pending: false, failures: 0 }

/** Whether the last session is better left closed. */
export function skipsLastSession(journal: LaunchJournal): boolean {
  return journal.failures >= LAUNCH_FAILURES_LIMIT
}
