import type { DatabaseSync } from 'node:sqlite'
import { asIndexed } from './asIndexed.ts'
import { facetsOf } from './facets.ts'
import type { ReadState, ReadText } from './read.ts'
import { rowIdAt } from './rowIds.ts'
import { kindNumber } from './units.ts'

/** What the index knows of a session. */
export interface IndexedSession {
  readonly n: number
  readonly id: string
  /** Up to where its log is indexed (bytes). */
  readonly offset: number
  /** What stood before that; see {@link markBefore}. */
  readonly mark: string
  readonly state: ReadState
}

/** What is put into the index at once: texts of some sessions, the oldest first, and how far each was read. */
export interface Batch {
  readonly texts: readonly { readonly session: number; readonly text: ReadText }[]
  readonly sessions: readonly Omit<IndexedSession, 'id'>[]
}

/** Writes the index. */
export interface IndexStore {
  sessions(): readonly IndexedSession[]
  /** Begins a session that is not there, at its start. */
  add(id: string, state: ReadState): IndexedSession
  /** Adds texts: they are found at once, but a kill undoes it until {@link IndexStore.keep}. */
  put(batch: Batch): void
  /** Makes durable what was put: all that was put together, or nothing of it. */
  keep(): void
  /** Forgets sessions; their words stay in the file until {@link IndexStore.scrub}. */
  remove(numbers: readonly number[]): void
  /** Whether words of what was removed may still stand in the file. */
  needsScrub(): boolean
  /** Writes the index anew without what was removed, a step at a time; true when nothing is left to do. */
  scrub(): boolean
}

/** How many pages one step of writing anew may take. */
const SCRUB_PAGES = 2_000

export function createStore(db: DatabaseSync): IndexStore {
  const addSession = db.prepare('INSERT INTO sessions (id, offset, mark, state) VALUES (?, 0, ?, ?)')
  const putSession = db.prepare('UPDATE sessions SET offset = ?, mark = ?, state = ? WHERE n = ?')
  const removeSession = db.prepare('DELETE FROM sessions WHERE n = ?')
  const addTurn = db.prepare('INSERT OR REPLACE INTO turns (session, n, id) VALUES (?, ?, ?)')
  const removeTurns = db.prepare('DELETE FROM turns WHERE session = ?')
  const addDoc = db.prepare(
    'INSERT OR IGNORE INTO docs (rowid, session, turn, kind, offset, piece, name) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const addName = db.prepare('INSERT OR IGNORE INTO names (tool, name) VALUES (?, ?)')
  const nameOf = db.prepare('SELECT n FROM names WHERE tool = ? AND name = ?')
  const removeDocs = db.prepare('DELETE FROM docs WHERE session = ?')
  const addWords = db.prepare('INSERT INTO words (rowid, text, facets) VALUES (?, ?, ?)')
  const removeWords = db.prepare('DELETE FROM words WHERE rowid IN (SELECT rowid FROM docs WHERE session = ?)')
  const addScrub = db.prepare('INSERT OR IGNORE INTO scrubs (n) VALUES (1)')
  const merge = db.prepare("INSERT INTO words (words, rank) VALUES ('merge', ?)")
  const changes = db.prepare('SELECT total_changes() AS count')

  /** As a part of the transaction that is under way, or of a new one. */
  const write = (work: () => void): void => {
    try {
      if (!db.isTransaction) db.exec('BEGIN IMMEDIATE')
      work()
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
  const keep = (): void => {
    if (db.isTransaction) write(() => db.exec('COMMIT'))
  }
  /** The number of the tool or model that a text is of; 0 for none. `known` are those that this transaction met. */
  const numberOf = ({ kind, tool, model }: ReadText, known: Map<string, number>): number => {
    const name = tool === '' ? model : tool
    if (kind === 'prompt' || name === '') return 0
    const [isTool, key] = tool === '' ? [0, `model ${name}`] : [1, `tool ${name}`]
    const before = known.get(key)
    if (before !== undefined) return before
    addName.run(isTool, name)
    const number = Number(nameOf.get(isTool, name)?.['n'] ?? 0)
    known.set(key, number)
    return number
  }
  const countChanges = (): number => Number(changes.get()?.['count'])

  return {
    sessions: () =>
      db
        .prepare('SELECT n, id, offset, mark, state FROM sessions')
        .all()
        .map((row) => ({
          n: Number(row['n']),
          id: String(row['id']),
          offset: Number(row['offset']),
          mark: String(row['mark']),
          state: JSON.parse(String(row['state'])) as ReadState,
        })),
    add: (id, state) => {
      const { lastInsertRowid } = addSession.run(id, '', JSON.stringify(state))
      return { n: Number(lastInsertRowid), id, offset: 0, mark: '', state }
    },
    put: ({ texts, sessions }) =>
      write(() => {
        const turns = new Set<string>()
        const names = new Map<string, number>()
        let last = 0
        for (const { session, text } of texts) {
          const turn = `${session} ${text.turn}`
          if (!turns.has(turn)) addTurn.run(session, text.turn, text.turnId)
          turns.add(turn)
          let rowId = Math.max(rowIdAt(text.at), last + 1)
          const [kind, name] = [kindNumber(text.kind), numberOf(text, names)]
          while (addDoc.run(rowId, session, text.turn, kind, text.offset, text.piece, name).changes === 0) rowId += 1
          addWords.run(rowId, asIndexed(text.text), facetsOf(session, text))
          last = rowId
        }
        for (const { n, offset, mark, state } of sessions) putSession.run(offset, mark, JSON.stringify(state), n)
      }),
    keep,
    remove: (numbers) => {
      write(() => {
        for (const n of numbers) {
          removeWords.run(n)
          removeDocs.run(n)
          removeTurns.run(n)
          removeSession.run(n)
        }
        addScrub.run()
      })
      keep()
    },
    needsScrub: () => db.prepare('SELECT n FROM scrubs').get() !== undefined,
    scrub: () => {
      // In the middle of a batch nothing may become durable: after a kill its texts would be read, and be there, twice.
      if (db.isTransaction) return false
      const before = countChanges()
      merge.run(-SCRUB_PAGES)
      if (countChanges() - before >= 2) return false
      // Nothing of it stays in the log of SQLite either.
      db.exec('DELETE FROM names WHERE n NOT IN (SELECT name FROM docs); DELETE FROM scrubs')
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      return true
    },
  }
}
