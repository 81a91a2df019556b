import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { QueuedMessage } from '../../shared/model/draft.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { createLibrary } from './library.ts'
import { migrate, migrations } from './migrations.ts'
import type { Library } from './port.ts'
import { toBookmark } from './rows.ts'

let folder: string
let library: Library
let logged: string[]
let clock: number

async function open(): Promise<Library> {
  library = await createLibrary({
    folder,
    workerUrl: new URL('./worker.ts', import.meta.url),
    log: { error: (event) => logged.push(event) },
    now: () => clock,
  })
  return library
}

async function reopen(): Promise<Library> {
  await library.dispose()
  return open()
}

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'retoma-library-')), 'library')
  logged = []
  clock = 1_000
  await open()
})

afterEach(async () => {
  await library.dispose()
  rmSync(join(folder, '..'), { recursive: true, force: true })
  expect(logged).toEqual([])
})

const queued = (id: string, state: QueuedMessage['state'] = 'queued'): QueuedMessage => ({
  id,
  text: `text of ${id}`,
  at: 5,
  state,
  attachments: [],
  pausedBy: state === 'paused' ? 'ended' : null,
})

const turn = (id: string, at: number, text = 'partial'): Turn => ({
  id,
  at,
  prompt: { text: 'p', attachments: [] },
  items: [{ kind: 'message', id: `${id}m`, at, text, reasoning: '', reasoningMs: null, model: null, complete: false }],
  thinking: null,
  outcome: 'running',
  error: null,
  endedAt: null,
  usage: null,
})

const bookmark = (id: string, sessionId: string, createdAt: number): Bookmark => ({
  id,
  sessionId,
  turnId: 't',
  itemId: null,
  name: `name ${id}`,
  description: 'why',
  snippet: 'what it said',
  createdAt,
  colour: 'orange',
})

test('views keep their order and their words, colours of tags their tags, over a restart', async () => {
  const view = { id: 'v', name: 'Meus', filter: 'is:unread -tag:"a b"', grouping: 'folder', sort: 'size' } as const
  await library.putViews([view, { ...view, id: 'w', name: 'Second' }])
  await library.putTagColour('release', 'teal')
  await library.putTagColour('q3', 'red')
  await reopen()
  const kept = { views: [view, { ...view, id: 'w', name: 'Second' }], tagColours: { release: 'teal', q3: 'red' } }
  expect(await library.views()).toEqual(kept)
  await library.putViews([kept.views[1]!, kept.views[0]!])
  await library.putTagColour('q3', null)
  await library.putTagColour('release', 'pink')
  await reopen()
  expect(await library.views()).toEqual({ views: kept.views.toReversed(), tagColours: { release: 'pink' } })
})

test('records begin with nulls and now, and keep what a patch leaves out', async () => {
  expect(await library.record('a')).toBeNull()
  const made = await library.putRecord('a', { title: 'Título', unsent: true })
  expect(made).toEqual({
    id: 'a',
    title: 'Título',
    kind: null,
    folder: null,
    providerId: null,
    model: null,
    effort: null,
    mode: null,
    createdAt: 1_000,
    unsent: true,
    lastOutcome: null,
    lastError: null,
    readTurnId: null,
    readAt: null,
    unread: false,
    anchor: null,
    pinned: false,
    tags: [],
    notes: '',
    lineage: null,
    nameSeen: null,
    markedAt: null,
    syncedAt: null,
    seen: null,
    handoff: null,
    archivedAt: null,
  })
  const patch = {
    kind: 'agent',
    lastOutcome: 'failed',
    lastError: { kind: 'rateLimit', message: 'later', status: 429 },
    anchor: { turnId: 't', offset: 12.5, atEnd: false },
    pinned: true,
    tags: ['work', 'Über "uns"'],
    notes: 'for me\nonly',
    lineage: { from: 'b', kind: 'continued' },
    nameSeen: 'Name',
    markedAt: 8,
    syncedAt: 7,
    seen: { title: 'T', summary: 's', folder: '/x', model: 'm', origin: 'cli', createdAt: 1, activeAt: 2 },
    unsent: false,
    unread: true,
    readTurnId: 't',
    readAt: 7,
    folder: '/x',
    providerId: 'p',
    model: 'm',
  } as const
  expect(await library.putRecord('a', patch)).toEqual({ ...made, ...patch })
  expect(await library.putRecord('a', { title: null })).toEqual({ ...made, ...patch, title: null })
  await reopen()
  expect(await library.record('a')).toEqual({ ...made, ...patch, title: null })
})

const picture = { id: 'p', kind: 'image', name: 'shot.png', path: null, asset: 'abc.png', size: 70 } as const
const file = { id: 'f', kind: 'file', name: 'ü "1".txt', path: '/x/ü "1".txt', asset: null, size: 3 } as const

test('attachments go with drafts and waiting messages, and their copies are known', async () => {
  await library.putDraft('a', { text: '', selectionStart: 0, selectionEnd: 0, attachments: [picture, file] })
  await library.addQueued('b', { ...queued('1'), attachments: [{ ...picture, asset: 'def.png' }] })
  await reopen()
  expect((await library.draft('a'))?.attachments).toEqual([picture, file])
  expect((await library.queue('b'))[0]?.attachments).toEqual([{ ...picture, asset: 'def.png' }])
  expect((await library.snapshot()).draftIds).toEqual(['a'])
  expect((await library.assets()).toSorted()).toEqual(['abc.png', 'def.png'])
  await library.updateQueued('b', '1', { attachments: [file] })
  await library.putDraft('a', null)
  expect(await library.assets()).toEqual([])
})

test('the queue keeps the order that it was put in, whatever is added after', async () => {
  const order = async (): Promise<readonly string[]> => (await library.queue('a')).map(({ id }) => id)
  for (const id of ['1', '2', '3', '4']) await library.addQueued('a', queued(id))
  await library.addQueued('b', queued('1'))
  await library.orderQueue('a', ['3', '1', 'gone', '3'])
  expect(await order()).toEqual(['3', '1', '2', '4'])
  await library.addQueued('a', queued('5'))
  await library.updateQueued('a', '3', { text: 'edited' })
  await library.orderQueue('a', ['5'])
  await reopen()
  expect(await order()).toEqual(['5', '3', '1', '2', '4'])
  expect(await library.queue('b')).toHaveLength(1)
})

test('what was typed into requests stays until it is removed, and goes with its session', async () => {
  await library.putReply('a', 'r1', ' half an  answer ')
  await library.putReply('a', 'r2', 'x')
  await library.putReply('b', 'r1', 'another')
  await library.putReply('a', 'r2', null)
  await reopen()
  expect(await library.replies('a')).toEqual({ r1: ' half an  answer ' })
  await library.removeSession('a')
  expect(await library.replies('a')).toEqual({})
  expect(await library.replies('b')).toEqual({ r1: 'another' })
})

test('drafts come back exactly, and go', async () => {
  const text = '  two\tspaces \n\r\n end \u2028\u0000 👩‍🚀 ç \n'
  await library.putDraft('a', { text, selectionStart: 3, selectionEnd: 9, attachments: [] })
  await library.putDraft('b', { text: 'lone \ud800', selectionStart: 0, selectionEnd: 0, attachments: [] })
  await library.putDraft('c', { text: '', selectionStart: 0, selectionEnd: 0, attachments: [] })
  await reopen()
  expect(await library.draft('a')).toEqual({ text, selectionStart: 3, selectionEnd: 9, attachments: [] })
  expect(await library.draft('b')).toMatchObject({ text: 'lone \ufffd' })
  expect((await library.snapshot()).draftIds.toSorted()).toEqual(['a', 'b'])
  await library.putDraft('a', null)
  expect(await library.draft('a')).toBeNull()
})

test('the queue keeps its order, is changed in place, and waits for the person after a restart', async () => {
  await Promise.all([
    library.addQueued('a', queued('1')),
    library.addQueued('a', queued('2')),
    library.addQueued('b', queued('1')),
    library.updateQueued('a', '1', { text: 'changed', state: 'sending' }),
    library.updateQueued('a', 'none', { text: 'nothing' }),
  ])
  expect(await library.queue('a')).toEqual([{ ...queued('1', 'sending'), text: 'changed' }, queued('2')])
  await library.pauseQueues()
  expect((await library.queue('a')).map((message) => message.state)).toEqual(['sending', 'paused'])
  await library.removeQueued('a', '1')
  expect(await library.queue('a')).toEqual([queued('2', 'paused')])
  expect((await library.snapshot()).queued).toEqual({ a: 1, b: 1 })
})

test('partial turns are kept by turn, the newest state of each', async () => {
  await library.putPartial('a', turn('t2', 2))
  await library.putPartial('a', turn('t1', 1, 'b'))
  await library.putPartial('a', turn('t1', 1, 'bc \ud800'))
  await reopen()
  expect(await library.partials('a')).toEqual([turn('t1', 1, 'bc \ud800'), turn('t2', 2)])
  await library.removePartial('a', 't1')
  expect(await library.partials('a')).toEqual([turn('t2', 2)])
  expect(await library.partials('b')).toEqual([])
})

test('bookmarks are listed by age, of one session or all, changed and removed', async () => {
  await library.putBookmark(bookmark('2', 'a', 20))
  await library.putBookmark(bookmark('1', 'a', 10))
  await library.putBookmark(bookmark('3', 'b', 15))
  await library.putBookmark({ ...bookmark('1', 'a', 10), name: 'new', itemId: 'i' })
  await reopen()
  expect((await library.bookmarks('a')).map(({ id }) => id)).toEqual(['1', '2'])
  expect((await library.bookmarks(null)).map(({ id }) => id)).toEqual(['1', '3', '2'])
  expect(await library.bookmark('1')).toEqual({ ...bookmark('1', 'a', 10), name: 'new', itemId: 'i' })
  expect((await library.snapshot()).bookmarks).toEqual({ a: 2, b: 1 })
  await library.removeBookmark('1')
  expect(await library.bookmark('1')).toBeNull()
})

test('removing a session removes all that belongs to it and nothing else', async () => {
  for (const id of ['a', 'b']) {
    await library.putRecord(id, { title: id })
    await library.putDraft(id, { text: id, selectionStart: 0, selectionEnd: 0, attachments: [] })
    await library.addQueued(id, queued('1'))
    await library.putPartial(id, turn('t', 1))
    await library.putBookmark(bookmark(`mark ${id}`, id, 1))
  }
  await library.removeSession('a')
  expect(await library.record('a')).toBeNull()
  expect(await library.draft('a')).toBeNull()
  expect(await library.queue('a')).toEqual([])
  expect(await library.partials('a')).toEqual([])
  expect(await library.bookmarks('a')).toEqual([])
  const { records, ...rest } = await library.snapshot()
  expect(records.map(({ id }) => id)).toEqual(['b'])
  expect(rest).toEqual({ draftIds: ['b'], queued: { b: 1 }, bookmarks: { b: 1 }, notices: [] })
})

test('what was asked to be written before is seen by a read, awaited or not', async () => {
  const writes = Array.from({ length: 200 }, (_, n) =>
    library.putDraft('a', { text: `${n}`, selectionStart: n, selectionEnd: n, attachments: [] }),
  )
  expect(await library.draft('a')).toMatchObject({ text: '199' })
  await Promise.all(writes)
})

test('when the words of a draft were changed is known, and a caret that moves changes nothing', async () => {
  const text = { text: 'half a thought', selectionStart: 0, selectionEnd: 0, attachments: [] }
  await library.putDraft('a', text)
  expect(await library.draftTimes()).toEqual({ a: 1_000 })
  clock += 5
  await library.putDraft('a', { ...text, selectionStart: 4, selectionEnd: 4 })
  expect(await library.draftTimes()).toEqual({ a: 1_000 })
  expect(await library.draft('a')).toMatchObject({ selectionStart: 4 })
  await library.putDraft('a', { ...text, text: 'a whole thought' })
  expect(await library.draftTimes()).toEqual({ a: 1_005 })
  await library.putDraft('a', null)
  expect(await library.draftTimes()).toEqual({})
})

test('bookmarks of before have no colour and keep all else; a colour of a later version counts as none', () => {
  const db = new DatabaseSync(':memory:')
  const step = migrations.findIndex((sql) => sql.includes('bookmarks ADD COLUMN colour'))
  migrate(db, migrations.slice(0, step))
  db.exec("INSERT INTO bookmarks VALUES ('b', 'a', 't', NULL, 'name', 'why', 'what it said', 7)")
  migrate(db)
  const read = (): Bookmark | undefined => db.prepare('SELECT * FROM bookmarks').all().map(toBookmark)[0]
  expect(read()).toEqual({ ...bookmark('b', 'a', 7), name: 'name', colour: null })
  db.exec("UPDATE bookmarks SET colour = 'ultraviolet'")
  expect(read()).toMatchObject({ name: 'name', colour: null })
  db.close()
})

test('what was asked to be written before disposing is there afterwards', async () => {
  const writes = [library.putRecord('a', { title: 'kept' }), library.putDraft('a', null)]
  await reopen()
  await Promise.all(writes)
  expect(await library.record('a')).toMatchObject({ title: 'kept' })
})

test.skipIf(process.platform === 'win32')('nobody else can read any of its files', async () => {
  await library.putDraft('a', { text: 'private', selectionStart: 0, selectionEnd: 0, attachments: [] })
  await reopen()
  const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)
  expect(mode(folder)).toBe('700')
  expect(mode(join(folder, 'backups'))).toBe('700')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['library.db', 'library.db-wal', 'last.db']))
  for (const { parentPath, name } of files) expect(`${name} ${mode(join(parentPath, name))}`).toBe(`${name} 600`)
})

test('a library of a later version is refused and keeps every byte', async () => {
  await library.dispose()
  const path = join(folder, 'library.db')
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = DELETE; PRAGMA user_version = 99')
  db.close()
  const before = readFileSync(path)
  const files = readdirSync(folder)
  expect(files).toEqual(['backups', 'library.db', 'since.json'])
  await expect(open()).rejects.toMatchObject({ code: 'libraryNewer' })
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(readdirSync(folder)).toEqual(files)
  rmSync(folder, { recursive: true })
  await open()
})

test('a damaged library is restored from its backup, kept beside, and said so', async () => {
  await library.putRecord('a', { title: 'kept' })
  await library.dispose()
  const path = join(folder, 'library.db')
  writeFileSync(path, 'this is no database')
  await open()
  const { records, notices } = await library.snapshot()
  expect(records).toMatchObject([{ id: 'a', title: 'kept' }])
  const backup = statSync(join(folder, 'backups', 'last.db'))
  expect(notices).toEqual([{ kind: 'libraryRestored', from: Math.round(backup.mtimeMs), lost: [], recovered: null }])
  const aside = readdirSync(folder).filter((name) => name.startsWith('library.damaged-'))
  expect(aside).toHaveLength(1)
  expect(readFileSync(join(folder, aside[0]!), 'utf8')).toBe('this is no database')
  await reopen()
  expect((await library.snapshot()).notices).toEqual([])
})

test('what was sent is remembered, the newest first, each once a session, and goes with its session', async () => {
  const sent = (sessionId: string, text: string) => library.addPrompt({ sessionId, text, at: 7 })
  for (const [id, text] of [
    ['a', 'one'],
    ['b', 'one'],
    ['a', 'two'],
    ['a', 'one'],
    ['a', 'x'.repeat(50_001)],
  ] as const)
    await sent(id, text)
  await reopen()
  const all = (await library.prompts(null)).map(({ sessionId, text }) => `${sessionId} ${text}`)
  expect(all).toEqual(['a one', 'a two', 'b one'])
  expect(await library.prompts('b')).toEqual([{ sessionId: 'b', text: 'one', at: 7 }])
  await library.removeSession('a')
  expect(await library.prompts(null)).toEqual([{ sessionId: 'b', text: 'one', at: 7 }])
})

test('of too many prompts the oldest go', async () => {
  await Promise.all(
    Array.from({ length: 5_003 }, (_, index) => library.addPrompt({ sessionId: 'a', text: `p${index}`, at: index })),
  )
  const kept = await library.prompts(null)
  expect(kept).toHaveLength(5_000)
  expect([kept[0]?.text, kept.at(-1)?.text]).toEqual(['p5002', 'p3'])
})
