import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPromise } from 'yauzl'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import { all, createBench, never, nothingCarried, testSession } from './bench.fixture.ts'
import type { Choice } from './choice.ts'
import { markdownToHtml } from './html.ts'
import type { ExportedMessage } from './messages.ts'
import type { WriteSpec } from './methods.ts'
import { createRedaction, masked } from './secrets.ts'
import { NOON, testMessage, testTool, testTurn } from './turn.fixture.ts'

// Made up, and put together here so that nobody takes this file for one that tells secrets.
const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')
const mark: Bookmark = {
  id: 'b',
  sessionId: 'task',
  turnId: 't1',
  itemId: 'm1',
  name: 'Design',
  description: '',
  snippet: 'First',
  createdAt: NOON,
  colour: 'red',
}
const turns = [
  testTurn({
    id: 't1',
    items: [testMessage('m1', 'First', { reasoning: 'Hm' }), testTool('c1'), testMessage('m2', 'Second')],
  }),
  testTurn({ id: 't2', items: [testMessage('m3', 'Third')] }),
  testTurn({ id: 't3', items: [testMessage('m4', 'Fourth')] }),
]

/** A session that has a bookmark, and no log yet beside what it said. */
async function createWriting(said: readonly Turn[] = turns) {
  const bench = await createBench()
  const spec = (choice: Partial<Choice> = {}): Partial<WriteSpec> => ({
    session: { ...testSession, title: 'The <b>task</b>' },
    choice: { ...all, ...choice },
    bookmarks: [mark],
    overlay: { partials: [], given: {}, usage: [], newer: said },
  })
  const write = (choice: Partial<Choice>): Promise<string> => bench.written(spec(choice))
  const messages = async (choice: Partial<Choice>): Promise<readonly ExportedMessage[]> =>
    (JSON.parse(await write(choice)) as { messages: readonly ExportedMessage[] }).messages
  return { ...bench, spec: (choice?: Partial<Choice>) => bench.spec(spec(choice)), write, messages }
}

const idsOf = (messages: readonly ExportedMessage[]): readonly string[] => messages.map(({ id }) => id)

test('a range is written and nothing beside it', async () => {
  const { messages, write } = await createWriting()
  expect(idsOf(await messages({ range: { kind: 'since', bookmark: mark, until: null } }))).toEqual([
    'm2',
    't2',
    'm3',
    't3',
    'm4',
  ])
  expect(idsOf(await messages({ range: { kind: 'between', from: 't2', to: 't2' } }))).toEqual(['t2', 'm3'])
  expect(idsOf(await messages({ range: { kind: 'between', from: null, to: 't1' } }))).toEqual(['t1', 'm1', 'm2'])
  expect(idsOf(await messages({ range: { kind: 'between', from: 't3', to: null } }))).toEqual(['t3', 'm4'])
  expect(idsOf(await messages({ range: { kind: 'bookmarked' } }))).toEqual(['m1'])
  const gone = { ...mark, turnId: 'gone' }
  await expect(write({ range: { kind: 'since', bookmark: gone, until: null } })).rejects.toMatchObject({
    code: 'bookmarkMissing',
  })
  await expect(write({ range: { kind: 'between', from: 't3', to: 't1' } })).rejects.toMatchObject({
    code: 'turnMissing',
  })
})

test('of a part of a session only the bookmarks in it go along: each tells some of its message', async () => {
  const { write } = await createWriting()
  const names = async (choice: Partial<Choice>): Promise<readonly unknown[]> => {
    const file = JSON.parse(await write(choice)) as { readonly bookmarks: readonly { readonly name: string }[] }
    return file.bookmarks.map(({ name }) => name)
  }
  expect(await names({})).toEqual(['Design'])
  expect(await names({ range: { kind: 'bookmarked' } })).toEqual(['Design'])
  expect(await names({ range: { kind: 'between', from: 't1', to: 't1' } })).toEqual(['Design'])
  expect(await names({ range: { kind: 'between', from: 't2', to: null } })).toEqual([])
})

test('what was said between two bookmarks is written, and both are named', async () => {
  const { messages, write } = await createWriting()
  const until = { ...mark, id: 'c', name: 'Result', colour: null }
  const between = (turnId: string, itemId: string | null): Partial<Choice> => ({
    range: { kind: 'since', bookmark: mark, until: { ...until, turnId, itemId } },
  })
  expect(idsOf(await messages(between('t2', 'm3')))).toEqual(['m2', 't2', 'm3'])
  expect(idsOf(await messages(between('t2', null)))).toEqual(['m2', 't2'])
  expect(idsOf(await messages(between('t1', 'm2')))).toEqual(['m2'])
  const file = JSON.parse(await write(between('t2', 'm3'))) as Record<string, unknown>
  expect(file).toMatchObject({
    whole: false,
    since: { name: 'Design', colour: 'red' },
    until: { name: 'Result', colour: null },
  })
  const text = await write({ ...between('t2', 'm3'), format: 'markdown' })
  expect(text).toContain('Since bookmark: Design')
  expect(text).toContain('Up to bookmark: Result')
  // The wrong way round, on the same message, and where it is gone.
  for (const [turnId, itemId] of [
    ['t1', null],
    ['t1', 'm1'],
    ['gone', null],
  ] as const)
    await expect(write(between(turnId, itemId))).rejects.toMatchObject({ code: 'bookmarkMissing' })
})

test('tools and reasoning are left out where they are not wanted', async () => {
  const { messages } = await createWriting()
  expect((await messages({ range: { kind: 'between', from: null, to: null } }))[2]?.tools).toHaveLength(1)
  const bare = await messages({ tools: false, reasoning: false })
  expect(bare).toHaveLength(7)
  for (const message of bare) {
    expect(message).not.toHaveProperty('tools')
    expect(message).not.toHaveProperty('reasoning')
  }
})

test('the plain list is what the recipes write', async () => {
  const { write } = await createWriting()
  const text = await write({ format: 'plain', range: { kind: 'between', from: 't2', to: 't2' } })
  expect(text).toBe(
    `${JSON.stringify(
      [
        { role: 'user', content: 'Prompt of t2', id: 't2' },
        { role: 'assistant', content: 'Third', id: 'm3' },
      ],
      null,
      2,
    )}\n`,
  )
})

test('likely secrets are told with their place and without themselves, and struck out of every form of a file', async () => {
  const said = [
    testTurn({
      id: 't1',
      items: [testTool('c1', { output: `export TOKEN=${token}` }), testMessage('m1', `Use ${token}`)],
    }),
  ]
  const { root, service, spec, write } = await createWriting(said)
  await mkdir(join(root, 'task'))
  const hidden = JSON.stringify({ type: 'x', data: { arguments: JSON.stringify({ command: `curl -H ${token}` }) } })
  await writeFile(join(root, 'task', 'events.jsonl'), `${hidden}\n`)
  await writeFile(join(root, 'task', 'plan.md'), `The token is ${token}.`)
  const { secrets, more } = await service.secrets(spec(), never)
  expect(more).toBe(false)
  expect(secrets).toMatchObject([{ sessionId: 'task', where: 'assistant', at: '2026-03-01T12:00:01.000Z', count: 3 }])
  expect(JSON.stringify(secrets)).not.toContain(token.slice(5))
  for (const format of ['json', 'markdown', 'html', 'plain'] as const) {
    expect(await write({ format })).toContain(token)
    const redacted = await write({ format, redact: true })
    expect(redacted).not.toContain(token)
    expect(redacted).toContain('[redacted: ')
    if (format === 'json') expect((JSON.parse(redacted) as { log: unknown[] }).log).toHaveLength(2)
  }
})

test('wherever a secret stands in a file, it is told before that is written, and struck out where that is wanted', async () => {
  const { root, base, service, spec } = await createWriting()
  await mkdir(join(root, 'task'))
  await writeFile(join(root, 'task', 'events.jsonl'), '{}\n')
  const secret = `a ${token} b`
  const failed = { kind: 'other' as const, message: secret, status: 401 }
  const info = { kind: 'notice' as const, id: 'n', at: NOON, notice: { kind: 'info' as const, message: secret } }
  const attachment = { id: 'x', kind: 'file' as const, name: secret, asset: `${'0'.repeat(64)}.txt`, size: 1 }
  const draft = { text: '', selectionStart: 0, selectionEnd: 0, attachments: [attachment] }
  const newer = (turn: Turn): Partial<WriteSpec> => ({ overlay: { ...spec().overlay, newer: [turn] } })
  const carried = (more: Partial<WriteSpec['carried']>): Partial<WriteSpec> => ({
    carried: { ...nothingCarried, ...more },
  })
  await writeFile(join(base, 'pasted.txt'), secret)
  const places: Readonly<Record<string, readonly [where: string, more: Partial<WriteSpec>]>> = {
    'a past prompt': ['kept', carried({ prompts: [{ text: secret, at: NOON }] })],
    'half an answer to a question': ['draft', carried({ replies: { r: secret } })],
    'a summary to begin with': ['draft', carried({ handoff: secret })],
    'the name of an attachment': ['draft', carried({ draft })],
    'a pasted text': ['draft', { assets: [{ name: attachment.asset, path: join(base, 'pasted.txt') }] }],
    'a bookmark': ['bookmark', { bookmarks: [{ ...mark, description: secret }] }],
    'a tag': ['notes', { session: { ...testSession, tags: [secret] } }],
    'the path of a file that was sent': [
      'user',
      newer(testTurn({ id: 't1', prompt: { text: 'Look', attachments: [secret] } })),
    ],
    'what a provider said of a failure': ['assistant', newer(testTurn({ id: 't1', outcome: 'failed', error: failed }))],
    'a notice': ['assistant', newer(testTurn({ id: 't1', items: [info, testMessage('m1', 'So')] }))],
  }
  for (const [place, [where, more]] of Object.entries(places)) {
    const asked = { ...spec(), ...more }
    expect((await service.secrets(asked, never)).secrets, place).toMatchObject([{ where }])
    await service.write({ ...asked, choice: { ...asked.choice, redact: true } }, never)
    const text = await readFile(asked.path, 'utf8')
    expect(text, place).not.toContain(token)
    expect(text, place).not.toContain(Buffer.from(secret).toString('base64'))
  }
  // What is not written is not told: a person would look for it in vain.
  const part = { ...spec({ range: { kind: 'between', from: 't2', to: null } }), ...places['a bookmark']?.[1] }
  expect((await service.secrets(part, never)).secrets).toEqual([])
  // A page for reading names the bookmark that it begins with.
  const since = spec({ format: 'html', range: { kind: 'since', bookmark: { ...mark, name: secret }, until: null } })
  expect((await service.secrets(since, never)).secrets).toMatchObject([{ where: 'bookmark' }])
  await service.write({ ...since, choice: { ...since.choice, redact: true } }, never)
  expect(await readFile(since.path, 'utf8')).not.toContain(token)
})

test('a secret of several lines is struck out however often it is escaped', () => {
  const key = '-----BEGIN KEY-----\n"abc"\n-----END KEY-----'
  const redact = createRedaction([[key, { rule: 'KEY' }]])
  const once = JSON.stringify({ text: `a ${key} b` })
  const twice = JSON.stringify({ line: once })
  expect(JSON.parse(redact(once))).toEqual({ text: 'a [redacted: KEY] b' })
  expect(redact(twice)).not.toContain('abc')
  expect(redact('nothing here')).toBe('nothing here')
  expect(masked('abcdefgh')).toBe('abcd••••')
})

test('the messages of a person are in nothing that a page could run or load', async () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![x](https://evil.example/p.png)',
    '![ok](data:image/png;base64,AAAA)',
    '![svg](data:image/svg+xml;base64,AAAA)',
    '[a](javascript:alert(1)) [b](data:text/html,x) [c](https://ok.example)',
    '<iframe src="https://evil.example"></iframe>',
    '<style>*{display:none}</style>',
    '```html\n<script>alert(2)</script>\n```',
    '```ts\nconst a: number = 1\n```',
  ].join('\n\n')
  const html = markdownToHtml(hostile)
  expect(html).not.toMatch(/<script|<iframe|<style|onerror=(?!alert\(1\)>)|javascript:|svg\+xml;base64,AAAA"|data:text/)
  expect([...html.matchAll(/<img[^>]*>/g)].map(String)).toEqual(['<img src="data:image/png;base64,AAAA" alt="ok">'])
  expect(html).toContain('&#x3C;script>alert(1)')
  expect(html).toContain('<a href="https://ok.example">c</a>')
  expect(html).toContain('hljs-keyword')

  const { write } = await createWriting([testTurn({ id: 't1', items: [testMessage('m1', hostile)] })])
  const page = await write({ format: 'html' })
  expect(page).toContain('<title>The &#x3C;b>task&#x3C;/b></title>')
  expect(page.match(/<(?:script|link|iframe|object|embed|form|base)\b/g)).toBe(null)
  expect([...page.matchAll(/<[a-z][^>]*\s(?:src|srcset)="([^"]*)"/g)].map((found) => found[1])).toEqual([
    'data:image/png;base64,AAAA',
  ])
  expect(page).toContain("default-src 'none'")
  expect(page.endsWith('</html>\n')).toBe(true)
})

test('a zip holds its files and is there only when it is whole', async () => {
  const { base, service, spec } = await createWriting()
  await service.write(spec({ format: 'plain' }), never)
  const path = join(base, 'many.zip')
  await service.zip(path, join(base, '.part'), [{ path: spec().path, name: 'a.json' }], never)
  const zip = await openPromise(path)
  const names: string[] = []
  for await (const entry of zip.eachEntry()) names.push(entry.fileName)
  expect(names).toEqual(['a.json'])
  const before = await readdir(base)
  const nothing = [{ path: join(base, 'none'), name: 'x' }]
  await expect(service.zip(join(base, 'b.zip'), join(base, '.part'), nothing, never)).rejects.toThrow()
  expect(await readdir(base)).toEqual(before)
})

test('5,000 messages are written in every form, and read again', async () => {
  const { root, service, spec } = await createWriting([])
  const { path } = spec()
  await mkdir(join(root, 'task'))
  const log = createTestLog()
  log.add('session.start', sessionStart('task'))
  const words = 'A generic type takes another **type**, as `List<T>` does.\n\n```ts\nconst a: number = 1\n```\n\n'
  for (let turn = 0; turn < 2_500; turn += 1) log.turn(`Question ${turn}`, words.repeat(6))
  await writeFile(join(root, 'task', 'events.jsonl'), log.text())
  for (const format of ['markdown', 'html', 'plain', 'json'] as const) {
    expect(await service.write(spec({ format }), never)).toMatchObject({ messages: 5_000 })
    expect(await readFile(path, 'utf8')).toContain('Question 2499')
  }
  expect(await service.stage({ kind: 'file', path }, never)).toMatchObject({ as: 'whole' })
}, 90_000)
