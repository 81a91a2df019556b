import type { DatabaseSync } from 'node:sqlite'

/**
 * The schema, step by step: the n-th entry leads from version n to n + 1. What has been released is never changed; a
 * new entry is added.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    title TEXT,
    kind TEXT,
    folder TEXT,
    provider_id TEXT,
    model TEXT,
    created_at INTEGER NOT NULL,
    unsent INTEGER NOT NULL,
    last_outcome TEXT,
    last_error TEXT,
    read_turn_id TEXT,
    read_at INTEGER,
    unread INTEGER NOT NULL,
    anchor TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE drafts (
    session_id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    selection_start INTEGER NOT NULL,
    selection_end INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE queue (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id TEXT NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    UNIQUE (session_id, id)
  ) STRICT;
  CREATE TABLE partials (
    session_id TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    turn TEXT NOT NULL,
    PRIMARY KEY (session_id, turn_id)
  ) STRICT;
  CREATE TABLE bookmarks (
    id TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    item_id TEXT,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    snippet TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX bookmarks_by_session ON bookmarks (session_id, created_at);`,
  // Columns are added at the end: a row is written in the order of its columns.
  `ALTER TABLE sessions ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE sessions ADD COLUMN notes TEXT NOT NULL DEFAULT '';
  ALTER TABLE sessions ADD COLUMN lineage TEXT;
  ALTER TABLE drafts ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE queue ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
  CREATE TABLE replies (
    session_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (session_id, request_id)
  ) STRICT;`,
  `ALTER TABLE sessions ADD COLUMN name_seen TEXT;`,
  // Titles of before are not told anew: the runtime has each as the session's name, and an upgrade changes no home.
  `ALTER TABLE sessions ADD COLUMN marked_at INTEGER;
  ALTER TABLE sessions ADD COLUMN synced_at INTEGER;
  ALTER TABLE sessions ADD COLUMN seen TEXT;`,
  `ALTER TABLE sessions ADD COLUMN effort TEXT;
  ALTER TABLE sessions ADD COLUMN mode TEXT;
  CREATE TABLE prompts (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX prompts_by_session ON prompts (session_id);`,
  // The runtime's log has no usage of single turns.
  `CREATE TABLE usage (
    session_id TEXT NOT NULL,
    turn_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    usage TEXT NOT NULL,
    PRIMARY KEY (session_id, turn_id)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE sessions ADD COLUMN handoff TEXT;
  CREATE TABLE contexts (
    session_id TEXT PRIMARY KEY,
    context TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE rules (
    id TEXT PRIMARY KEY,
    folder TEXT NOT NULL,
    tool TEXT NOT NULL,
    what TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    UNIQUE (folder, tool, what)
  ) STRICT;
  CREATE TABLE given (
    session_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (session_id, request_id)
  ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE sessions ADD COLUMN archived_at INTEGER;
  CREATE TABLE tag_colours (
    tag TEXT PRIMARY KEY,
    colour TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE views (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    filter TEXT NOT NULL,
    grouping TEXT NOT NULL,
    sort TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;`,
  // Nobody wrote down before when a draft was last changed.
  `ALTER TABLE bookmarks ADD COLUMN colour TEXT;
  ALTER TABLE drafts ADD COLUMN changed_at INTEGER;`,
]

/** Leads a database to the newest version, each step whole or not at all. */
export function migrate(db: DatabaseSync, steps: readonly string[] = migrations): void {
  for (let version = readVersion(db); version < steps.length; version += 1) {
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(steps[version] ?? '')
      db.exec(`PRAGMA user_version = ${version + 1}`)
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
}

/** The version that a database says it has; 0 for a new one. */
export function readVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
}
