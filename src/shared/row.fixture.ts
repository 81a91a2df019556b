import type { SessionRow } from './model/session.ts'

/** A row for tests: an idle chat of Retoma's that says nothing special, but for what is given. */
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
    effort: null,
    mode: 'interactive',
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
    pinned: false,
    tags: [],
    notes: '',
    lineage: null,
    said: true,
    archived: false,
    repository: null,
    branch: null,
    parentId: null,
    ...some,
  }
}
