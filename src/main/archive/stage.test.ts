import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createBench, never, nothingCarried, stage, whole } from './bench.fixture.ts'

const id = '0b6e2b5a-1111-4222-8333-94d2a7b6c001'

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
  expect(staged).toMatchObject({ as: 'messages', facts: { id: 'My chat' }, counts: { messages: 3, leftOut: 1 } })
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
  expect(staged).toMatchObject({
    as: 'messages',
    facts: { id: 'old', title: 'Old' },
    counts: { messages: 2, tools: 1 },
  })
  expect(staged.bookmarks).toMatchObject([{ itemId: 'm1' }, { messageId: 'zz', snippet: 'Lost' }])
  expect(staged.bookmarks[0]?.turnId).toMatch(/^[0-9a-f-]{36}$/)
})

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

test('a text that Windows wrote as UTF-16 is read, one that is neither is refused with its place', async () => {
  const bench = await createBench()
  const list = JSON.stringify([{ role: 'user', content: 'Olá, 世界 😀' }])
  for (const bytes of [Buffer.from(`\ufeff${list}`, 'utf16le'), Buffer.from(`\ufeff${list}`, 'utf16le').swap16()]) {
    const source = await bench.give('shell.json', bytes)
    expect(await bench.service.peek(source, never)).toEqual({ id: 'shell', title: 'shell', as: 'messages' })
    const staged = await stage(bench, source)
    await bench.service.place(staged.token, staged.token, never)
    expect(await readFile(join(bench.root, staged.token, 'events.jsonl'), 'utf8')).toContain('Olá, 世界 😀')
  }
  const latin = await bench.give('latin.json', Buffer.from('[{"role":"user","content":"ol\xe1"}]', 'latin1'))
  for (const work of ['peek', 'stage'] as const)
    await expect(bench.service[work](latin, never)).rejects.toMatchObject({ code: 'archiveInvalid', detail: '1:26' })
})
