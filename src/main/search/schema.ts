import { chmodSync, closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Counts up whenever what is indexed, or how, changes: an index of another version is made anew. */
const VERSION = 4

/** How FTS5 takes a text apart, after what asIndexed.ts does to it. */
export const tokenizer = 'unicode61 remove_diacritics 2'

/**
 * `docs` are the texts, their rowid is their time (see rowIds.ts); `words` is their full text without the texts themselves,
 * which stand in the logs. `names` are those of models and (`tool` is 1) of tools; 0 in a text is none. `scrubs` has a row while words of removed texts may stand in the file. `facets` holds what a text is, as words: its session, kind, tool and model.
 * What is put together becomes one piece of `words` (`hashsize`: as much as it holds, in bytes), and they are merged by sixteen
 * instead of four: that writes each text less often, and asking more pieces is not felt.
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
    piece INTEGER NOT NULL,
    name INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE names (
    n INTEGER PRIMARY KEY,
    tool INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (tool, name)
  ) STRICT;
  CREATE INDEX docs_session ON docs (session);
  CREATE VIRTUAL TABLE words USING fts5(
    text, facets, content = '', contentless_delete = 1, tokenize = "${tokenizer}"
  );
  INSERT INTO words (words, rank) VALUES ('automerge', 16), ('hashsize', 4194304);
  CREATE TABLE scrubs (n INTEGER PRIMARY KEY CHECK (n = 1)) STRICT;
  CREATE VIRTUAL TABLE terms USING fts5vocab('words', 'row');
  PRAGMA user_version = ${VERSION};
`

const files = ['', '-wal', '-shm'] as const

/** Opens the index of a folder, made if there is none; throws {@link UnusableIndex} or what SQLite says when it can't be used. */
export function openIndex(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  return open(join(folder, 'index.db'))
}

/** Removes every file of an index that is closed. */
export function removeIndex(folder: string): void {
  for (const suffix of files) rmSync(join(folder, `index.db${suffix}`), { force: true })
}

/** The index is of another version. */
export class UnusableIndex extends Error {}

function open(path: string): DatabaseSync {
  closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
  const db = new DatabaseSync(path, { timeout: 5_000 })
  try {
    // Nobody else uses it: held for itself alone it needs two open files instead of five.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    // What is deleted is overwritten: nothing of it stays in the file.
    db.exec('PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY')
    // Room for what one batch changes (KiB), and fewer but longer copies from the log of SQLite (pages).
    db.exec('PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 4000')
    const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
    const empty = db.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.['count'] === 0
    if (empty) db.exec(`BEGIN; ${schema} COMMIT`)
    else if (version !== VERSION) throw new UnusableIndex()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
