import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHome } from './home.ts'
import type { DiskSession } from './port.ts'
import { createTestLog, sessionStart } from './testLog.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'retoma-describe-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(id: string, files: Record<string, string>): void {
  mkdirSync(join(root, id), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, id, name), text)
}

function describe(id: string): DiskSession {
  const session = createHome(root, Date.now).get(id)
  if (session === null) throw new Error('no session')
  return session
}

const workspace = `id: s
cwd: /project
client_name: github/cli
name: A name
user_named: true
created_at: 2026-02-03T04:05:06.000Z
updated_at: 2026-02-03T04:05:06.000Z
`

test('what folder and log say', () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.turn('  What is this?\nTell me. ', 'This.')
  write('s', { 'workspace.yaml': workspace, 'events.jsonl': log.text() })
  expect(describe('s')).toEqual({
    id: 's',
    name: 'A name',
    userNamed: true,
    title: 'A name',
    summary: 'What is this?\nTell me.',
    folder: '/project',
    model: 'demo',
    origin: 'cli',
    clientName: 'github/cli',
    createdAt: Date.UTC(2026, 1, 3, 4, 5, 6),
    activeAt: Date.parse(log.events.at(-1)!.timestamp),
    size: Buffer.byteLength(log.text()),
    problem: null,
  })
})

test('opening and closing a session is no activity, however often', () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  const { timestamp } = (log.turn('a', 'x'.repeat(50_000)), log.events.at(-1)!)
  for (let n = 0; n < 8; n += 1) {
    log.add('session.resume', { selectedModel: 'other' })
    log.add('session.shutdown', { padding: 'x'.repeat(2_500) })
  }
  write('s', { 'events.jsonl': log.text() })
  expect(describe('s')).toMatchObject({ activeAt: Date.parse(timestamp), model: 'other' })
})

test('when the last activity is too far from the end, the time of the file counts', () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.turn('a', 'b')
  for (let n = 0; n < 50; n += 1) log.add('session.shutdown', { padding: 'x'.repeat(2_500) })
  write('s', { 'events.jsonl': log.text() })
  const time = new Date('2026-05-05T05:05:05Z')
  utimesSync(join(root, 's', 'events.jsonl'), time, time)
  expect(describe('s').activeAt).toBe(time.getTime())
})

test('the model is the last that was chosen or answered, a sub-agent aside', () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.turn('a', 'b')
  log.add('session.model_change', { newModel: 'chosen', previousModel: 'demo' })
  log.add('session.model_change', { newModel: 'small' }, { agentId: 'x' })
  log.add('assistant.message', { content: 'x', model: 'small' }, { agentId: 'x' })
  write('s', { 'events.jsonl': log.text() })
  expect(describe('s').model).toBe('chosen')
})

test('the summary is the first prompt of the person: behind a large system message, and cut when it is larger still', () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.add('system.message', { content: 'x'.repeat(15_000) })
  log.add('user.message', { content: 'for the sub-agent' }, { agentId: 'x' })
  log.add('user.message', { content: `say "é\u2028" 👩‍🚀 ${'long '.repeat(20_000)}` })
  log.add('assistant.message', { content: 'x'.repeat(100_000) })
  write('s', { 'events.jsonl': log.text() })
  const { summary } = describe('s')
  expect(summary.startsWith('say "é\u2028" 👩‍🚀 long long')).toBe(true)
  expect(summary).toHaveLength(300)
})

test('without workspace.yaml the log speaks for itself', () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.turn('a', 'b')
  write('s', { 'events.jsonl': log.text() })
  expect(describe('s')).toMatchObject({
    name: null,
    userNamed: false,
    folder: '/projects',
    createdAt: Date.UTC(2026, 0, 1),
    origin: 'cli',
  })
  expect(describe('s')).not.toHaveProperty('clientName')
})

test('who made it', () => {
  for (const [name, origin] of [
    ['github/cli', 'cli'],
    ['sdk', 'sdk'],
    ['retoma', 'sdk'],
  ]) {
    write('s', { 'workspace.yaml': `id: s\nclient_name: ${name}\n` })
    expect(describe('s')).toMatchObject({ origin, clientName: name })
  }
})

test('a workspace that holds a whole prompt as its name is read at its ends', () => {
  const name = `|-\n${'  cwd: /not/this\n  words and words\n'.repeat(100_000)}`
  write('s', { 'workspace.yaml': workspace.replace('A name\n', name).replace('named: true', 'named: false') })
  expect(describe('s')).toMatchObject({
    name: null,
    userNamed: false,
    folder: '/project',
    origin: 'cli',
    createdAt: Date.UTC(2026, 1, 3, 4, 5, 6),
  })
})

test('a session in which nothing was said is empty', () => {
  write('s', { 'workspace.yaml': workspace })
  expect(describe('s')).toMatchObject({
    problem: { code: 'empty' },
    size: 0,
    name: 'A name',
    activeAt: Date.UTC(2026, 1, 3, 4, 5, 6),
  })
})

test('folders and files that are no sessions are left out', async () => {
  write('.session-operation-locks', { 'events.jsonl': '' })
  write('other', { 'notes.txt': '' })
  write('a.b', { 'events.jsonl': '' })
  writeFileSync(join(root, 'file'), '')
  const home = createHome(root, Date.now)
  expect(await home.list()).toEqual([])
  for (const id of ['other', 'file', 'nowhere', '..', '../x', 'a/b', '']) expect(home.get(id)).toBeNull()
})

test('a last line that is complete and no event is damage, a cut one is not', () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.turn('a', 'b')
  write('s', { 'events.jsonl': `${log.text()}{"type":"assistant.message","data":{"cont` })
  expect(describe('s').problem).toBeNull()
  write('s', { 'events.jsonl': `${log.text()}{"type":"assistant.message","data":{"cont\n` })
  expect(describe('s').problem).toEqual({ code: 'damaged', detail: null })
})

const asRoot = process.getuid?.() === 0
test.skipIf(asRoot || process.platform === 'win32')('what may not be read is listed as such', () => {
  write('s', { 'workspace.yaml': workspace, 'events.jsonl': 'x' })
  chmodSync(join(root, 's', 'events.jsonl'), 0o000)
  expect(describe('s')).toMatchObject({ name: 'A name', problem: { code: 'unreadable', detail: 'EACCES' } })
})

test('where git had it when it began, and which session spawned it', () => {
  const log = createTestLog()
  log.add('session.start', {
    ...sessionStart('s'),
    context: { cwd: '/projects/web/src', gitRoot: '/projects/web', repository: 'octo/web', branch: 'main' },
    detachedFromSpawningParentSessionId: 'parent',
  })
  log.turn('a', 'b')
  write('s', { 'events.jsonl': log.text() })
  expect(describe('s')).toMatchObject({ repository: 'octo/web', branch: 'main', parentId: 'parent' })
  write('s', { 'workspace.yaml': `${workspace}repository: octo/renamed\nbranch: next\n` })
  expect(describe('s')).toMatchObject({ repository: 'octo/renamed', branch: 'next', parentId: 'parent' })
})

test('a name that is only the first prompt is shortened, one that a model made stays', () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.turn('Hi! Could you please fix `login.ts`? It fails on Mondays.', 'b')
  write('s', { 'events.jsonl': log.text() })
  expect(describe('s').title).toBe('Fix login.ts?')
  write('s', { 'workspace.yaml': 'id: s\nname: Login failures on Mondays\n' })
  expect(describe('s').title).toBe('Login failures on Mondays')
  write('s', { 'workspace.yaml': 'id: s\nname: "```ts\\nx()\\n```"\n' })
  expect(describe('s').title).toBe('Fix login.ts?')
})
