import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { ZipFile } from 'yazl'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import { translateWhole } from '../agent/translate.ts'
import type { Carried } from './carried.ts'
import type { Choice } from './choice.ts'
import type { ArchiveMethods, Source, Staged, WriteSpec } from './methods.ts'
import { createArchiveService } from './service.ts'
import type { Handlers } from '../rpc/types.ts'
import { NOON, testMessage, testTurn } from './turn.fixture.ts'

const never = new AbortController().signal
const nothingCarried: Carried = {
  draft: null,
  queue: [],
  replies: {},
  partials: [],
  prompts: [],
  usage: [],
  context: null,
}
const all: Choice = { format: 'json', range: { kind: 'all' }, tools: true, reasoning: true, redact: false }
const id = '0b6e2b5a-1111-4222-8333-94d2a7b6c001'

interface Bench {
  readonly root: string
  readonly base: string
  readonly service: Handlers<ArchiveMethods>
  spec(more?: Partial<WriteSpec>): WriteSpec
  /** What lies in the folder of sessions. */
  names(): Promise<readonly string[]>
  give(name: string, content: unknown): Promise<Source>
}

async function createBench(): Promise<Bench> {
  const base = await mkdtemp(join(tmpdir(), 'retoma-archive-'))
  onTestFinished(() => rm(base, { recursive: true, force: true }))
  const root = join(base, 'home', 'session-state')
  await mkdir(root, { recursive: true })
  const service = createArchiveService({ translate: translateWhole, now: () => NOON })
  await service.open(root, 'retoma', never)
  return {
    root,
    base,
    service,
    spec: (more = {}) => ({
      session: {
        id: 'task',
        title: 'The task',
        titleIsManual: true,
        model: 'demo',
        providerId: 'own',
        effort: null,
        kind: 'agent',
        folder: '/projects/app',
        origin: 'retoma',
        createdAt: NOON,
        activeAt: NOON,
        pinned: true,
        tags: ['a'],
        notes: 'Mine',
        unread: false,
        lineage: null,
      },
      path: join(base, 'out.json'),
      choice: all,
      language: 'en',
      locale: 'en',
      bookmarks: [],
      overlay: { partials: [], given: {}, usage: [], newer: [] },
      carried: nothingCarried,
      assets: [],
      at: NOON,
      ...more,
    }),
    names: async () => (await readdir(root)).toSorted(),
    give: async (name, content) => {
      const path = join(base, name)
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
      return { kind: 'file', path }
    },
  }
}

async function makeSession(root: string, name: string, log: string | Uint8Array): Promise<void> {
  await mkdir(join(root, name, 'files'), { recursive: true })
  await writeFile(join(root, name, 'events.jsonl'), log)
  await writeFile(
    join(root, name, 'workspace.yaml'),
    `id: ${name}\nname: The task\nuser_named: true\ncwd: /projects/app\n`,
  )
  await writeFile(join(root, name, 'plan.md'), '# Plan\n')
  await writeFile(join(root, name, 'files', 'a.bin'), Buffer.from([0, 255, 254, 10, 13]))
  await writeFile(join(root, name, 'inuse.1.lock'), '')
}

function conversation(name: string): string {
  const log = createTestLog()
  log.add('session.start', sessionStart(name))
  log.turn('The word is heliotrope.', 'I will remember it.')
  log.turn('Again?', 'Heliotrope, é claro. \u2028 done')
  return log.text()
}

const stage = async ({ service }: Bench, source: Source): Promise<Staged> => service.stage(source, never)

test('a session comes back byte for byte, and its second export is its first', async () => {
  const bench = await createBench()
  const { root, service } = bench
  await makeSession(root, 'task', conversation('task'))
  const picture = Buffer.from('not really a picture')
  const name = `${createHash('sha256').update(picture).digest('hex')}.png`
  await writeFile(join(bench.base, name), picture)
  const attachment = { id: 'x', kind: 'image', name: 'shot.png', asset: name, size: 20 } as const
  const carried: Carried = {
    ...nothingCarried,
    draft: { text: '  half a  thought', selectionStart: 3, selectionEnd: 5, attachments: [attachment] },
    queue: [{ id: 'q', text: 'waits', at: NOON, attachments: [] }],
    replies: { r: 'typed' },
    prompts: [{ text: 'The word is heliotrope.', at: NOON }],
  }
  const mark = { id: 'b', sessionId: 'task', name: 'Here', description: 'why', snippet: 'I will', createdAt: NOON }
  const bookmarks = [{ ...mark, turnId: 'e1', itemId: 'a3' }]
  const spec = bench.spec({ carried, bookmarks, assets: [{ name, path: join(bench.base, name) }] })
  const written = await service.write(spec, never)
  expect(written.messages).toBe(4)
  const first = await readFile(spec.path, 'utf8')
  const before = {
    log: await readFile(join(root, 'task', 'events.jsonl')),
    file: await readFile(join(root, 'task', 'files', 'a.bin')),
    workspace: await readFile(join(root, 'task', 'workspace.yaml'), 'utf8'),
  }
  await rm(join(root, 'task'), { recursive: true })

  const staged = await stage(bench, { kind: 'file', path: spec.path })
  expect(staged).toMatchObject({
    whole: true,
    facts: { id: 'task', title: 'The task', tags: ['a'], notes: 'Mine', pinned: true, folder: '/projects/app' },
    bookmarks: [{ turnId: 'e1', itemId: 'a3', snippet: 'I will' }],
    carried,
  })
  expect(staged.assets).toEqual([{ name, bytes: picture }])
  await service.place(staged.token, 'task', never)
  expect(await bench.names()).toEqual(['task'])
  expect(await readFile(join(root, 'task', 'events.jsonl'))).toEqual(before.log)
  expect(await readFile(join(root, 'task', 'files', 'a.bin'))).toEqual(before.file)
  expect(await readFile(join(root, 'task', 'workspace.yaml'), 'utf8')).toBe(before.workspace)
  // A lock is true of a moment.
  expect((await readdir(join(root, 'task'))).toSorted()).toEqual(['events.jsonl', 'files', 'plan.md', 'workspace.yaml'])

  await service.write({ ...spec, path: join(bench.base, 'again.json') }, never)
  expect(await readFile(join(bench.base, 'again.json'), 'utf8')).toBe(first)
})

test('whatever bytes a log holds, they come back', async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .constantFrom('\n', '\0\0', '\ufeff{"a":1}', '{"type":"x"', '\r\n', '\u2028', 'é', '\n\n')
      .map((text) => Buffer.from(text)),
  )
  const bench = await createBench()
  const { root, service } = bench
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
      const log = Buffer.concat(pieces)
      fc.pre(log.length > 0)
      await makeSession(root, 'task', log)
      const { path } = bench.spec()
      await service.write(bench.spec(), never)
      await rm(join(root, 'task'), { recursive: true })
      const staged = await stage(bench, { kind: 'file', path })
      await service.place(staged.token, 'task', never)
      const back = await readFile(join(root, 'task', 'events.jsonl'))
      await rm(join(root, 'task'), { recursive: true })
      expect(back.equals(log)).toBe(true)
    }),
    { numRuns: 60, examples: [[[Buffer.from('{}\n'), Buffer.alloc(7 * 1024 * 1024, 'x'), Buffer.from('\n')]]] },
  )
})

test('under another id only the first line and the workspace say so', async () => {
  const bench = await createBench()
  const { root, service } = bench
  const log = conversation('task')
  await makeSession(root, 'task', log)
  await service.write(bench.spec(), never)
  const staged = await stage(bench, { kind: 'file', path: bench.spec().path })
  await expect((async () => service.place(staged.token, 'TASK', never))()).rejects.toMatchObject({ code: 'idTaken' })
  expect(await bench.names()).toEqual(['task'])

  const again = await stage(bench, { kind: 'file', path: bench.spec().path })
  await service.place(again.token, 'task-2', never)
  const back = await readFile(join(root, 'task-2', 'events.jsonl'), 'utf8')
  expect(back.split('\n').slice(1)).toEqual(log.split('\n').slice(1))
  expect(JSON.parse(back.split('\n')[0]!)).toMatchObject({ data: { sessionId: 'task-2' } })
  expect(await readFile(join(root, 'task-2', 'workspace.yaml'), 'utf8')).toContain('id: task-2')
  expect(await readFile(join(root, 'task', 'events.jsonl'), 'utf8')).toBe(log)
})

test('what only we kept of a conversation stands in its place among the messages', async () => {
  const bench = await createBench()
  await makeSession(bench.root, 'task', conversation('task'))
  const lost = testTurn({
    id: 'lost',
    at: NOON - 1,
    items: [testMessage('m', 'Half', { complete: false })],
    outcome: 'running',
  })
  const newest = testTurn({ id: 'newest', items: [testMessage('n', 'Now')] })
  await bench.service.write(bench.spec({ overlay: { partials: [lost], given: {}, usage: [], newer: [newest] } }), never)
  const { messages } = JSON.parse(await readFile(bench.spec().path, 'utf8')) as { messages: { id: string }[] }
  expect(messages.slice(-4)).toMatchObject([
    { id: 'lost' },
    { id: 'm', outcome: 'interrupted' },
    { id: 'newest' },
    { id: 'n' },
  ])
})

test('a list of messages becomes a session with a log of its own', async () => {
  const bench = await createBench()
  const source = await bench.give('My chat.json', [
    { role: 'system', content: 'Be brief', id: 0 },
    { role: 'user', content: 'Hi', id },
    { role: 'assistant', content: [{ type: 'text', text: 'Hello' }], id: 'm1' },
    { role: 'user', content: 'And?', id },
    { role: 'assistant', content: null, id: 'm2' },
  ])
  const staged = await stage(bench, source)
  expect(staged).toMatchObject({ whole: false, facts: { id: 'My chat' }, counts: { messages: 3, leftOut: 1 } })
  await bench.service.place(staged.token, 'My-chat', never)
  const lines = (await readFile(join(bench.root, 'My-chat', 'events.jsonl'), 'utf8')).trimEnd().split('\n')
  const events = lines.map((line) => JSON.parse(line) as { type: string; id: string; parentId: string | null })
  expect(events.map(({ type }) => type)).toEqual([
    'session.start',
    'user.message',
    'assistant.turn_start',
    'assistant.message',
    'assistant.turn_end',
    'user.message',
  ])
  expect(events[1]?.id).toBe(id)
  // Each id once, each event behind the one before it.
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length)
  expect(events.map(({ parentId }) => parentId)).toEqual([null, ...events.slice(0, -1).map((event) => event.id)])
})

test('a file without a log is imported by its messages, and its bookmarks find them', async () => {
  const bench = await createBench()
  const source = await bench.give('old.json', {
    format: 'retoma/session',
    version: 1,
    session: { id: 'old', title: 'Old', model: null, folder: null, createdAt: '2026-01-01T00:00:00.000Z' },
    bookmarks: [
      {
        id: 'b',
        name: 'Here',
        description: '',
        snippet: 'Hello',
        messageId: 'm1',
        createdAt: '2026-01-01T00:00:00.000Z',
      },
      {
        id: 'c',
        name: 'Gone',
        description: '',
        snippet: 'Lost',
        messageId: 'zz',
        createdAt: '2026-01-01T00:00:00.000Z',
      },
    ],
    messages: [
      { role: 'user', content: 'Hi', id: 'not-a-uuid', at: '2026-01-01T00:00:00.000Z' },
      { role: 'assistant', content: 'Hello', id: 'm1', tools: [{ name: 'view' }] },
    ],
  })
  const staged = await stage(bench, source)
  expect(staged).toMatchObject({ whole: false, facts: { id: 'old', title: 'Old' }, counts: { messages: 2, tools: 1 } })
  expect(staged.bookmarks).toMatchObject([{ itemId: 'm1' }, { messageId: 'zz', snippet: 'Lost' }])
  expect(staged.bookmarks[0]?.turnId).toMatch(/^[0-9a-f-]{36}$/)
})

const whole = {
  format: 'retoma/session',
  version: 1,
  whole: true,
  session: { id: 'x' },
  log: ['{"type":"session.start"}'],
}

test.each([
  ['no JSON', '{\n  "format": "retoma/session",\n  "version": oops }', 'archiveInvalid', /^3:1\d$/],
  ['half a file', '[{"role":"user","content":"Hi"}', 'archiveInvalid', /^1:3\d$/],
  ['two values', '[] []', 'archiveInvalid', /^1:/],
  ['nothing', '', 'archiveInvalid', /^1:1$/],
  ['a word', '"hello"', 'archiveEmpty', /./],
  ['no message', [], 'archiveEmpty', /./],
  ['only others', [{ role: 'tool', content: 'x' }], 'archiveEmpty', /./],
  ['another format', { ...whole, format: 'other' }, 'archiveInvalid', /^format$/],
  ['a newer version', { ...whole, version: 2 }, 'archiveNewer', /^2$/],
  [
    'a message without a role',
    [{ role: 'user', content: 'x' }, { content: 'y' }],
    'archiveInvalid',
    /^messages\[1\]\.role$/,
  ],
  ['a log that is not there', { ...whole, log: [] }, 'archiveInvalid', /^log$/],
  ['a line that is none', { ...whole, log: ['{}', 5] }, 'archiveInvalid', /^log\[1\]$/],
  ['a session that is none', { ...whole, session: { id: 5 } }, 'archiveInvalid', /^session\.id$/],
  ['a way out', { ...whole, files: [{ path: 'files/../../../x', text: '' }] }, 'archiveInvalid', /^files\[0\]\.path$/],
  ['an absolute path', { ...whole, files: [{ path: '/etc/x', text: '' }] }, 'archiveInvalid', /^files\[0\]\.path$/],
  ['a drive', { ...whole, files: [{ path: 'files/C:x', text: '' }] }, 'archiveInvalid', /^files\[0\]\.path$/],
  ['a backslash', { ...whole, files: [{ path: 'files\\..\\x', text: '' }] }, 'archiveInvalid', /^files\[0\]\.path$/],
  ['a lock', { ...whole, files: [{ path: 'inuse.1.lock', text: '' }] }, 'archiveInvalid', /^files\[0\]\.path$/],
  ['another log', { ...whole, files: [{ path: 'events.jsonl', text: '' }] }, 'archiveInvalid', /^files\[0\]\.path$/],
  ['both forms', { ...whole, files: [{ path: 'plan.md', text: '', base64: '' }] }, 'archiveInvalid', /^files\[0\]/],
  [
    'a file twice',
    { ...whole, files: ['files/a', 'files/b', 'files/A'].map((path) => ({ path, text: '' })) },
    'archiveInvalid',
    /^files\/A$/,
  ],
  [
    'a path in a draft',
    {
      ...whole,
      library: {
        ...nothingCarried,
        draft: {
          text: '',
          selectionStart: 0,
          selectionEnd: 0,
          attachments: [{ id: 'a', kind: 'file', name: 'key', path: '/home/me/key', size: 1 }],
        },
      },
    },
    'archiveInvalid',
    /^library\.draft/,
  ],
] as const)('%s is refused with its place, and nothing is left', async (_, content, code, detail) => {
  const bench = await createBench()
  const source = await bench.give('bad.json', content)
  await expect(stage(bench, source)).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) as unknown })
  expect(await bench.names()).toEqual([])
})

test('a zip gives each of its files, another home each of its sessions, this home nothing', async () => {
  const bench = await createBench()
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(JSON.stringify([{ role: 'user', content: 'Hi' }])), 'deep/one.json')
  zip.addBuffer(Buffer.from('no'), 'readme.txt')
  zip.addBuffer(Buffer.from('[{]'), 'two.json')
  zip.end()
  const path = join(bench.base, 'many.zip')
  await pipeline(zip.outputStream, createWriteStream(path))
  const sources = await bench.service.sources([path], never)
  expect(sources).toMatchObject([{ entry: 'deep/one.json' }, { entry: 'two.json' }])
  expect(await stage(bench, sources[0]!)).toMatchObject({ facts: { id: 'one' }, counts: { messages: 1 } })
  await expect(stage(bench, sources[1]!)).rejects.toMatchObject({ code: 'archiveInvalid', detail: '1:3' })

  const other = join(bench.base, 'other', 'session-state')
  await makeSession(other, 'theirs', conversation('theirs'))
  await mkdir(join(other, 'empty'))
  await symlink('/etc/passwd', join(other, 'theirs', 'files', 'link'))
  const [theirs] = await bench.service.sources([join(bench.base, 'other')], never)
  expect(theirs).toEqual({ kind: 'folder', path: join(other, 'theirs') })
  const staged = await stage(bench, theirs!)
  await bench.service.place(staged.token, 'theirs', never)
  expect(await readFile(join(bench.root, 'theirs', 'events.jsonl'), 'utf8')).toBe(conversation('theirs'))
  expect(await readdir(join(bench.root, 'theirs', 'files'))).toEqual(['a.bin'])

  for (const own of [join(bench.base, 'home'), bench.root]) {
    await expect(bench.service.sources([own], never)).rejects.toMatchObject({ code: 'importOwnHome' })
  }
  await expect(bench.service.sources([join(bench.base, 'none')], never)).rejects.toMatchObject({ code: 'readFailed' })
})

test('who gives up leaves nothing behind, neither of an export nor of an import', async () => {
  const bench = await createBench()
  await makeSession(bench.root, 'task', conversation('task').repeat(20_000))
  const stop = new AbortController()
  const writing = bench.service.write(bench.spec(), stop.signal)
  setTimeout(() => stop.abort(), 5)
  await expect(writing).rejects.toThrow()
  expect(await readdir(bench.base)).toEqual(['home'])

  const source = await bench.give(
    'long.json',
    Array.from({ length: 50_000 }, () => ({ role: 'user', content: 'x'.repeat(100) })),
  )
  const later = new AbortController()
  const reading = bench.service.stage(source, later.signal)
  setTimeout(() => later.abort(), 5)
  await expect(reading).rejects.toThrow()
  expect(await bench.names()).toEqual(['task'])
})

test('what a crash left of an import is gone when the next begins', async () => {
  const bench = await createBench()
  await stage(bench, await bench.give('a.json', [{ role: 'user', content: 'Hi' }]))
  expect(await bench.names()).toHaveLength(1)
  await createArchiveService({ translate: translateWhole, now: () => NOON }).open(bench.root, 'retoma', never)
  expect(await bench.names()).toEqual([])
})
