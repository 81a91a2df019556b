import type { SQLOutputValue } from 'node:sqlite'
import type { PastPrompt } from '../../shared/model/completion.ts'
import type { Attachment, Draft, QueuedMessage } from '../../shared/model/draft.ts'
import type { Bookmark, ScrollAnchor } from '../../shared/model/opened.ts'
import type { Lineage } from '../../shared/model/session.ts'
import type { Turn, TurnError } from '../../shared/model/turn.ts'
import type { FolderRule } from '../../shared/rules.ts'
import type { ContextUse, TurnUsage, Usage } from '../../shared/usage.ts'
import { groupings, type SavedView, sorts, type TagColour, tagColours } from '../../shared/listing.ts'
import type { LastSeen, SessionRecord } from './port.ts'

/** One row as node:sqlite gives it. */
export type Row = Record<string, SQLOutputValue>

const text = (row: Row, key: string): string => String(row[key])
const textOrNull = (row: Row, key: string): string | null => (row[key] === null ? null : text(row, key))
const number = (row: Row, key: string): number => Number(row[key])
const numberOrNull = (row: Row, key: string): number | null => (row[key] === null ? null : number(row, key))
const json = (row: Row, key: string): unknown => (row[key] === null ? null : JSON.parse(text(row, key)))

/** A row of `sessions`. The casts hold because only this file and {@link recordValues} know the columns. */
export function toRecord(row: Row): SessionRecord {
  return {
    id: text(row, 'id'),
    title: textOrNull(row, 'title'),
    kind: textOrNull(row, 'kind') as SessionRecord['kind'],
    folder: textOrNull(row, 'folder'),
    providerId: textOrNull(row, 'provider_id'),
    model: textOrNull(row, 'model'),
    createdAt: number(row, 'created_at'),
    unsent: number(row, 'unsent') === 1,
    lastOutcome: textOrNull(row, 'last_outcome') as SessionRecord['lastOutcome'],
    lastError: json(row, 'last_error') as TurnError | null,
    readTurnId: textOrNull(row, 'read_turn_id'),
    readAt: numberOrNull(row, 'read_at'),
    unread: number(row, 'unread') === 1,
    anchor: json(row, 'anchor') as ScrollAnchor | null,
    pinned: number(row, 'pinned') === 1,
    tags: json(row, 'tags') as readonly string[],
    notes: text(row, 'notes'),
    lineage: json(row, 'lineage') as Lineage | null,
    nameSeen: textOrNull(row, 'name_seen'),
    markedAt: numberOrNull(row, 'marked_at'),
    syncedAt: numberOrNull(row, 'synced_at'),
    seen: json(row, 'seen') as LastSeen | null,
    effort: textOrNull(row, 'effort'),
    mode: textOrNull(row, 'mode') as SessionRecord['mode'],
    handoff: textOrNull(row, 'handoff'),
    archivedAt: numberOrNull(row, 'archived_at'),
  }
}

/** The values of a row of `sessions`, in the order of the columns. */
export function recordValues(record: SessionRecord): readonly (string | number | null)[] {
  return [
    record.id,
    wellFormed(record.title),
    record.kind,
    wellFormed(record.folder),
    record.providerId,
    record.model,
    Math.round(record.createdAt),
    record.unsent ? 1 : 0,
    record.lastOutcome,
    record.lastError === null ? null : JSON.stringify(record.lastError),
    record.readTurnId,
    record.readAt === null ? null : Math.round(record.readAt),
    record.unread ? 1 : 0,
    record.anchor === null ? null : JSON.stringify(record.anchor),
    record.pinned ? 1 : 0,
    JSON.stringify(record.tags),
    wellFormed(record.notes),
    record.lineage === null ? null : JSON.stringify(record.lineage),
    wellFormed(record.nameSeen),
    record.markedAt === null ? null : Math.round(record.markedAt),
    record.syncedAt === null ? null : Math.round(record.syncedAt),
    record.seen === null ? null : JSON.stringify(record.seen),
    wellFormed(record.effort),
    record.mode,
    wellFormed(record.handoff),
    // What was deleted by an earlier version comes back without it.
    Math.round(record.archivedAt ?? 0) || null,
  ]
}

/** A row of `views`; a grouping or sort that this version does not know is the first one. */
export function toView(row: Row): SavedView {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    filter: text(row, 'filter'),
    grouping: groupings.find((one) => one === text(row, 'grouping')) ?? 'day',
    sort: sorts.find((one) => one === text(row, 'sort')) ?? 'active',
  }
}

/** A row of `tag_colours`, as an entry; none for a colour that this version does not know. */
export function toTagColour(row: Row): readonly (readonly [string, TagColour])[] {
  const colour = tagColours.find((one) => one === text(row, 'colour'))
  return colour === undefined ? [] : [[text(row, 'tag'), colour]]
}

/** A row of `drafts`. */
export function toDraft(row: Row): Draft {
  return {
    text: text(row, 'text'),
    selectionStart: number(row, 'selection_start'),
    selectionEnd: number(row, 'selection_end'),
    attachments: json(row, 'attachments') as readonly Attachment[],
  }
}

/** A row of `prompts`. */
export function toPrompt(row: Row): PastPrompt {
  return { sessionId: text(row, 'session_id'), text: text(row, 'text'), at: number(row, 'at') }
}

/** A row of `queue`. */
export function toQueued(row: Row): QueuedMessage {
  const state = text(row, 'state') as QueuedMessage['state']
  return {
    id: text(row, 'id'),
    text: text(row, 'text'),
    at: number(row, 'at'),
    state,
    attachments: json(row, 'attachments') as readonly Attachment[],
    pausedBy: state === 'paused' ? 'ended' : null,
  }
}

/** The names of our own copies in a row with attachments. */
export function ownCopies(row: Row): readonly string[] {
  return (json(row, 'attachments') as readonly Attachment[]).flatMap(({ asset }) => asset ?? [])
}

/** A row of `partials`. */
export function toPartial(row: Row): Turn {
  return json(row, 'turn') as Turn
}

/** A row of `usage`. */
export function toTurnUsage(row: Row): TurnUsage {
  return {
    turnId: text(row, 'turn_id'),
    at: number(row, 'at'),
    until: number(row, 'until'),
    usage: json(row, 'usage') as Usage,
  }
}

/** A row of `contexts`. */
export function toContext(row: Row): ContextUse {
  return json(row, 'context') as ContextUse
}

/** A row of `bookmarks`. */
export function toBookmark(row: Row): Bookmark {
  return {
    id: text(row, 'id'),
    sessionId: text(row, 'session_id'),
    turnId: text(row, 'turn_id'),
    itemId: textOrNull(row, 'item_id'),
    name: text(row, 'name'),
    description: text(row, 'description'),
    snippet: text(row, 'snippet'),
    createdAt: number(row, 'created_at'),
    colour: tagColours.find((colour) => colour === row['colour']) ?? null,
  }
}

/** A row of `rules`. */
export function toRule(row: Row): FolderRule {
  return {
    id: text(row, 'id'),
    folder: text(row, 'folder'),
    tool: text(row, 'tool') as FolderRule['tool'],
    what: text(row, 'what'),
    createdAt: number(row, 'created_at'),
    lastUsedAt: numberOrNull(row, 'last_used_at'),
  }
}

/** SQLite keeps UTF-8, which has no lone surrogates: replaced here, so that it is seen where it happens. */
export function wellFormed<T extends string | null>(value: T): T {
  return (value === null ? null : value.toWellFormed()) as T
}
