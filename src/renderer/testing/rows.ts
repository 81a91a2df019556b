import type { OpenedSession, SessionRow } from '../../shared/model.ts'
import { emptyState } from '../../shared/reduce.ts'

/** A row for tests: an idle session of Retoma's, but for what is given. */
export function sampleRow(some: Partial<SessionRow> = {}): SessionRow {
  return {
    id: 'one',
    title: 'One',
    titleIsManual: false,
    summary: '',
    folder: null,
    kind: 'chat',
    providerId: 'copilot',
    model: 'gpt-5',
    createdAt: 0,
    activeAt: 0,
    origin: 'retoma',
    state: 'idle',
    note: null,
    unread: false,
    unsent: false,
    hasDraft: false,
    queued: 0,
    bookmarks: 0,
    size: 0,
    problem: null,
    ...some,
  }
}

/** A session for tests as main opens it: nothing was said, but for what is given. */
export function sampleOpened(some: Partial<OpenedSession> = {}): OpenedSession {
  return {
    row: sampleRow(),
    state: emptyState,
    seq: 0,
    before: null,
    draft: null,
    queue: [],
    bookmarks: [],
    anchor: null,
    readTurnId: null,
    readAt: null,
    problem: null,
    ...some,
  }
}
