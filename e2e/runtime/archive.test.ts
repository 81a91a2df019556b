import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Archive, createArchive } from '../../src/main/archive/archive.ts'
import type { Connection } from '../../src/main/agent/port.ts'
import { createHistory } from '../../src/main/history/history.ts'
import type { History } from '../../src/main/history/port.ts'
import { createLibrary } from '../../src/main/library/library.ts'
import type { Library } from '../../src/main/library/port.ts'
import { recoverImports } from '../../src/main/sessions/importing.ts'
import { createSessions, type Sessions } from '../../src/main/sessions/sessions.ts'
import { quietParts } from '../../src/main/sessions/testing/parts.ts'
import { createTrash } from '../../src/main/trash/trash.ts'
import type { AppEvent } from '../../src/shared/events.ts'
import { echo } from '../model/reply.ts'
import { startModel, type ModelServer } from '../model/startModel.ts'
import { type AgentHarness, comparable, startAgent } from './harness.ts'

// What was exported, or written by others, must be a session that the real runtime takes up again.
let harness: AgentHarness
let model: ModelServer
let archive: Archive
let history: History
let library: Library
let sessions: Sessions
let told: AppEvent[]
let failed: string[]

const source = (path: string): URL => new URL(`../../src/main/${path}`, import.meta.url)
const never = new AbortController().signal
const log = { error: () => undefined }

beforeEach(async () => {
  harness = await startAgent()
  model = await startModel(echo)
  told = []
  failed = []
  const { home, folder } = harness
  archive = createArchive({ home, clientName: 'retoma', workerUrl: source('archive/worker.ts'), log })
  library = await createLibrary({ folder: join(folder, 'library'), workerUrl: source('library/worker.ts'), log })
  history = createHistory({ home, workerUrl: source('history/worker.ts'), log })
})

/** Reads what there is: what was said before is on the list. */
async function begin(): Promise<void> {
  const { home, agent, folder } = harness
  const connection: Connection = { kind: 'openai', baseUrl: model.baseUrl, apiKey: null }
  const noted = { error: (what: string, error: unknown) => void failed.push(`${what}: ${String(error)}`) }
  sessions = await createSessions({
    ...quietParts,
    archive,
    importsFolder: join(folder, 'imports'),
    agent,
    history,
    library,
    trash: createTrash({
      folder: join(folder, 'trash'),
      home,
      library,
      agent,
      days: () => 30,
      now: Date.now,
      log: noted,
    }),
    attachmentsFolder: join(folder, 'attachments'),
    connection: () => Promise.resolve(connection),
    chooseFor: () => ({ providerId: 'own', model: 'demo' }),
    send: (batch) => void told.push(...batch),
    onRows: () => undefined,
    isInView: () => true,
    continuePrompt: (tail) => tail,
    now: Date.now,
    orphanMs: 0,
    log: noted,
  })
}
afterEach(async () => {
  await sessions.dispose()
  await history.dispose()
  await library.dispose()
  await archive.dispose()
  await harness.dispose()
  await model.close()
  expect(failed).toEqual([])
})

const file = (name: string): string => join(harness.folder, name)
const connection = (): Connection => ({ kind: 'openai', baseUrl: model.baseUrl, apiKey: null })

async function talk(id: string, ...words: readonly string[]): Promise<void> {
  const probe = harness.session(id, connection())
  const live = await harness.agent.create(probe.options)
  for (const text of words) await probe.turn(live, text)
  await live.close()
}

/** Takes a session up again and asks something: what the model is given then. */
async function askAgain(id: string, text: string): Promise<string> {
  const probe = harness.session(id, connection())
  const live = await harness.agent.resume(probe.options)
  expect((await probe.turn(live, text)).outcome).toBe('done')
  await live.close()
  return JSON.stringify(model.requests.at(-1))
}

test('exported, deleted for good, imported: the model is given all that was said', async () => {
  await talk('plants', 'The word is heliotrope.', 'And the number is 4711.')
  await begin()
  await sessions.rename('plants', 'My plants')
  await sessions.marks.tag('plants', ['garden'])
  await sessions.marks.note('plants', 'Water them')
  const { state } = await sessions.open('plants')
  const [first] = state.turns
  await sessions.bookmarks.add({
    sessionId: 'plants',
    turnId: first!.id,
    itemId: first!.items[0]!.id,
    name: 'Word',
    description: '',
  })
  await sessions.saveDraft('plants', { text: ' not yet ', selectionStart: 1, selectionEnd: 2 })
  const before = await harness.stored('plants')
  await sessions.exportTo('plants', file('plants.json'), { format: 'json' }, never)

  const [gone] = await sessions.deleting.remove(['plants'])
  await sessions.deleting.purge([gone!.entryId!])
  expect(await readdir(join(harness.home, 'session-state'))).toEqual([])

  const results = await sessions.importAll([file('plants.json')])
  expect(results).toMatchObject([{ error: null, imported: { sessionId: 'plants', renamed: false, whole: true } }])
  expect(comparable(await harness.stored('plants'))).toEqual(comparable(before))
  expect(sessions.row('plants')).toMatchObject({
    title: 'My plants',
    tags: ['garden'],
    notes: 'Water them',
    bookmarks: 1,
    hasDraft: true,
    unsent: false,
    problem: null,
  })
  expect((await sessions.open('plants')).draft).toMatchObject({ text: ' not yet ', selectionStart: 1, selectionEnd: 2 })
  expect(await sessions.bookmarks.list('plants')).toMatchObject([{ name: 'Word', turnId: first!.id }])
  const given = await askAgain('plants', 'What was the word?')
  expect(given).toContain('heliotrope')
  expect(given).toContain('4711')
})

test('a session whose id is taken comes under another one, and both are taken up again', async () => {
  await talk('twice', 'The word is heliotrope.')
  await begin()
  await sessions.exportTo('twice', file('twice.json'), { format: 'json' }, never)
  const log = await readFile(join(harness.home, 'session-state', 'twice', 'events.jsonl'), 'utf8')
  const [result] = await sessions.importAll([file('twice.json')])
  expect(result).toMatchObject({ error: null, imported: { sessionId: 'twice-2', renamed: true } })
  expect(await readFile(join(harness.home, 'session-state', 'twice', 'events.jsonl'), 'utf8')).toBe(log)
  expect(await askAgain('twice-2', 'What was the word?')).toContain('heliotrope')
  expect(await askAgain('twice', 'And here?')).not.toContain('What was the word?')
})

test('what a recipe wrote is taken up again: the model is given its messages', async () => {
  await begin()
  await writeFile(
    file('conversation.json'),
    JSON.stringify([
      { role: 'user', content: 'The word is amaranth.', id: 'msg-1' },
      { role: 'assistant', content: 'Amaranth it is.', id: 'msg-2' },
      { role: 'tool', content: 'left out', id: 'msg-3' },
    ]),
  )
  const [result] = await sessions.importAll([file('conversation.json')])
  expect(result).toMatchObject({
    error: null,
    imported: { sessionId: 'conversation', whole: false, leftOut: 1, renamed: false },
  })
  const { state } = await sessions.open('conversation')
  expect(state.turns).toMatchObject([{ prompt: { text: 'The word is amaranth.' }, outcome: 'done' }])
  const given = await askAgain('conversation', 'What was the word?')
  expect(given).toContain('The word is amaranth.')
  expect(given).toContain('Amaranth it is.')
  expect((await harness.stored('conversation')).turns).toHaveLength(2)
})

test('one bad file among others takes nothing along, and the others are imported', async () => {
  await begin()
  await writeFile(file('good.json'), JSON.stringify([{ role: 'user', content: 'Hi' }]))
  await writeFile(file('bad.json'), '{"format": "retoma/session", "version": 1, "whole": true, "log": [7]}')
  const results = await sessions.importAll([file('bad.json'), file('good.json')], 'work')
  expect(results).toMatchObject([
    { id: file('bad.json'), error: { code: 'archiveInvalid', message: 'log[0]' } },
    { id: file('good.json'), error: null },
  ])
  expect(await readdir(join(harness.home, 'session-state'))).toEqual(['good'])
  await expect.poll(() => told.filter(({ type }) => type === 'work.progressed').length).toBe(2)
})

test('what the library was still to be given is given at the next start, and only where the session is', async () => {
  await begin()
  await writeFile(file('a.json'), JSON.stringify([{ role: 'user', content: 'Hi' }]))
  await sessions.importAll([file('a.json')])
  const imports = join(harness.folder, 'imports')
  expect(await readdir(imports)).toEqual([])
  const record = { ...(await library.record('a'))!, title: 'Told late' }
  const note = { record, draft: null, queue: [], partials: [], bookmarks: [] }
  await mkdir(imports, { recursive: true })
  await writeFile(join(imports, 'a.json'), JSON.stringify(note))
  await writeFile(join(imports, 'b.json'), JSON.stringify({ ...note, record: { ...record, id: 'b' } }))
  await recoverImports(imports, join(harness.home, 'session-state'), library)
  expect((await library.record('a'))?.title).toBe('Told late')
  expect(await library.record('b')).toBe(null)
  expect(await readdir(imports)).toEqual([])
  await rm(imports, { recursive: true })
})
