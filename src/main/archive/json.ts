import type { Bookmark } from '../../shared/model/opened.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { iso } from './messages.ts'

/** What an export says about its session. */
export type ExportedSession = Pick<
  SessionRow,
  | 'id'
  | 'title'
  | 'titleIsManual'
  | 'model'
  | 'providerId'
  | 'effort'
  | 'kind'
  | 'folder'
  | 'origin'
  | 'createdAt'
  | 'activeAt'
  | 'pinned'
  | 'tags'
  | 'notes'
  | 'unread'
  | 'archived'
  | 'lineage'
>

/** What a file says about its session as a whole. */
export function sessionFields(session: ExportedSession): object {
  const { id, title, titleIsManual, model, providerId, effort, kind, folder, origin } = session
  return {
    id,
    title,
    titleIsManual,
    model,
    providerId,
    effort,
    kind,
    folder,
    origin,
    createdAt: iso(session.createdAt),
    activeAt: iso(session.activeAt),
    pinned: session.pinned,
    tags: session.tags,
    notes: session.notes,
    unread: session.unread,
    archived: session.archived,
    lineage: session.lineage,
  }
}

/** A bookmark as a file has it. */
export function bookmarkFields(mark: Bookmark): object {
  const { id, name, description, snippet, turnId, itemId, createdAt, colour } = mark
  const messageId = itemId ?? turnId
  return { id, name, description, snippet, messageId, turnId, itemId, createdAt: iso(createdAt), colour }
}
