import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUp, listBackups } from './backups.ts'
import { migrate, migrations, readVersion } from './migrations.ts'
import { openLibrary } from './open.ts'
import { scrubBackups, scrubDamaged } from './scrub.ts'
import { createStore } from './store.ts'

const DAY = 86_400_000
let folder: string
const path = (name = 'library.db'): string => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-open-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Opens, lets `use` work, backs up as asked, closes; gives the notices back. */
function using(use: (store: ReturnType<typeof createStore>) => void, backup: number | null = null): readonly unknown[] {
  const { db, notices } = openLibrary(folder, Date.now())
  use(createStore(db))
  if (backup !== null) backUp(db, folder, backup)
  db.close()
  return notices
}

const title = (text: string) => (store: ReturnType<typeof createStore>) => {
  store.apply({ kind: 'putRecord', id: 'a', patch: { title: text }, at: 1 })
}
const expectTitle = (text: string | null) => (store: ReturnType<typeof createStore>) => {
  expect(store.record('a')?.title ?? null).toBe(text)
}

function readVersionOf(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true })
  const version = readVersion(db)
  db.close()
  return version
}

test('a damaged page is found and the backup takes its place', () => {
  using(title('kept'), Date.now())
  const bytes = readFileSync(path())
  bytes.fill(0x55, 4096, 8192)
  writeFileSync(path(), bytes)
  expect(using(expectTitle('kept'))).toMatchObject([{ kind: 'libraryRestored' }])
})

test('a library that is gone or empty while backups are there is restored', () => {
  using(title('kept'), Date.now())
  rmSync(path())
  expect(using(expectTitle('kept'))).toMatchObject([{ kind: 'libraryRestored' }])
  truncateSync(path())
  expect(using(expectTitle('kept'))).toMatchObject([{ kind: 'libraryRestored' }])
})

test('without a good backup a damaged library is lost, kept beside, and said so', () => {
  using(title('gone'), Date.now())
  for (const name of ['last', 'daily', 'weekly']) writeFileSync(path(`backups/${name}.db`), 'bad')
  writeFileSync(path(), 'bad')
  expect(using(expectTitle(null))).toEqual([{ kind: 'libraryLost', damaged: true, recovered: null }])
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1)
})

test('the newest backup that is good is taken', () => {
  using(title('old'), Date.now())
  using(title('new'))
  copyFileSync(path('backups/last.db'), path('backups/daily.db'))
  writeFileSync(path('backups/last.db'), 'bad')
  const time = new Date('2026-01-02T03:04:05Z')
  utimesSync(path('backups/daily.db'), time, time)
  rmSync(path('backups/weekly.db'))
  writeFileSync(path(), 'bad')
  expect(using(expectTitle('old'))).toEqual([
    { kind: 'libraryRestored', from: time.getTime(), lost: null, recovered: null },
  ])
})

test('the log of a damaged library is never played into the one that takes its place', () => {
  using(title('kept'), Date.now())
  const { db } = openLibrary(folder, Date.now())
  createStore(db).apply({ kind: 'putRecord', id: 'a', patch: { title: 'in the log' }, at: 1 })
  const log = readFileSync(path('library.db-wal'))
  db.close()
  writeFileSync(path('library.db-wal'), log)
  writeFileSync(path(), 'bad')
  expect(using(expectTitle('kept'))).toMatchObject([{ kind: 'libraryRestored' }])
  expect(readdirSync(folder).filter((name) => /damaged.*-wal$/u.test(name))).toHaveLength(1)
})

test('a later version that stands only in the log is refused too', () => {
  using(title('kept'))
  const { db } = openLibrary(folder, Date.now())
  db.exec('PRAGMA user_version = 99')
  const kept = mkdtempSync(join(tmpdir(), 'retoma-open-'))
  for (const name of ['library.db', 'library.db-wal', 'library.db-shm']) copyFileSync(path(name), join(kept, name))
  db.close()
  const before = readFileSync(join(kept, 'library.db'))
  expect(() => openLibrary(kept, Date.now())).toThrow('libraryNewer')
  expect(readFileSync(join(kept, 'library.db')).equals(before)).toBe(true)
  rmSync(kept, { recursive: true })
})

test('each kind of backup is replaced when it is due', () => {
  const start = Date.now()
  using(title('first'), start)
  using(title('second'), start + 1_000)
  const titleIn = (name: string): unknown => {
    const db = new DatabaseSync(path(`backups/${name}.db`), { readOnly: true })
    const row = db.prepare('SELECT title FROM sessions').get()
    db.close()
    return row?.['title']
  }
  expect([titleIn('last'), titleIn('daily'), titleIn('weekly')]).toEqual(['second', 'first', 'first'])
  using(title('third'), start + DAY + 1_000)
  expect([titleIn('last'), titleIn('daily'), titleIn('weekly')]).toEqual(['third', 'third', 'first'])
  using(title('fourth'), start + 7 * DAY + 1_000)
  expect([titleIn('last'), titleIn('weekly')]).toEqual(['fourth', 'fourth'])
  expect(listBackups(folder)).toHaveLength(3)
  expect(readdirSync(path('backups')).toSorted()).toEqual(['daily.db', 'last.db', 'weekly.db'])
})

/** The schemas of the versions that were released, as they were, each with one row of everything. */
const version1 = `
  CREATE TABLE sessions (id TEXT PRIMARY KEY, title TEXT, kind TEXT, folder TEXT, provider_id TEXT, model TEXT,
    created_at INTEGER NOT NULL, unsent INTEGER NOT NULL, last_outcome TEXT, last_error TEXT, read_turn_id TEXT,
    read_at INTEGER, unread INTEGER NOT NULL, anchor TEXT) STRICT, WITHOUT ROWID;
  CREATE TABLE drafts (session_id TEXT PRIMARY KEY, text TEXT NOT NULL, selection_start INTEGER NOT NULL,
    selection_end INTEGER NOT NULL) STRICT;
  CREATE TABLE queue (position INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, id TEXT NOT NULL,
    text TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, UNIQUE (session_id, id)) STRICT;
  CREATE TABLE partials (session_id TEXT NOT NULL, turn_id TEXT NOT NULL, at INTEGER NOT NULL, turn TEXT NOT NULL,
    PRIMARY KEY (session_id, turn_id)) STRICT;
  CREATE TABLE bookmarks (id TEXT PRIMARY KEY, session_id TEXT NOT NULL, turn_id TEXT NOT NULL, item_id TEXT,
    name TEXT NOT NULL, description TEXT NOT NULL, snippet TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
  CREATE INDEX bookmarks_by_session ON bookmarks (session_id, created_at);
  INSERT INTO sessions VALUES ('a', 'Title', 'chat', '/f', 'p', 'm', 5, 0, 'failed',
    '{"kind":"other","message":"x","status":null}', 't', 6, 1, '{"turnId":"t","offset":1.5,"atEnd":false}');
  INSERT INTO sessions VALUES ('untouched', NULL, NULL, NULL, NULL, NULL, 5, 0, NULL, NULL, NULL, NULL, 0, NULL);
  INSERT INTO drafts VALUES ('a', ' draft ', 1, 2);
  INSERT INTO queue (session_id, id, text, at, state) VALUES ('a', 'q', 'later', 7, 'queued');
  INSERT INTO partials VALUES ('a', 't', 8, '{"id":"t","at":8}');
  INSERT INTO bookmarks VALUES ('b', 'a', 't', NULL, 'name', 'why', 'snippet', 9);
  PRAGMA user_version = 1;`
const version2 = `${version1}
  ALTER TABLE sessions ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE sessions ADD COLUMN notes TEXT NOT NULL DEFAULT '';
  ALTER TABLE sessions ADD COLUMN lineage TEXT;
  ALTER TABLE drafts ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE queue ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
  CREATE TABLE replies (session_id TEXT NOT NULL, request_id TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (session_id, request_id)) STRICT;
  UPDATE sessions SET pinned = 1, tags = '["x","y"]', notes = 'mine', lineage = '{"from":"b","kind":"continued"}'
    WHERE id = 'a';
  INSERT INTO replies VALUES ('a', 'r', 'half');
  PRAGMA user_version = 2;`

const version2Marks = {
  pinned: true,
  tags: ['x', 'y'],
  notes: 'mine',
  lineage: { from: 'b', kind: 'continued' },
} as const
const version3 = `${version2}
  ALTER TABLE sessions ADD COLUMN name_seen TEXT;
  UPDATE sessions SET name_seen = 'Its name' WHERE id = 'a';
  PRAGMA user_version = 3;`

const version4 = `${version3}
  ALTER TABLE sessions ADD COLUMN marked_at INTEGER;
  ALTER TABLE sessions ADD COLUMN synced_at INTEGER;
  ALTER TABLE sessions ADD COLUMN seen TEXT;
  PRAGMA user_version = 4;`

test.each([
  [1, version1, { pinned: false, tags: [], notes: '', lineage: null, nameSeen: null }],
  [2, version2, { ...version2Marks, nameSeen: null }],
  [3, version3, { ...version2Marks, nameSeen: 'Its name' }],
  [4, version4, { ...version2Marks, nameSeen: 'Its name' }],
] as const)('a library as version %d made it opens with all that is in it', (version, schema, marks) => {
  const db = new DatabaseSync(path())
  db.exec(schema)
  db.close()
  using((store) => {
    expect(store.record('a')).toEqual({
      id: 'a',
      title: 'Title',
      kind: 'chat',
      folder: '/f',
      providerId: 'p',
      model: 'm',
      createdAt: 5,
      unsent: false,
      lastOutcome: 'failed',
      lastError: { kind: 'other', message: 'x', status: null },
      readTurnId: 't',
      readAt: 6,
      unread: true,
      anchor: { turnId: 't', offset: 1.5, atEnd: false },
      ...marks,
      markedAt: null,
      syncedAt: null,
      seen: null,
      effort: null,
      mode: null,
      handoff: null,
      archivedAt: null,
    })
    expect(store.record('untouched')).toMatchObject({ title: null, markedAt: null })
    expect(store.draft('a')).toEqual({ text: ' draft ', selectionStart: 1, selectionEnd: 2, attachments: [] })
    expect(store.queue('a')).toEqual([
      { id: 'q', text: 'later', at: 7, state: 'queued', attachments: [], pausedBy: null },
    ])
    expect(Object.keys(store.replies('a'))).toHaveLength(version === 1 ? 0 : 1)
    expect(store.partials('a')).toEqual([{ id: 't', at: 8 }])
    expect(store.bookmarks('a')).toEqual([
      {
        id: 'b',
        sessionId: 'a',
        turnId: 't',
        itemId: null,
        name: 'name',
        description: 'why',
        snippet: 'snippet',
        createdAt: 9,
        colour: null,
      },
    ])
    expect(store.views()).toEqual({ views: [], tagColours: {} })
  })
  // As it was before it was led on: a step that went wrong loses nothing.
  expect(readVersionOf(path(`backups/version-${version}.db`))).toBe(version)
  const led = new DatabaseSync(path(), { readOnly: true })
  const half = led.prepare('SELECT text FROM replies').all()
  led.close()
  expect(half).toHaveLength(version === 1 ? 0 : 1)
})

test('before the schema changes the library is kept as it was, and no later backup takes its place', () => {
  const next = [...migrations, 'ALTER TABLE sessions ADD COLUMN mood TEXT']
  using(title('old'))
  const { db } = openLibrary(folder, Date.now(), next)
  expect(readVersion(db)).toBe(next.length)
  db.exec("UPDATE sessions SET title = 'new'")
  for (const later of [0, DAY, 7 * DAY]) backUp(db, folder, Date.now() + later)
  db.close()
  const kept = path(`backups/version-${migrations.length}.db`)
  const old = new DatabaseSync(kept, { readOnly: true })
  expect(readVersion(old)).toBe(migrations.length)
  expect(createStore(old).record('a')?.title).toBe('old')
  old.close()
  expect(listBackups(folder).map((backup) => backup.path)).toContain(kept)
  openLibrary(folder, Date.now(), [...next, 'ALTER TABLE sessions ADD COLUMN weather TEXT']).db.close()
  expect(readdirSync(path('backups')).filter((name) => name.startsWith('version'))).toEqual([
    `version-${next.length}.db`,
  ])
})

test('what is deleted for good goes from what was set aside as well', () => {
  using((store) => {
    for (const id of ['gone', 'stays'])
      store.apply({ kind: 'putRecord', id, patch: { title: `words of ${id}` }, at: 1 })
  })
  // One that can still be read, its log beside it, and one that is beyond reading.
  const { db } = openLibrary(folder, Date.now())
  createStore(db).apply({ kind: 'putRecord', id: 'gone', patch: { title: 'words of gone in the log' }, at: 1 })
  copyFileSync(path(), path('library.damaged-one.db'))
  copyFileSync(path('library.db-wal'), path('library.damaged-one.db-wal'))
  db.close()
  const bytes = readFileSync(path('library.damaged-one.db'))
  for (const name of ['two', 'three']) {
    const broken = Buffer.from(bytes)
    broken.fill(0, 0, 100)
    if (name === 'three')
      for (let at = broken.indexOf('gone'); at >= 0; at = broken.indexOf('gone')) broken.fill(0, at, at + 4)
    writeFileSync(path(`library.damaged-${name}.db`), broken)
  }
  scrubDamaged(folder, { ids: ['gone'], there: new Map() })
  const kept = readdirSync(folder).filter((name) => name.includes('damaged'))
  expect(kept.toSorted()).toEqual(['library.damaged-one.db', 'library.damaged-three.db'])
  expect(kept.map((name) => readFileSync(path(name)).includes('words of gone'))).toEqual([false, false])
  expect(kept.map((name) => readFileSync(path(name)).includes('words of stays'))).toEqual([true, true])
})

test('a session of the same id that is there keeps what backups have of it; what they have of the one that went goes', () => {
  const words = (text: string) => (store: ReturnType<typeof createStore>) => {
    store.apply({
      kind: 'putDraft',
      id: 'a',
      draft: { text, selectionStart: 0, selectionEnd: 0, attachments: [] },
      at: 1,
    })
  }
  const made = (at: number) => (store: ReturnType<typeof createStore>) => {
    store.apply({ kind: 'putRecord', id: 'a', patch: { title: `made at ${at}` }, at })
  }
  const holds = (file: string): readonly boolean[] =>
    ['of the first one', 'of the second one'].map((text) => readFileSync(file).includes(text))
  // The weekly backup is of the first one, the others are of the one that came after it under its id.
  using(
    (store) => {
      made(1)(store)
      words('of the first one')(store)
    },
    Date.now() - 3 * DAY,
  )
  using((store) => {
    store.apply({ kind: 'removeSession', id: 'a' })
    made(2)(store)
    words('of the second one')(store)
  }, Date.now())
  expect(
    listBackups(folder)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['daily', 'last', 'weekly'])
  copyFileSync(join(folder, 'backups/weekly.db'), path('library.damaged-one.db'))
  expect(holds(path('library.damaged-one.db'))).toEqual([true, false])
  scrubBackups(folder, { ids: ['a'], there: new Map([['a', 2]]) })
  const left = Object.fromEntries(listBackups(folder).map(({ name, path: file }) => [name, holds(file)]))
  expect(left).toEqual({ last: [false, true], daily: [false, true], weekly: [false, false] })
  scrubDamaged(folder, { ids: ['a'], there: new Map([['a', 2]]) })
  expect(holds(path('library.damaged-one.db'))).toEqual([false, false])
})

test('migrations go on from where a database stands, each whole or not at all', () => {
  const db = new DatabaseSync(':memory:')
  migrate(db, ['CREATE TABLE a (x)'])
  expect(() => migrate(db, ['never run again', 'CREATE TABLE b (x)', 'CREATE TABLE c (x); oops'])).toThrow('oops')
  expect(readVersion(db)).toBe(2)
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  expect(names.map((row) => row['name'])).toEqual(['a', 'b'])
  db.close()
})

test('a folder that cannot be made is an error and leaves nothing behind', () => {
  writeFileSync(path('file'), '')
  expect(() => openLibrary(path('file'), 1)).toThrow()
  expect(existsSync(path('library.db'))).toBe(false)
})
