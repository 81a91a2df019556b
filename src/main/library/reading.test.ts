import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AppNotice } from '../../shared/model/boot.ts'
import type { Draft, QueuedMessage } from '../../shared/model/draft.ts'
import { backUp } from './backups.ts'
import { createLibrary } from './library.ts'
import { migrate, migrations } from './migrations.ts'
import { openLibrary } from './open.ts'
import type { Library } from './port.ts'
import { readLibrary } from './reading.ts'
import { createStore } from './store.ts'
import { mountSmallDisk } from './testing/smallDisk.ts'
import type { LibraryTrouble } from './writes.ts'

let base: string
let folder: string
const disk = mountSmallDisk(mkdtempSync(join(tmpdir(), 'retoma-mount-')), 4096)
disk?.unmount()

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'retoma-reading-'))
  folder = join(base, 'library')
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

function write(title: string, queued: readonly QueuedMessage[] = []): DatabaseSync {
  const { db } = openLibrary(folder, Date.now())
  const store = createStore(db)
  store.apply({ kind: 'putRecord', id: 'a', patch: { title }, at: 1 })
  for (const message of queued) store.apply({ kind: 'addQueued', id: 'a', message })
  return db
}
const titleIn = (db: DatabaseSync): string | null => createStore(db).record('a')?.title ?? null
const bytes = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.startsWith('library'))
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  )

test('a copy holds what stands in the log too, is of the newest version, takes nothing, and changes no file', () => {
  const db = write('in the log')
  const before = bytes()
  expect(Object.keys(before)).toContain('library.db-wal')
  const copy = readLibrary(folder)
  expect(titleIn(copy)).toBe('in the log')
  expect(() => createStore(copy).apply({ kind: 'putRecord', id: 'b', patch: {}, at: 1 })).toThrow('readonly')
  copy.close()
  expect(bytes()).toEqual(before)
  db.close()
})

test('a library of an older version is read as one of the newest; one of a newer version is refused', () => {
  const old = openLibrary(folder, Date.now(), migrations.slice(0, 1))
  old.db.exec("INSERT INTO drafts VALUES ('a', 'typed long ago', 1, 2)")
  old.db.close()
  const before = bytes()
  expect(createStore(readLibrary(folder)).draft('a')?.text).toBe('typed long ago')
  expect(bytes()).toEqual(before)
  const db = new DatabaseSync(join(folder, 'library.db'))
  migrate(db)
  db.exec('PRAGMA user_version = 99')
  db.close()
  expect(() => readLibrary(folder)).toThrow('libraryNewer')
})

test('in place of a damaged library its newest good backup is read; with nothing there, nothing', () => {
  const db = write('backed up')
  backUp(db, folder, Date.now())
  db.close()
  writeFileSync(join(folder, 'library.db'), 'bad')
  writeFileSync(join(folder, 'backups/last.db'), 'bad too')
  expect(titleIn(readLibrary(folder))).toBe('backed up')
  expect(readFileSync(join(folder, 'library.db'), 'utf8')).toBe('bad')
  expect(titleIn(readLibrary(join(base, 'nothing')))).toBeNull()
})

const draft = (text: string): Draft => ({ text, selectionStart: 0, selectionEnd: 0, attachments: [] })
const waiting: QueuedMessage = { id: 'q', text: 'later', at: 1, state: 'queued', attachments: [], pausedBy: null }

test.skipIf(disk === null).each(['full', 'readOnly', 'fullAtFirstStart', 'readOnlyAtFirstStart'] as const)(
  'on a folder that takes nothing (%s) the library is read, what is typed waits, and is on the disk once there is room',
  async (how) => {
    const small = mountSmallDisk(base, 1_048_576)
    if (small === null) throw new Error('This machine mounted one a moment ago')
    const troubles: (LibraryTrouble | null)[] = []
    const late: AppNotice[][] = []
    let library: Library | null = null
    try {
      const first = how.endsWith('FirstStart')
      if (!first) write('kept', [waiting]).close()
      if (how.startsWith('full')) small.fill()
      else small.readOnly(true)
      library = await createLibrary({
        folder,
        workerUrl: new URL('./worker.ts', import.meta.url),
        log: { error: (event) => expect.unreachable(event) },
        onTrouble: (trouble) => troubles.push(trouble),
        onNotices: (notices) => late.push([...notices]),
      })
      expect(troubles).toEqual([how.startsWith('full') ? 'diskFull' : 'unwritable'])
      await expect(library.pauseQueues()).rejects.toThrow()
      expect((await library.record('a'))?.title).toBe(first ? undefined : 'kept')
      // Nobody has let it go on, though that can't be noted yet.
      expect(await library.queue('a')).toEqual(first ? [] : [{ ...waiting, state: 'paused', pausedBy: 'ended' }])
      await expect(library.putDraft('a', draft('typed meanwhile'))).rejects.toThrow()
      expect((await library.draft('a'))?.text).toBe('typed meanwhile')
      expect((await library.snapshot()).draftIds).toEqual(['a'])
      await expect(library.addQueued('a', { ...waiting, id: 'r' })).rejects.toThrow()

      if (how.startsWith('full')) small.free()
      else small.readOnly(false)
      await expect.poll(() => troubles.at(-1), { timeout: 10_000 }).toBeNull()
      expect(late).toEqual([[]])
      // On the disk, not only in memory.
      const stored = createStore(new DatabaseSync(join(folder, 'library.db'), { readOnly: true }))
      expect(stored.draft('a')?.text).toBe('typed meanwhile')
      expect(stored.queue('a').map(({ id, state }) => [id, state])).toEqual(first ? [] : [['q', 'paused']])
      await library.putRecord('a', { title: 'written again' })
      expect((await library.record('a'))?.title).toBe('written again')
    } finally {
      await library?.dispose()
      small.unmount()
    }
  },
)

test.skipIf(disk === null)('a restored backup is told of when there is room for it, not before', async () => {
  const small = mountSmallDisk(base, 1_048_576)
  if (small === null) throw new Error('This machine mounted one a moment ago')
  const late: AppNotice[][] = []
  let library: Library | null = null
  try {
    const db = write('backed up')
    backUp(db, folder, Date.now())
    db.close()
    writeFileSync(join(folder, 'library.db'), 'bad')
    small.fill()
    library = await createLibrary({
      folder,
      workerUrl: new URL('./worker.ts', import.meta.url),
      log: { error: (event) => expect.unreachable(event) },
      onNotices: (notices) => late.push([...notices]),
    })
    expect((await library.record('a'))?.title).toBe('backed up')
    small.free()
    await expect.poll(() => late, { timeout: 10_000 }).toMatchObject([[{ kind: 'libraryRestored' }]])
    expect((await library.record('a'))?.title).toBe('backed up')
  } finally {
    await library?.dispose()
    small.unmount()
  }
})
