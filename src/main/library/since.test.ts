import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { AppNotice } from '../../shared/model/boot.ts'
import type { Draft } from '../../shared/model/draft.ts'
import { backUp } from './backups.ts'
import { openLibrary } from './open.ts'
import { openSince, partsOf, type Since } from './since.ts'
import { createStore } from './store.ts'
import { createWriter } from './writer.ts'
import type { Write } from './writes.ts'

let folder: string
let time: number
let unforeseen: unknown[]
const path = (name: string): string => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-since-'))
  time = Date.now()
  unforeseen = []
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  expect(unforeseen).toEqual([])
})

interface Run {
  readonly notices: readonly AppNotice[]
  write(writes: readonly Write[]): void
  /** As an app ends: with a backup. */
  quit(): void
  /** As an app is killed: from now on everything stands in another folder, as it was at that moment. */
  kill(): void
}

function start(): Run {
  const { db, notices, since } = openLibrary(folder, time)
  const writer = createWriter({ db, store: createStore(db), since, onUnforeseen: (error) => unforeseen.push(error) })
  return {
    notices,
    write: (some) => {
      for (const result of writer.write(some)) expect(result.ok).toBe(true)
    },
    quit: () => {
      since.backedUp(backUp(db, folder, time))
      db.close()
    },
    kill: () => {
      const before = folder
      folder = mkdtempSync(join(tmpdir(), 'retoma-since-'))
      cpSync(before, folder, { recursive: true, preserveTimestamps: true })
      db.close()
      rmSync(before, { recursive: true })
    },
  }
}

function damage(): void {
  writeFileSync(path('library.db'), 'bad')
}

const draft: Draft = { text: 'typed', selectionStart: 0, selectionEnd: 0, attachments: [] }
const writes: readonly Write[] = [
  { kind: 'putDraft', id: 'a', draft, at: 0 },
  { kind: 'putRecord', id: 'a', patch: { title: 'T', notes: 'n' }, at: 1 },
]

/** What the next start says, and then ends. */
function saidAtStart(): readonly AppNotice[] {
  const run = start()
  run.quit()
  return run.notices
}

test('a backup that lacks nothing says so', () => {
  const run = start()
  run.write(writes)
  run.quit()
  damage()
  expect(saidAtStart()).toMatchObject([{ kind: 'libraryRestored', lost: [] }])
  damage()
  expect(saidAtStart()).toMatchObject([{ kind: 'libraryRestored', lost: [] }])
})

test('what was written after the backup is named, and nothing else', () => {
  start().quit()
  const run = start()
  run.write(writes)
  run.write([{ kind: 'pauseQueues' }, { kind: 'putRecord', id: 'a', patch: { syncedAt: 1, seen: null }, at: 1 }])
  run.kill()
  damage()
  expect(saidAtStart()).toMatchObject([{ kind: 'libraryRestored', lost: ['drafts', 'marks', 'notes'] }])
})

test('it is known before it is written: a crash in between says too much, never too little', () => {
  start().quit()
  // A transaction that never came to its end.
  openSince(folder).about(['bookmarks'])
  damage()
  expect(saidAtStart()).toMatchObject([{ lost: ['bookmarks'] }])
})

test('an older backup lacks what came between, the newest one does not', () => {
  start().quit()
  const first = start()
  first.write(writes)
  first.quit()
  time += 60_000
  const second = start()
  const message = { id: 'q', text: 'x', at: 1, state: 'queued', attachments: [], pausedBy: null } as const
  second.write([{ kind: 'addQueued', id: 'a', message }])
  second.quit()
  writeFileSync(path('backups/last.db'), 'bad')
  damage()
  expect(saidAtStart()).toMatchObject([{ kind: 'libraryRestored', lost: ['drafts', 'marks', 'notes', 'queue'] }])
})

test('what an older version backed up is not judged', () => {
  const run = start()
  run.write(writes)
  run.quit()
  rmSync(path('since.json'))
  damage()
  expect(saidAtStart()).toMatchObject([{ kind: 'libraryRestored', lost: null }])
})

test('a library that is gone with its backups is told apart from a first start', () => {
  expect(saidAtStart()).toEqual([])
  for (const name of ['library.db', 'backups']) rmSync(path(name), { recursive: true })
  expect(saidAtStart()).toEqual([{ kind: 'libraryLost', damaged: false, recovered: null }])
})

test('nothing is written that could not be noted: it waits', () => {
  start().quit()
  const { db, since } = openLibrary(folder, time)
  const store = createStore(db)
  let broken = true
  const about: Since['about'] = (parts) => {
    if (broken) throw new AppError('diskFull', 'library')
    since.about(parts)
  }
  const writer = createWriter({ db, store, since: { about }, onUnforeseen: (error) => unforeseen.push(error) })
  expect(writer.write(writes.slice(0, 1))).toEqual([{ ok: false, error: { code: 'diskFull', detail: 'library' } }])
  expect(store.draft('a')).toBeNull()
  broken = false
  writer.retry()
  expect(store.draft('a')).toEqual(draft)
  db.close()
})

test('a file that cannot be written is said to be so', () => {
  writeFileSync(path('blocked'), '')
  expect(() => openSince(path('blocked')).backedUp(['last'])).toThrow('writeFailed')
})

test('its file is for its owner alone, and is written once for each part', () => {
  start().quit()
  const since = openSince(folder)
  since.about(['drafts'])
  const { ino, mode } = statSync(path('since.json'))
  expect(mode & 0o777).toBe(0o600)
  since.about(['drafts'])
  expect(statSync(path('since.json')).ino).toBe(ino)
  since.about(['queue'])
  expect(statSync(path('since.json')).ino).not.toBe(ino)
  expect(openSince(folder).of('last')).toEqual(['drafts', 'queue'])
})

test('every write belongs to what a person would miss', () => {
  const put = (patch: Extract<Write, { kind: 'putRecord' }>['patch']): Write => ({
    kind: 'putRecord',
    id: 'a',
    patch,
    at: 1,
  })
  expect(partsOf(put({ title: 'T', pinned: true, tags: [] }))).toEqual(['marks'])
  expect(partsOf(put({ unread: true, readAt: 1, model: 'm' }))).toEqual(['reading', 'sessions'])
  expect(partsOf(put({ markedAt: 1, syncedAt: 1, seen: null, createdAt: 1, lastError: null }))).toEqual([])
})
