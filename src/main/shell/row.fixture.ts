import type { SessionRow } from '../../shared/model.ts'

/** A row for tests. */
export function testRow(patch: Partial<SessionRow> & { readonly id: string }): SessionRow {
  return {
    title: `Title of ${patch.id}`,
    titleIsManual: false,
    summary: '',
    folder: null,
    kind: 'chat',
    providerId: null,
    model: null,
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
    ...patch,
  }
}
