import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseWorkspace } from '../history/workspaceFile.ts'
import { damages, soundLog } from './damagedLogs.ts'
import { createDoctor, type Doctor } from './doctor.ts'

let folder: string
let doctor: Doctor
const root = (): string => join(folder, 'session-state')
const sound = soundLog('s', ['first', 'second', 'third'])

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-fork-'))
  doctor = createDoctor({ root: root(), kept: join(folder, 'repairs'), now: () => 1_000 })
  mkdirSync(join(root(), 's', 'files'), { recursive: true })
  writeFileSync(join(root(), 's', 'workspace.yaml'), 'id: s\ncwd: /projects/x\nname: one\n')
  writeFileSync(join(root(), 's', 'files', 'note.md'), 'kept beside')
  writeFileSync(join(root(), 's', 'client-metadata.json'), '{}')
  writeFileSync(join(root(), 's', 'inuse.1.lock'), '1')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Every file of every session by its hash. */
const sessionsOf = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root(), { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root(), name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(root(), name)))
          .digest('hex'),
      ]),
  )
const put = (bytes: Buffer): void => writeFileSync(join(root(), 's', 'events.jsonl'), bytes)
const fork = (before: string | null, to = 's-2'): Promise<void> =>
  doctor.fork({ from: 's', to, before, name: 'Fork of one: "x"', clientName: 'retoma' })
const events = (id: string): readonly { type: string; id: string; data: Record<string, unknown> }[] =>
  readFileSync(join(root(), id, 'events.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { type: string; id: string; data: Record<string, unknown> })
const prompts = (id: string): readonly unknown[] =>
  events(id)
    .filter(({ type }) => type === 'user.message')
    .map(({ data }) => data['content'])
const promptId = (text: string): string =>
  events('s').find(({ type, data }) => type === 'user.message' && data['content'] === text)?.id ?? ''

test('a fork has all that stands before a message, an id and a name of its own, and what lay beside the log', async () => {
  put(sound)
  const before = sessionsOf()
  await fork(promptId('third'))
  expect(prompts('s-2')).toEqual(['first', 'second'])
  expect(events('s-2')[0]).toMatchObject({ type: 'session.start', data: { sessionId: 's-2' } })
  // Every other event is the source's, byte for byte.
  const source = sound.toString().split('\n')
  for (const line of readFileSync(join(root(), 's-2', 'events.jsonl'), 'utf8')
    .split('\n')
    .slice(1)) {
    expect(source).toContain(line)
  }
  expect(readdirSync(join(root(), 's-2')).toSorted()).toEqual(['events.jsonl', 'files', 'workspace.yaml'])
  expect(parseWorkspace(readFileSync(join(root(), 's-2', 'workspace.yaml'), 'utf8'))).toMatchObject({
    name: 'Fork of one: "x"',
    userNamed: true,
    cwd: '/projects/x',
    clientName: 'retoma',
  })
  const after = sessionsOf()
  expect(Object.fromEntries(Object.entries(after).filter(([name]) => !name.startsWith('s-2')))).toEqual(before)
})

test('without a message to stop at, everything goes along', async () => {
  put(sound)
  await fork(null)
  expect(prompts('s-2')).toEqual(['first', 'second', 'third'])
})

describe.each(Object.entries(damages).filter(([name]) => name !== 'an empty file'))('of a log with %s', (_, damage) => {
  test('the fork is sound, and the source is as it was', async () => {
    const damaged = damage(sound)
    put(damaged)
    const before = sessionsOf()
    await fork(null)
    expect((await doctor.scan('s-2', { refused: null })).healthy).toBe(true)
    expect(sessionsOf()).toMatchObject(before)
  })
})

test('what is being written at this moment is left out', async () => {
  put(Buffer.concat([sound, Buffer.from('{"type":"assistant.mess')]))
  await fork(null)
  expect(prompts('s-2')).toEqual(['first', 'second', 'third'])
})

test('nothing is made where a session is, where the message is not, or where nothing can be read', async () => {
  put(sound)
  mkdirSync(join(root(), 'taken'))
  await expect(fork(null, 'taken')).rejects.toMatchObject({ code: 'idTaken' })
  await expect(fork('no such message')).rejects.toMatchObject({ code: 'turnMissing' })
  await expect(
    doctor.fork({ from: 'gone', to: 's-2', before: null, name: 'x', clientName: 'retoma' }),
  ).rejects.toMatchObject({ code: 'sessionMissing' })
  expect(readdirSync(root()).toSorted()).toEqual(['s', 'taken'])
})

test('what a crash left of a fork is removed with the next start', () => {
  mkdirSync(join(root(), '.retoma-fork-x.tmp'))
  createDoctor({ root: root(), kept: join(folder, 'repairs'), now: Date.now })
  expect(readdirSync(root())).toEqual(['s'])
})
