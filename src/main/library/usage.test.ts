import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ModelUsage, noUsage, type TurnUsage } from '../../shared/usage.ts'
import { createLibrary } from './library.ts'
import { migrate, migrations } from './migrations.ts'
import type { Library } from './port.ts'

let folder: string
let library: Library

const open = async (): Promise<void> => {
  library = await createLibrary({
    folder,
    workerUrl: new URL('./worker.ts', import.meta.url),
    log: { error: (event) => expect.fail(event) },
    now: () => 1_000,
  })
}

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'retoma-usage-')), 'library')
  await open()
})

afterEach(async () => {
  await library.dispose()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

const model = (name: string, inputTokens: number): ModelUsage => ({ ...noUsage(name), requests: 1, inputTokens })
const turn = (turnId: string, at: number, ...models: readonly ModelUsage[]): TurnUsage => ({
  turnId,
  at,
  until: at + 5,
  usage: { inputTokens: 3, outputTokens: 4, firstTokenMs: null, models },
})

test('usage outlives a restart, and the newest word on a turn counts', async () => {
  await library.putUsage('a', turn('t1', 10, model('m', 1)))
  await library.putUsage('a', turn('t1', 10, model('m', 2)))
  await library.putUsage('a', turn('t2', 20, model('m', 4), model('n', 8)))
  await library.putUsage('b', turn('t1', 15, model('m', 16)))
  await library.dispose()
  await open()
  expect(await library.usage('a', 0, 100)).toEqual([
    turn('t1', 10, model('m', 2)),
    turn('t2', 20, model('m', 4), model('n', 8)),
  ])
  expect(await library.usage('a', 11, 20)).toMatchObject([{ turnId: 't2' }])
  expect(await library.usageSummary('a', [], 1)).toMatchObject({
    models: [
      { model: 'm', inputTokens: 6, requests: 2 },
      { model: 'n', inputTokens: 8 },
    ],
    turns: [{ turnId: 't2' }],
    unrecorded: 0,
  })
  const told = [{ from: 0, until: 16, models: [model('m', 99)] }]
  expect(await library.usageSummary('a', told, 1)).toMatchObject({ models: [{ model: 'm', inputTokens: 4 }, {}] })
})

test('the last measure of a context is kept', async () => {
  expect(await library.context('a')).toBeNull()
  const context = { at: 5, tokens: 10, limit: 20, system: 1, tools: null, conversation: 9 }
  await library.putContext('a', { ...context, tokens: 7 })
  await library.putContext('a', context)
  expect(await library.context('a')).toEqual(context)
})

test('both go with their session', async () => {
  await library.putRecord('a', { title: 'A' })
  await library.putUsage('a', turn('t1', 10))
  await library.putContext('a', { at: 5, tokens: 1, limit: null, system: null, tools: null, conversation: null })
  await library.removeSession('a')
  expect(await library.usage('a', 0, 100)).toEqual([])
  expect(await library.context('a')).toBeNull()
})

test('a library of before gets room for it, and keeps what it has', () => {
  const db = new DatabaseSync(':memory:')
  const step = migrations.findIndex((sql) => sql.includes('CREATE TABLE usage'))
  migrate(db, migrations.slice(0, step))
  db.exec("INSERT INTO sessions (id, created_at, unsent, unread) VALUES ('a', 1, 0, 0)")
  migrate(db)
  expect(db.prepare('SELECT id, handoff FROM sessions').all()).toEqual([{ id: 'a', handoff: null }])
  expect(db.prepare('SELECT count(*) AS n FROM usage').get()).toEqual({ n: 0 })
  db.close()
})
