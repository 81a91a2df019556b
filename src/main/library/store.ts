import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { assertNever } from '../../shared/errors.ts'
import type { AppNotice } from '../../shared/model/boot.ts'
import type { PastPrompt } from '../../shared/model/completion.ts'
import type { Draft, QueuedMessage } from '../../shared/model/draft.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { RequestOutcome } from '../../shared/model/request.ts'
import { summarise } from '../../shared/usage.ts'
import type { LibrarySnapshot, SessionRecord } from './port.ts'
import { newRecord } from './record.ts'
import {
  ownCopies,
  recordValues,
  toBookmark,
  toContext,
  toDraft,
  toPartial,
  toPrompt,
  toQueued,
  toRecord,
  toRule,
  toTagColour,
  toTurnUsage,
  toView,
  wellFormed,
} from './rows.ts'
import type { LibraryReads, Write } from './writes.ts'

/** What the tables hold; nothing here knows of transactions. */
export interface Store extends Omit<LibraryReads, 'snapshot'> {
  apply(write: Write): SessionRecord | null
  snapshot(notices: readonly AppNotice[]): LibrarySnapshot
}

/** How many prompts are remembered, how long each may be, and how much is given at once (characters). */
const PROMPTS = { count: 5_000, length: 50_000, given: 2_000_000 } as const

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
  const putQueued = (id: string, { id: messageId, text, at, state, attachments }: QueuedMessage): void =>
    run(
      `INSERT INTO queue (session_id, id, text, at, state, attachments) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (session_id, id) DO UPDATE SET
         text = excluded.text, at = excluded.at, state = excluded.state, attachments = excluded.attachments`,
      id,
      messageId,
      wellFormed(text),
      Math.round(at),
      state,
      JSON.stringify(attachments),
    )
  const orderQueue = (id: string, ids: readonly string[]): void => {
    const rows = sql('SELECT id, position FROM queue WHERE session_id = ? ORDER BY position').all(id)
    const known = rows.map((row) => String(row['id']))
    const named = ids.filter((one, index) => known.includes(one) && ids.indexOf(one) === index)
    const order = [...named, ...known.filter((one) => !named.includes(one))]
    // The places stay, the messages change them; below zero meanwhile, since no two may have one.
    run('UPDATE queue SET position = -position WHERE session_id = ?', id)
    for (const [index, messageId] of order.entries()) {
      const position = Number(rows[index]?.['position'])
      run('UPDATE queue SET position = ? WHERE session_id = ? AND id = ?', position, id, messageId)
    }
  }
  const putReply = (id: string, requestId: string, reply: string | null): void => {
    if (reply === null) run('DELETE FROM replies WHERE session_id = ? AND request_id = ?', id, requestId)
    else run('INSERT OR REPLACE INTO replies VALUES (?, ?, ?)', id, requestId, wellFormed(reply))
  }
  const removeSession = (id: string): void => {
    run('DELETE FROM sessions WHERE id = ?', id)
    const tables = ['drafts', 'queue', 'partials', 'bookmarks', 'replies', 'given', 'prompts', 'usage', 'contexts']
    for (const table of tables) {
      run(`DELETE FROM ${table} WHERE session_id = ?`, id)
    }
  }
  const putDraft = (id: string, draft: Draft | null, at: number): void => {
    if (draft === null) run('DELETE FROM drafts WHERE session_id = ?', id)
    else {
      const { text, selectionStart, selectionEnd, attachments } = draft
      run(
        // A caret that moves changes no draft.
        `INSERT INTO drafts (session_id, text, selection_start, selection_end, attachments, changed_at)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (session_id) DO UPDATE SET
           changed_at = CASE WHEN text = excluded.text AND attachments = excluded.attachments
             THEN changed_at ELSE excluded.changed_at END,
           text = excluded.text, selection_start = excluded.selection_start,
           selection_end = excluded.selection_end, attachments = excluded.attachments`,
        id,
        wellFormed(text),
        selectionStart,
        selectionEnd,
        JSON.stringify(attachments),
        Math.round(at),
      )
    }
  }
  const addPrompt = ({ sessionId, text, at }: PastPrompt): void => {
    const words = wellFormed(text)
    if (words.length > PROMPTS.length) return
    run('DELETE FROM prompts WHERE session_id = ? AND text = ?', sessionId, words)
    run('INSERT INTO prompts (session_id, text, at) VALUES (?, ?, ?)', sessionId, words, Math.round(at))
    run(
      'DELETE FROM prompts WHERE position <= (SELECT position FROM prompts ORDER BY position DESC LIMIT 1 OFFSET ?)',
      PROMPTS.count,
    )
  }
  const prompts = (id: string | null): readonly PastPrompt[] => {
    const found: PastPrompt[] = []
    let left: number = PROMPTS.given
    const rows =
      id === null
        ? sql('SELECT * FROM prompts ORDER BY position DESC').iterate()
        : sql('SELECT * FROM prompts WHERE session_id = ? ORDER BY position DESC').iterate(id)
    for (const row of rows) {
      const prompt = toPrompt(row)
      left -= prompt.text.length
      if (left < 0) break
      found.push(prompt)
    }
    return found
  }
  const putBookmark = (mark: Bookmark): void =>
    run(
      'INSERT OR REPLACE INTO bookmarks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      mark.id,
      mark.sessionId,
      mark.turnId,
      mark.itemId,
      wellFormed(mark.name),
      wellFormed(mark.description),
      wellFormed(mark.snippet),
      Math.round(mark.createdAt),
      mark.colour,
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
          putDraft(write.id, write.draft, write.at)
          return null
        case 'orderQueue':
          orderQueue(write.id, write.ids)
          return null
        case 'putReply':
          putReply(write.id, write.requestId, write.text)
          return null
        case 'putRule': {
          const { id, folder, tool, what, createdAt, lastUsedAt } = write.rule
          run(
            'INSERT OR IGNORE INTO rules VALUES (?, ?, ?, ?, ?, ?)',
            id,
            wellFormed(folder),
            tool,
            wellFormed(what),
            Math.round(createdAt),
            lastUsedAt === null ? null : Math.round(lastUsedAt),
          )
          return null
        }
        case 'useRules':
          for (const id of write.ids) run('UPDATE rules SET last_used_at = ? WHERE id = ?', Math.round(write.at), id)
          return null
        case 'removeRules':
          for (const id of write.ids) run('DELETE FROM rules WHERE id = ?', id)
          return null
        case 'putViews':
          run('DELETE FROM views')
          for (const [position, { id, name, filter, grouping, sort }] of write.views.entries()) {
            run(
              'INSERT OR REPLACE INTO views (id, position, name, filter, grouping, sort) VALUES (?, ?, ?, ?, ?, ?)',
              id,
              position,
              wellFormed(name),
              wellFormed(filter),
              grouping,
              sort,
            )
          }
          return null
        case 'putTagColour':
          if (write.colour === null) run('DELETE FROM tag_colours WHERE tag = ?', wellFormed(write.tag))
          else run('INSERT OR REPLACE INTO tag_colours VALUES (?, ?)', wellFormed(write.tag), write.colour)
          return null
        case 'putGiven':
          run('INSERT OR REPLACE INTO given VALUES (?, ?, ?)', write.id, write.requestId, write.outcome)
          return null
        case 'settleGiven':
          run("DELETE FROM given WHERE session_id = ? AND outcome = 'allowed'", write.id)
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
        case 'addPrompt':
          addPrompt(write.prompt)
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
        case 'putUsage': {
          const { turnId, at, until, usage } = write.turn
          const values = [write.id, turnId, Math.round(at), Math.round(until), JSON.stringify(usage)]
          run('INSERT OR REPLACE INTO usage VALUES (?, ?, ?, ?, ?)', ...values)
          return null
        }
        case 'putContext':
          run('INSERT OR REPLACE INTO contexts VALUES (?, ?)', write.id, JSON.stringify(write.context))
          return null
        default:
          return assertNever(write)
      }
    },
    snapshot: (notices) => ({
      records: sql('SELECT * FROM sessions').all().map(toRecord),
      draftIds: sql("SELECT session_id FROM drafts WHERE text <> '' OR attachments <> '[]'")
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
    replies: (id) =>
      Object.fromEntries(
        sql('SELECT request_id, text FROM replies WHERE session_id = ? ORDER BY rowid')
          .all(id)
          .map((row) => [String(row['request_id']), String(row['text'])]),
      ),
    rules: () => sql('SELECT * FROM rules ORDER BY created_at, id').all().map(toRule),
    views: () => ({
      views: sql('SELECT * FROM views ORDER BY position').all().map(toView),
      tagColours: Object.fromEntries(sql('SELECT * FROM tag_colours').all().flatMap(toTagColour)),
    }),
    given: (id) =>
      Object.fromEntries(
        sql('SELECT request_id, outcome FROM given WHERE session_id = ?')
          .all(id)
          .map((row) => [String(row['request_id']), String(row['outcome']) as RequestOutcome]),
      ),
    prompts,
    draftTimes: () =>
      Object.fromEntries(
        sql('SELECT session_id, changed_at FROM drafts WHERE changed_at IS NOT NULL')
          .all()
          .map((row) => [String(row['session_id']), Number(row['changed_at'])]),
      ),
    assets: () =>
      sql("SELECT attachments FROM drafts WHERE attachments <> '[]' UNION SELECT attachments FROM queue")
        .all()
        .flatMap(ownCopies),
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
    usage: (id, from, to) =>
      sql('SELECT * FROM usage WHERE session_id = ? AND at BETWEEN ? AND ? ORDER BY at, turn_id')
        .all(id, from, to)
        .map(toTurnUsage),
    usageSummary: (id, lives, newest) =>
      summarise(sql('SELECT * FROM usage WHERE session_id = ?').all(id).map(toTurnUsage), lives, newest),
    context: (id) => {
      const row = sql('SELECT * FROM contexts WHERE session_id = ?').get(id)
      return row === undefined ? null : toContext(row)
    },
  }
}
