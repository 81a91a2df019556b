import type { DatabaseSync } from 'node:sqlite'
import { spaced } from './cjk.ts'
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

/** What is put into the index at once: the texts of some sessions, and how far each was read. */
export interface Batch {
  readonly texts: readonly { readonly session: number; readonly text: ReadText }[]
  readonly sessions: readonly Omit<IndexedSession, 'id'>[]
}

/** Writes the index; every call is one transaction. */
export interface IndexStore {
  sessions(): readonly IndexedSession[]
  /** Begins a session that is not there, at its start. */
  add(id: string, state: ReadState): IndexedSession
  put(batch: Batch): void
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

  const transaction = (work: () => void): void => {
    db.exec('BEGIN IMMEDIATE')
    try {
      work()
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
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
      transaction(() => {
        // In the order of the rowids: whatever goes back makes FTS5 write a piece of its own.
        const ordered = texts.toSorted((a, b) => a.text.at - b.text.at)
        const turns = new Set<string>()
        const names = new Map<string, number>()
        let last = 0
        for (const { session, text } of ordered) {
          const turn = `${session} ${text.turn}`
          if (!turns.has(turn)) addTurn.run(session, text.turn, text.turnId)
          turns.add(turn)
          let rowId = Math.max(rowIdAt(text.at), last + 1)
          const doc = [
            session,
            text.turn,
            kindNumber(text.kind),
            text.offset,
            text.piece,
            numberOf(text, names),
          ] as const
          while (addDoc.run(rowId, ...doc).changes === 0) rowId += 1
          addWords.run(rowId, spaced(text.text), facetsOf(session, text))
          last = rowId
        }
        for (const { n, offset, mark, state } of sessions) putSession.run(offset, mark, JSON.stringify(state), n)
      }),
    remove: (numbers) =>
      transaction(() => {
        for (const n of numbers) {
          removeWords.run(n)
          removeDocs.run(n)
          removeTurns.run(n)
          removeSession.run(n)
        }
        addScrub.run()
      }),
    needsScrub: () => db.prepare('SELECT n FROM scrubs').get() !== undefined,
    scrub: () => {
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
