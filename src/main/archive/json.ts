import type { Bookmark, SessionRow, Turn } from '../../shared/model.ts'
import { iso, toMessages } from './messages.ts'

/** What an export says about its session. */
export type ExportedSession = Pick<
  SessionRow,
  'id' | 'title' | 'model' | 'providerId' | 'kind' | 'folder' | 'origin' | 'createdAt' | 'activeAt'
>

/** What else goes into the file. */
export interface JsonExtras {
  /** The bookmark after which the turns begin; null for a whole session. */
  readonly since?: Bookmark | null
  readonly bookmarks?: readonly Bookmark[]
}

/** A session as JSON, as docs/export-format.md describes it; `turns` oldest first, `at` the time of writing. */
export function toJson(session: ExportedSession, turns: readonly Turn[], at: number, extras: JsonExtras = {}): string {
  const { since = null, bookmarks = [] } = extras
  const document = {
    format: 'retoma/session',
    version: 1,
    exportedAt: iso(at),
    session: {
      id: session.id,
      title: session.title,
      model: session.model,
      providerId: session.providerId,
      kind: session.kind,
      folder: session.folder,
      origin: session.origin,
      createdAt: iso(session.createdAt),
      activeAt: iso(session.activeAt),
    },
    since: since === null ? null : exportedBookmark(since),
    bookmarks: bookmarks.map(exportedBookmark),
    messages: toMessages(turns),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function exportedBookmark({ id, name, description, snippet, turnId, itemId, createdAt }: Bookmark): object {
  return { id, name, description, snippet, messageId: itemId ?? turnId, createdAt: iso(createdAt) }
}
