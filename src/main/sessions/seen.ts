import type { ScrollAnchor } from '../../shared/model/opened.ts'
import type { Catalogue } from './catalogue.ts'

/** How far a person has come in each session; each call resolves when it is durable. */
export interface Seen {
  markRead(id: string, turnId: string | null): Promise<void>
  markUnread(id: string): Promise<void>
  saveAnchor(id: string, anchor: ScrollAnchor): Promise<void>
}

/** See {@link Seen}. A window may look at a session for a moment longer than it is there: that does not bring it back. */
export function createSeen(catalogue: () => Catalogue, now: () => number): Seen {
  return {
    markRead: async (id, turnId) => {
      if (catalogue().has(id)) await catalogue().patch(id, { readTurnId: turnId, readAt: now(), unread: false })
    },
    markUnread: async (id) => {
      if (catalogue().has(id)) await catalogue().patch(id, { unread: true })
    },
    saveAnchor: async (id, anchor) => {
      if (catalogue().has(id)) await catalogue().patch(id, { anchor })
    },
  }
}
