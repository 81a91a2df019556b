import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { assertNever } from '../../shared/errors.ts'
import type { AppNotice, Bookmark, Draft, QueuedMessage, Turn } from '../../shared/model.ts'
import type { LibrarySnapshot, SessionRecord } from './port.ts'
import { newRecord } from './record.ts'
import { recordValues, toBookmark, toDraft, toPartial, toQueued, toRecord, wellFormed } from './rows.ts'
import type { Write } from './writes.ts'

/** What the tables hold; nothing here knows of transactions. */
export interface Store {
  apply(write: Write): SessionRecord | null
  snapshot(notices: readonly AppNotice[]): LibrarySnapshot
  record(id: string): SessionRecord | null
  draft(id: string): Draft | null
  queue(id: string): readonly QueuedMessage[]
  partials(id: string): readonly Turn[]
  bookmarks(sessionId: string | null): readonly Bookmark[]
  bookmark(id: string): Bookmark | null
}

/** Reads and writes the tables of an open, migrated database. */
export function createStore(db: DatabaseSync): Store {
  const statements = new Map<string, StatementSync>()
  const sql = (source: string): StatementSync => {
    const statement = statements.get(source) ?? db.prepare(source)
    statements.set(source, statement)
    return statement
  }
  const run = (source: string, ...values: readonly SQLInputValue[]): void => {
    sql(source).run(...values)
  }

  const record = (id: string): SessionRecord | null => {
    const row = sql('SELECT * FROM sessions WHERE id = ?').get(id)
    return row === undefined ? null : toRecord(row)
  }
  const putRecord = ({ id, patch, at }: Extract<Write, { kind: 'putRecord' }>): SessionRecord => {
    const next = { ...(record(id) ?? newRecord(id, at)), ...patch, id }
    const values = recordValues(next)
    run(`INSERT OR REPLACE INTO sessions VALUES (${values.map(() => '?').join(', ')})`, ...values)
    return record(id) ?? next
  }
  const queued = (id: string, messageId: string): QueuedMessage | null => {
    const row = sql('SELECT * FROM queue WHERE session_id = ? AND id = ?').get(id, messageId)
    return row === undefined ? null : toQueued(row)
  }
  const putQueued = (id: string, { id: messageId, text, at, state }: QueuedMessage): void =>
    run(
      `INSERT INTO queue (session_id, id, text, at, state) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (session_id, id) DO UPDATE SET text = excluded.text, at = excluded.at, state = excluded.state`,
      id,
      messageId,
      wellFormed(text),
      Math.round(at),
      state,
    )
  const removeSession = (id: string): void => {
    run('DELETE FROM sessions WHERE id = ?', id)
    for (const table of ['drafts', 'queue', 'partials', 'bookmarks', 'replies']) {
      run(`DELETE FROM ${table} WHERE session_id = ?`, id)
    }
  }
  const putDraft = (id: string, draft: Draft | null): void => {
    if (draft === null) run('DELETE FROM drafts WHERE session_id = ?', id)
    else {
      const { text, selectionStart, selectionEnd } = draft
      run(
        'INSERT OR REPLACE INTO drafts (session_id, text, selection_start, selection_end) VALUES (?, ?, ?, ?)',
        id,
        wellFormed(text),
        selectionStart,
        selectionEnd,
      )
    }
  }
  const putBookmark = (mark: Bookmark): void =>
    run(
      'INSERT OR REPLACE INTO bookmarks VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      mark.id,
      mark.sessionId,
      mark.turnId,
      mark.itemId,
      wellFormed(mark.name),
      wellFormed(mark.description),
      wellFormed(mark.snippet),
      Math.round(mark.createdAt),
    )
  const counts = (table: string): Record<string, number> =>
    Object.fromEntries(
      sql(`SELECT session_id, count(*) AS n FROM ${table} GROUP BY session_id`)
        .all()
        .map((row) => [String(row['session_id']), Number(row['n'])]),
    )

  return {
    apply: (write) => {
      switch (write.kind) {
        case 'putRecord':
          return putRecord(write)
        case 'removeSession':
          removeSession(write.id)
          return null
        case 'putDraft':
          putDraft(write.id, write.draft)
          return null
        case 'addQueued':
          putQueued(write.id, write.message)
          return null
        case 'updateQueued': {
          const message = queued(write.id, write.messageId)
          if (message !== null) putQueued(write.id, { ...message, ...write.patch, id: message.id })
          return null
        }
        case 'removeQueued':
          run('DELETE FROM queue WHERE session_id = ? AND id = ?', write.id, write.messageId)
          return null
        case 'pauseQueues':
          run("UPDATE queue SET state = 'paused' WHERE state = 'queued'")
          return null
        case 'putPartial': {
          const { id, at } = write.turn
          const turn = JSON.stringify(write.turn)
          run('INSERT OR REPLACE INTO partials VALUES (?, ?, ?, ?)', write.id, id, Math.round(at), turn)
          return null
        }
        case 'removePartial':
          run('DELETE FROM partials WHERE session_id = ? AND turn_id = ?', write.id, write.turnId)
          return null
        case 'putBookmark':
          putBookmark(write.bookmark)
          return null
        case 'removeBookmark':
          run('DELETE FROM bookmarks WHERE id = ?', write.bookmarkId)
          return null
        default:
          return assertNever(write)
      }
    },
    snapshot: (notices) => ({
      records: sql('SELECT * FROM sessions').all().map(toRecord),
      draftIds: sql("SELECT session_id FROM drafts WHERE text <> ''")
        .all()
        .map((row) => String(row['session_id'])),
      queued: counts('queue'),
      bookmarks: counts('bookmarks'),
      notices,
    }),
    record,
    draft: (id) => {
      const row = sql('SELECT * FROM drafts WHERE session_id = ?').get(id)
      return row === undefined ? null : toDraft(row)
    },
    queue: (id) => sql('SELECT * FROM queue WHERE session_id = ? ORDER BY position').all(id).map(toQueued),
    partials: (id) => sql('SELECT turn FROM partials WHERE session_id = ? ORDER BY at, turn_id').all(id).map(toPartial),
    bookmarks: (sessionId) =>
      (sessionId === null
        ? sql('SELECT * FROM bookmarks ORDER BY created_at, id').all()
        : sql('SELECT * FROM bookmarks WHERE session_id = ? ORDER BY created_at, id').all(sessionId)
      ).map(toBookmark),
    bookmark: (id) => {
      const row = sql('SELECT * FROM bookmarks WHERE id = ?').get(id)
      return row === undefined ? null : toBookmark(row)
    },
  }
}
