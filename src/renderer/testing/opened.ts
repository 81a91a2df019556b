import type { OpenedSession } from '../../shared/model/opened.ts'
import { emptyState } from '../../shared/reduce.ts'
import { sampleRow } from '../../shared/row.fixture.ts'

/** A session for tests as main opens it: nothing was said, but for what is given. */
export function sampleOpened(some: Partial<OpenedSession> = {}): OpenedSession {
  return {
    row: sampleRow(),
    state: emptyState,
    seq: 0,
    before: null,
    away: null,
    draft: null,
    queue: [],
    replies: {},
    bookmarks: [],
    anchor: null,
    readTurnId: null,
    readAt: null,
    problem: null,
    resuming: null,
    versions: [],
    context: null,
    ...some,
  }
}
