import { chmodSync, closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Counts up whenever what is indexed, or how, changes: an index of another version is made anew. */
const VERSION = 1

/**
 * `docs` are the texts, their rowid is their time (see rowIds.ts); `words` is their full text without the texts themselves,
 * which stand in the logs. `scrubs` has a row while words of removed texts may stand in the file. `facets` holds what a text is, as words: its session, kind, tool and model.
 */
const schema = `
  CREATE TABLE sessions (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    offset INTEGER NOT NULL,
    mark TEXT NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE TABLE turns (
    session INTEGER NOT NULL,
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (session, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE docs (
    rowid INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    piece INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX docs_session ON docs (session);
  CREATE VIRTUAL TABLE words USING fts5(
    text, facets, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
  );
  CREATE TABLE scrubs (n INTEGER PRIMARY KEY CHECK (n = 1)) STRICT;
  CREATE VIRTUAL TABLE terms USING fts5vocab('words', 'row');
  PRAGMA user_version = ${VERSION};
`

const files = ['', '-wal', '-shm'] as const

/** An open index: one connection writes, one reads what was written. */
export interface OpenIndex {
  readonly writer: DatabaseSync
  readonly reader: DatabaseSync
  close(): void
}

/** Opens the index of a folder; one that is damaged, or of another version, is made anew: it is a cache. */
export function openIndex(folder: string): OpenIndex {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const path = join(folder, 'index.db')
  try {
    return open(path)
  } catch (error) {
    if (!(error instanceof Error && 'errcode' in error) && !(error instanceof WrongVersion)) throw error
    removeIndex(folder)
    return open(path)
  }
}

/** Removes every file of an index that is closed. */
export function removeIndex(folder: string): void {
  for (const suffix of files) rmSync(join(folder, `index.db${suffix}`), { force: true })
}

class WrongVersion extends Error {}

function open(path: string): OpenIndex {
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const opened: DatabaseSync[] = []
  const connect = (options: { readonly readOnly: boolean }): DatabaseSync => {
    const db = new DatabaseSync(path, { timeout: 5_000, ...options })
    opened.push(db)
    return db
  }
  const close = (): void => {
    for (const db of opened) if (db.isOpen) db.close()
  }
  try {
    const writer = connect({ readOnly: false })
    // What is deleted is overwritten: nothing of it stays in the file.
    writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON')
    const version = Number(writer.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
    const empty = writer.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.['count'] === 0
    if (empty) writer.exec(`BEGIN; ${schema} COMMIT`)
    else if (version !== VERSION) throw new WrongVersion()
    return { writer, reader: connect({ readOnly: true }), close }
  } catch (error) {
    close()
    throw error
  }
}
