import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { translateWhole } from '../agent/translate.ts'
import {
  all,
  conversation,
  createBench,
  makeSession,
  never,
  nothingCarried,
  stage,
  testSession,
} from './bench.fixture.ts'
import type { Carried } from './carried.ts'
import type { Source } from './methods.ts'
import { createArchiveService } from './service.ts'
import { NOON, testMessage, testTurn } from './turn.fixture.ts'

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
  const mark = {
    id: 'b',
    sessionId: 'task',
    name: 'Here',
    description: 'why',
    snippet: 'I will',
    createdAt: NOON,
    colour: 'teal' as const,
  }
  const bookmarks = [{ ...mark, turnId: 'e1', itemId: 'a3' }]
  const session = { ...testSession, archived: true }
  const spec = bench.spec({ session, carried, bookmarks, assets: [{ name, path: join(bench.base, name) }] })
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
    as: 'whole',
    facts: {
      id: 'task',
      title: 'The task',
      tags: ['a'],
      notes: 'Mine',
      pinned: true,
      archived: true,
      folder: '/projects/app',
    },
    bookmarks: [{ turnId: 'e1', itemId: 'a3', snippet: 'I will', colour: 'teal' }],
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
}, 120_000)

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

test('what was never sent comes back with all that is known of it', async () => {
  const bench = await createBench()
  const carried: Carried = {
    ...nothingCarried,
    draft: { text: '  half a  thought', selectionStart: 3, selectionEnd: 5, attachments: [] },
    queue: [{ id: 'q', text: 'waits', at: NOON, attachments: [] }],
    handoff: 'What was said there',
  }
  const range = { since: { turnId: 't', itemId: null }, until: { turnId: 'u', itemId: 'm' } }
  const lineage = { from: 'source', kind: 'continued', range } as const
  const spec = bench.spec({ carried, session: { ...bench.spec().session, lineage } })
  await bench.service.write(spec, never)
  const source: Source = { kind: 'file', path: spec.path }
  expect(await bench.service.peek(source, never)).toMatchObject({ title: 'The task', as: 'unsent' })
  const staged = await stage(bench, source)
  expect(staged).toMatchObject({ as: 'unsent', facts: { id: 'task', tags: ['a'], notes: 'Mine', lineage }, carried })
  await bench.service.drop(staged.token, never)
  expect(await bench.names()).toEqual([])

  // Without what the library has of it there is nothing in such a file.
  await bench.service.write({ ...spec, choice: { ...all, tools: false } }, never)
  await expect(bench.service.peek(source, never)).rejects.toMatchObject({ code: 'archiveEmpty' })
  await expect(stage(bench, source)).rejects.toMatchObject({ code: 'archiveEmpty' })
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

test('where nothing can be written it is said, and nothing is left', async () => {
  const bench = await createBench()
  await makeSession(bench.root, 'task', conversation('task'))
  await mkdir(join(bench.base, 'folder.json'))
  const none = join(bench.base, 'none')
  const folder = join(bench.base, 'folder.json')
  for (const [path, code, detail] of [
    [join(none, 'out.json'), 'exportUnwritable', none],
    [folder, 'writeFailed', folder],
  ] as const)
    await expect(bench.written({ path })).rejects.toMatchObject({ code, detail })
  expect((await readdir(bench.base)).toSorted()).toEqual(['folder.json', 'home'])
})

test('a log of nothing but damage comes back as it was; one that is empty as what was never sent', async () => {
  const bench = await createBench()
  const damage = Buffer.from([0, 0, 255, 254, 10, 123])
  await makeSession(bench.root, 'task', damage)
  const source: Source = { kind: 'file', path: bench.spec().path }
  await bench.service.write(bench.spec(), never)
  const staged = await stage(bench, source)
  await bench.service.place(staged.token, 'back', never)
  expect(await readFile(join(bench.root, 'back', 'events.jsonl'))).toEqual(damage)

  await writeFile(join(bench.root, 'task', 'events.jsonl'), '')
  await bench.service.write(bench.spec(), never)
  expect(await bench.service.peek(source, never)).toMatchObject({ title: 'The task', as: 'unsent' })
})
