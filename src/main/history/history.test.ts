import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHistory } from './history.ts'
import type { DiskSession, History } from './port.ts'
import { createTestLog, sessionStart } from './testLog.ts'

let home: string
let history: History
let logged: string[]
let heard: { readonly changed: readonly DiskSession[]; readonly removed: readonly string[] }[]
let onHeard: () => void

beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), 'retoma-history-')), 'home')
  logged = []
  heard = []
  history = createHistory({
    home,
    workerUrl: new URL('./worker.ts', import.meta.url),
    log: { error: (event) => logged.push(event) },
  })
})
afterEach(async () => {
  await history.dispose()
  rmSync(join(home, '..'), { recursive: true, force: true })
  expect(logged).toEqual([])
})

const folder = (id: string): string => join(home, 'session-state', id)
const logOf = (id: string): string => join(folder(id), 'events.jsonl')

function make(id: string, turns = 1): void {
  const log = createTestLog()
  log.add('session.start', sessionStart(id))
  for (let n = 1; n <= turns; n += 1) log.turn(`prompt ${n} of ${id}`, `answer ${n}`)
  // As the runtime does not: all at once, so that nobody meets half of it.
  const beside = join(home, `${id}.new`)
  mkdirSync(beside, { recursive: true })
  mkdirSync(join(home, 'session-state'), { recursive: true })
  writeFileSync(join(beside, 'events.jsonl'), log.text())
  writeFileSync(join(beside, 'workspace.yaml'), `id: ${id}\nclient_name: sdk\n`)
  renameSync(beside, folder(id))
}

function listen(): void {
  onHeard = () => undefined
  history.onChanged((changed, removed) => {
    heard.push({ changed, removed })
    onHeard()
  })
  history.setAttention(true)
}

/** Resolves when all that was heard fulfils a condition. */
function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    onHeard = () => {
      if (condition()) resolve()
    }
    onHeard()
  })
}
const changedIds = (): readonly string[] => heard.flatMap(({ changed }) => changed.map(({ id }) => id))
const removedIds = (): readonly string[] => heard.flatMap(({ removed }) => removed)

test('a home that is not there yet is empty, and seen when it comes', async () => {
  expect(await history.list()).toEqual([])
  listen()
  make('a')
  await until(() => changedIds().includes('a'))
  expect(heard.at(-1)?.changed).toMatchObject([{ id: 'a', summary: 'prompt 1 of a' }])
})

test('sessions are listed and read, newest turns first', async () => {
  make('a', 3)
  make('b')
  expect((await history.list()).map(({ id }) => id).toSorted()).toEqual(['a', 'b'])
  const page = await history.read({ id: 'a', before: null, turns: 2 })
  expect(page.turns.map((turn) => turn.prompt?.text)).toEqual(['prompt 2 of a', 'prompt 3 of a'])
  const older = await history.read({ id: 'a', before: page.before, turns: 2 })
  expect(older).toMatchObject({ turns: [{ prompt: { text: 'prompt 1 of a' } }], before: null, problem: null })
  expect(await history.readAll('a')).toEqual([...older.turns, ...page.turns])
  expect(await history.get('a')).toMatchObject({ id: 'a', origin: 'sdk' })
})

test('what is not there is missing, what says nothing is empty', async () => {
  mkdirSync(folder('empty'), { recursive: true })
  writeFileSync(logOf('empty'), '')
  const options = { before: null, turns: 1 }
  await expect(history.read({ id: 'none', ...options })).rejects.toMatchObject({ code: 'sessionMissing' })
  await expect(history.read({ id: '../x', ...options })).rejects.toMatchObject({ code: 'sessionMissing' })
  await expect(history.readAll('empty')).rejects.toMatchObject({ code: 'sessionEmpty' })
  expect(await history.get('none')).toBeNull()
})

test('new, changed and gone sessions are told, and nothing else', async () => {
  make('a')
  make('b')
  await history.list()
  listen()
  make('c')
  await until(() => changedIds().includes('c'))
  appendFileSync(logOf('a'), '{"type":"session.resume","data":{}}\n')
  await until(() => changedIds().includes('a'))
  // Moved away in one step: a folder that is being emptied would be seen half gone.
  renameSync(folder('b'), join(home, 'gone'))
  await until(() => removedIds().includes('b'))
  expect(changedIds()).toEqual(['c', 'a'])
  expect(removedIds()).toEqual(['b'])
})

test('a change that somebody asked for is told nevertheless', async () => {
  make('a')
  await history.list()
  appendFileSync(logOf('a'), '{"type":"session.resume","data":{}}\n')
  const seen = await history.get('a')
  listen()
  await until(() => changedIds().includes('a'))
  expect(heard[0]?.changed).toEqual([seen])
})

test('whoever listens without having listed is told everything', async () => {
  make('a')
  make('b')
  listen()
  await until(() => changedIds().length === 2)
  expect(changedIds().toSorted()).toEqual(['a', 'b'])
})

test('a thousand sessions are all listed', async () => {
  for (let n = 0; n < 1_000; n += 1) make(`session-${n}`)
  const sessions = await history.list()
  expect(new Set(sessions.map(({ id }) => id)).size).toBe(1_000)
  expect(sessions.filter(({ problem, summary }) => problem !== null || summary === '')).toEqual([])
  expect(await history.list()).toEqual(sessions)
})

test('small questions are answered while a large log is read', async () => {
  make('large')
  const line = (n: number): string =>
    `${JSON.stringify({ type: 'assistant.message', data: { messageId: `m${n}`, content: 'x'.repeat(200_000) }, id: `x${n}`, timestamp: '2026-01-01T00:00:00.000Z' })}\n`
  for (let n = 0; n < 200; n += 1) appendFileSync(logOf('large'), line(n))
  make('small')
  const order: string[] = []
  const large = history.readAll('large').then(() => order.push('large'))
  const small = history.get('small').then(() => order.push('small'))
  await Promise.all([large, small])
  expect(order).toEqual(['small', 'large'])
})
