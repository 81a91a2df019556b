import type { SessionRecord } from './port.ts'

/** The record that a session without one begins with. */
export function newRecord(id: string, createdAt: number): SessionRecord {
  return {
    id,
    title: null,
    kind: null,
    folder: null,
    providerId: null,
    model: null,
    effort: null,
    mode: null,
    createdAt,
    unsent: false,
    lastOutcome: null,
    lastError: null,
    readTurnId: null,
    readAt: null,
    unread: false,
    anchor: null,
    pinned: false,
    tags: [],
    notes: '',
    lineage: null,
    nameSeen: null,
    markedAt: null,
    syncedAt: null,
    archivedAt: null,
    seen: null,
    handoff: null,
  }
}
