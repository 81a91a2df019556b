import type { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Draft } from '../../shared/model/draft.ts'
import { openLibrary } from './open.ts'
import { createStore, type Store } from './store.ts'
import { createWriter, type Writer } from './writer.ts'
import { superseded, type Write } from './writes.ts'

let folder: string
let db: DatabaseSync
let store: Store
let writer: Writer
let unforeseen: unknown[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-writer-'))
  const opened = openLibrary(folder, 1)
  db = opened.db
  store = createStore(db)
  unforeseen = []
  writer = createWriter({ db, store, since: opened.since, onUnforeseen: (error) => unforeseen.push(error) })
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

const draft = (text: string): Draft => ({ text, selectionStart: 0, selectionEnd: 0, attachments: [] })
const put = (id: string, text: string): Write => ({ kind: 'putDraft', id, draft: draft(text), at: 0 })
const big = 'x'.repeat(2_000_000)
/** As a full disk does it: SQLite gets no more pages. */
const fill = (): void =>
  db.exec(`PRAGMA max_page_count = ${Number(db.prepare('PRAGMA page_count').get()?.['page_count'])}`)
const empty = (): void => db.exec('PRAGMA max_page_count = 1000000')

test('a full disk fails the batch, keeps what was typed and writes it when there is room', () => {
  writer.write([put('a', 'old')])
  fill()
  const results = writer.write([put('a', big), put('b', 'b'), { kind: 'putRecord', id: 'a', patch: {}, at: 1 }])
  expect(results).toHaveLength(3)
  for (const result of results) expect(result).toEqual({ ok: false, error: { code: 'diskFull', detail: 'library' } })
  expect(store.draft('a')).toEqual(draft('old'))
  expect(store.record('a')).toBeNull()
  expect(writer.unsavedDraft('a')).toEqual(draft(big))
  expect(writer.unsavedDraftIds()).toEqual(['a', 'b'])
  empty()
  expect(writer.write([{ kind: 'pauseQueues' }])).toEqual([{ ok: true, value: null }])
  expect(store.draft('a')).toEqual(draft(big))
  expect(store.draft('b')).toEqual(draft('b'))
  expect(writer.unsavedDraft('a')).toBeUndefined()
  expect(unforeseen).toEqual([])
})

test('a newer draft takes the place of one that waits for room', () => {
  fill()
  writer.write([put('a', big)])
  writer.write([put('a', big + big)])
  empty()
  expect(writer.write([put('a', 'newest')])).toEqual([{ ok: true, value: null }])
  expect(store.draft('a')).toEqual(draft('newest'))
  writer.retry()
  expect(store.draft('a')).toEqual(draft('newest'))
})

test('a write that is wrong by itself fails alone', () => {
  const wrong = {
    kind: 'putDraft',
    id: 'a',
    draft: { text: 'x', selectionStart: 1.5, selectionEnd: 0, attachments: [] },
    at: 0,
  } as const
  const results = writer.write([put('b', 'before'), wrong, put('c', 'after')])
  expect(results.map(({ ok }) => ok)).toEqual([true, false, true])
  expect(store.draft('b')).toEqual(draft('before'))
  expect(store.draft('c')).toEqual(draft('after'))
  expect(store.draft('a')).toBeNull()
})

test('only what a later write of the batch sets whole is left out', () => {
  const writes: readonly Write[] = [
    put('a', '1'),
    put('b', '1'),
    put('a', '2'),
    { kind: 'putRecord', id: 'a', patch: {}, at: 1 },
    put('a', '3'),
    { kind: 'removeSession', id: 'a' },
    put('a', '4'),
  ]
  expect([...superseded(writes)].toSorted(([a], [b]) => a - b)).toEqual([
    [0, 4],
    [2, 4],
  ])
  expect(writer.write(writes).every(({ ok }) => ok)).toBe(true)
  expect(store.draft('a')).toEqual(draft('4'))
  expect(store.record('a')).toBeNull()
})

test('notes that a full disk refused are written when there is room, the last state of them', () => {
  writer.write([put('a', 'old')])
  fill()
  const note = (notes: string): Write => ({ kind: 'putRecord', id: 'a', patch: { notes }, at: 1 })
  expect(writer.write([note(`${big}1`)])).toMatchObject([{ ok: false, error: { code: 'diskFull' } }])
  expect(writer.write([note(`${big}2`)])).toMatchObject([{ ok: false, error: { code: 'diskFull' } }])
  empty()
  writer.retry()
  expect(store.record('a')?.notes).toBe(`${big}2`)
  const both = writer.write([note('3'), { kind: 'putRecord', id: 'a', patch: { title: 'T' }, at: 1 }, note('4')])
  expect(both.map((result) => result.ok)).toEqual([true, true, true])
  expect(store.record('a')).toMatchObject({ title: 'T', notes: '4' })
})

test('says that nothing can be written, finds by itself that it can again, and leaves no trace of the trial', () => {
  expect(writer.trouble()).toBeNull()
  fill()
  const message = { id: 'm', text: big, at: 1, state: 'queued', attachments: [], pausedBy: null } as const
  expect(writer.write([{ kind: 'addQueued', id: 'a', message }])[0]).toMatchObject({ ok: false })
  expect(writer.trouble()).toBe('diskFull')
  writer.retry()
  expect(writer.trouble()).toBe('diskFull')
  empty()
  writer.retry()
  expect(writer.trouble()).toBeNull()
  expect(store.snapshot([]).draftIds).toEqual([])
  expect(store.queue('a')).toEqual([])
})

test('keeps a draft whose message could not be stored, in memory too', () => {
  fill()
  writer.write([put('a', big)])
  const message = { id: 'm', text: big, at: 1, state: 'queued', attachments: [], pausedBy: null } as const
  writer.write([
    { kind: 'addQueued', id: 'a', message },
    { kind: 'putDraft', id: 'a', draft: null, at: 0 },
  ])
  expect(writer.unsavedDraft('a')).toEqual(draft(big))
  empty()
  writer.retry()
  expect(store.draft('a')).toEqual(draft(big))
  expect(store.queue('a')).toEqual([])
})
