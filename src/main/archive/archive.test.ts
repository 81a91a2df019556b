import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Mark } from '../../shared/model/session.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import { contextBetween, contextSince } from './context.ts'
import type { ExportedSession } from './json.ts'
import { fenced, messagesMarkdown, toMarkdown } from './markdown.ts'
import { toMessages } from './messages.ts'
import { NOON, testMessage, testTool, testTurn } from './turn.fixture.ts'
import { createExportFolder, suggestFileName, unreadBecause, writeText } from './write.ts'

const session: ExportedSession = {
  id: 'task-1',
  title: 'Genéricos',
  model: 'gpt-5',
  providerId: 'copilot',
  kind: 'agent',
  folder: '/projects/app',
  origin: 'retoma',
  createdAt: NOON - 60_000,
  activeAt: NOON,
  titleIsManual: true,
  effort: null,
  pinned: false,
  tags: ['work'],
  notes: '',
  unread: false,
  archived: false,
  lineage: null,
}
const turns = [
  testTurn({ id: 't1', items: [testMessage('m1', 'First'), testTool('c1'), testMessage('m2', 'Second')] }),
  testTurn({ id: 't2', items: [testMessage('m3', 'Third')] }),
]
const words = { t: createTranslate('en'), locale: 'en-GB', timeZone: 'UTC' }

test('messages stand in the order in which they were said, what was done on the way with the message after it', () => {
  const messages = toMessages(turns)
  expect(messages.map(({ role, content, id }) => [role, content, id])).toEqual([
    ['user', 'Prompt of t1', 't1'],
    ['assistant', 'First', 'm1'],
    ['assistant', 'Second', 'm2'],
    ['user', 'Prompt of t2', 't2'],
    ['assistant', 'Third', 'm3'],
  ])
  expect(messages[1]).not.toHaveProperty('tools')
  expect(messages[2]?.tools).toMatchObject([{ id: 'c1', name: 'shell', output: 'a\n', state: 'done' }])
  expect(messages[2]?.at).toBe('2026-03-01T12:00:01.000Z')
})

test('an end that is no good end is on the last message of its turn', () => {
  const messages = toMessages([
    testTurn({ id: 't1', items: [testMessage('m1', 'Half', { complete: false })], outcome: 'interrupted' }),
    testTurn({
      id: 't2',
      outcome: 'failed',
      error: { kind: 'authentication', message: 'no', status: 401 },
      usage: { inputTokens: 1, outputTokens: 2, firstTokenMs: null },
    }),
    testTurn({ id: 't3', items: [testMessage('m3', 'Then'), testTool('c3', { state: 'failed' })], outcome: 'stopped' }),
  ])
  expect(messages[1]).toMatchObject({ content: 'Half', complete: false, outcome: 'interrupted' })
  expect(messages[3]).toMatchObject({
    id: 't2:end',
    role: 'assistant',
    content: '',
    outcome: 'failed',
    error: { status: 401 },
    usage: { outputTokens: 2 },
  })
  expect(messages[5]).not.toHaveProperty('outcome')
  expect(messages[6]).toMatchObject({ id: 't3:end', outcome: 'stopped', tools: [{ id: 'c3', state: 'failed' }] })
})

test('every message, tool and request of a session is in its export, once', () => {
  const item = fc.integer({ min: 0, max: 2 })
  fc.assert(
    fc.property(fc.array(fc.array(item, { maxLength: 6 }), { maxLength: 5 }), (shape) => {
      let last = 0
      const made = shape.map((kinds, index) =>
        testTurn({
          id: `t${index}`,
          items: kinds.map((kind) => {
            const id = `i${(last += 1)}`
            if (kind === 0) return testMessage(id, id)
            if (kind === 1) return testTool(id)
            const request = { kind: 'question', id, question: '?', choices: [], freeform: true } as const
            return { kind: 'request', id, at: NOON, request, outcome: 'answered' } as const
          }),
        }),
      )
      const found = toMessages(made).flatMap((message) => [
        ...(message.tools ?? []).map((tool) => tool.id),
        ...(message.requests ?? []).map((request) => request.id),
        ...(/^i/.test(message.id) ? [message.id] : []),
      ])
      expect(found.toSorted()).toEqual(Array.from({ length: last }, (_, index) => `i${index + 1}`).toSorted())
    }),
  )
})

test('the context since a bookmark is what came after the marked message', () => {
  const since = (itemId: string | null, turnId = 't1'): readonly string[] =>
    toMessages(contextSince(turns, { turnId, itemId, name: 'x' })).map((message) => message.id)
  expect(since('m1')).toEqual(['m2', 't2', 'm3'])
  expect(since('m2')).toEqual(['t2', 'm3'])
  expect(since(null)).toEqual(['m1', 'm2', 't2', 'm3'])
  expect(since('m3', 't2')).toEqual([])
  expect(since('gone')).toEqual(['m1', 'm2', 't2', 'm3'])
  expect(() => contextSince(turns, { turnId: 'gone', itemId: null, name: 'Design' })).toThrow(
    new AppError('bookmarkMissing', 'Design'),
  )
})

test('the context between two bookmarks ends with the second one', () => {
  const between = (since: Mark, until: Mark | null): readonly string[] =>
    toMessages(contextBetween(turns, { since, until })).map((message) => message.id)
  const at = (turnId: string, itemId: string | null): Mark => ({ turnId, itemId })
  expect(between(at('t1', 'm1'), at('t1', 'm2'))).toEqual(['m2'])
  expect(between(at('t1', 'm1'), at('t2', null))).toEqual(['m2', 't2'])
  expect(between(at('t1', null), at('t2', 'm3'))).toEqual(['m1', 'm2', 't2', 'm3'])
  expect(between(at('t1', 'm2'), null)).toEqual(['t2', 'm3'])
  // A message that is gone takes none with it.
  expect(between(at('t1', 'm1'), at('t2', 'gone'))).toEqual(['m2', 't2', 'm3'])
  for (const [since, until] of [
    [at('t2', null), at('t1', 'm1')],
    [at('t1', 'm2'), at('t1', 'm1')],
    [at('t1', 'm1'), at('t1', 'm1')],
    [at('t1', 'm1'), at('t9', null)],
  ] as const)
    expect(() => between(since, until)).toThrow(new AppError('bookmarkMissing', until.turnId))
})

test('an abstention is marked in both forms', () => {
  const abstained = [testTurn({ id: 't1', items: [testMessage('m1', 'Sorry [[POR_ABSTAIN]]')] })]
  expect(toMessages(abstained)[1]?.abstained).toBe(true)
  expect(messagesMarkdown(abstained, words)).toContain('> **Copilot abstained from an answer.**')
})

test('of many turns each is in the Markdown once, in order, and others go on while it is written', async () => {
  const many = Array.from({ length: 95 }, (_, n) =>
    testTurn({ id: `t${n}`, items: [testMessage(`m${n}`, `Answer ${n}.`)] }),
  )
  let others = 0
  const go = (): void => {
    others += 1
    next = setImmediate(go)
  }
  let next = setImmediate(go)
  const text = await toMarkdown(session, many, NOON, words)
  clearImmediate(next)
  expect(text.endsWith(`\n\n${messagesMarkdown(many, words)}`)).toBe(true)
  expect(text.match(/Answer \d+/g)).toHaveLength(95)
  expect(others).toBeGreaterThan(5)
})

test('Markdown reads like the conversation', async () => {
  const text = await toMarkdown(
    session,
    [
      testTurn({
        id: 't1',
        items: [
          testTool('c1', { subject: 'npm `x`', output: '```\nfenced\n```', state: 'denied' }),
          testMessage('m1', 'Half an', { reasoning: 'First,\nthen', complete: false }),
        ],
        outcome: 'interrupted',
      }),
    ],
    NOON,
    words,
  )
  expect(text).toBe(`# Genéricos

- Session: \`task-1\`
- Model: \`gpt-5\`
- Folder: \`/projects/app\`
- Created: 1 Mar 2026, 11:59
- Last activity: 1 Mar 2026, 12:00
- Exported: 1 Mar 2026, 12:00

## You · 1 Mar 2026, 12:00

Prompt of t1

## Copilot · 1 Mar 2026, 12:00 · gpt-5

### Tool: \`shell\` \`\` npm \`x\` \`\` (denied)

\`\`\`json
{}
\`\`\`

\`\`\`\`text
\`\`\`
fenced
\`\`\`
\`\`\`\`

> **Reasoning**
>
> First,
> then

Half an

> **Interrupted: this is as far as the answer came.**
`)
})

test('no text closes its own fence', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('`', '``', '\n', 'a', '~', ' ')), (parts) => {
      const lines = fenced(parts.join(''), 'text').split('\n')
      const fence = lines.at(-1) ?? ''
      expect(lines[0]).toBe(`${fence}text`)
      expect(lines.slice(1, -1).some((line) => line.includes(fence))).toBe(false)
    }),
  )
})

test('a file name is safe on every system', () => {
  expect(suggestFileName({ id: 'a', title: 'Revisão: API/v2?' }, 'markdown', NOON)).toBe('revisão-api-v2-2026-03-01.md')
  expect(suggestFileName({ id: 'task-1', title: '…' }, 'json', NOON)).toBe('task-1-2026-03-01.json')
  expect(suggestFileName({ id: '_', title: 'CON' }, 'json', NOON)).toBe('con-2026-03-01.json')
  expect(suggestFileName({ id: 'a', title: 'Use ghp_x' }, 'html', NOON, true)).toBe('a-2026-03-01.html')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const name = suggestFileName({ id: 'x', title }, 'json', NOON)
      expect(name).toMatch(/^[^\s<>:"/\\|?*.-][^\s<>:"/\\|?*.]*\.json$/u)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    }),
  )
})

test('writes in one step, for its user alone, and leaves nothing beside', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'retoma-archive-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'export.json')
  const beside = join(folder, '.part')
  await writeText(path, beside, 'one')
  await writeText(path, beside, 'two')
  expect(await readFile(path, 'utf8')).toBe('two')
  expect(await readdir(folder)).toEqual(['export.json'])
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
  const none = join(folder, 'none')
  await expect(writeText(join(none, 'export.json'), join(none, '.part'), 'x')).rejects.toMatchObject({
    code: 'exportUnwritable',
    detail: none,
  })
})

test('many files of one folder have names of their own, over nothing that is there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'retoma-many-'))
  try {
    await writeFile(join(folder, 'a-2026-01-02.json'), 'not ours')
    const pathFor = createExportFolder(folder)
    const names = ['a-2026-01-02.json', 'a-2026-01-02.json', 'A-2026-01-02.json', 'b.json'].map(pathFor)
    expect(names.map((path) => basename(path))).toEqual([
      'a-2026-01-02-2.json',
      'a-2026-01-02-3.json',
      expect.stringMatching(/^A-2026-01-02(-4)?\.json$/),
      'b.json',
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('an export is called incomplete when its session could not be read whole', () => {
  expect(unreadBecause(null)).toBeNull()
  expect(unreadBecause({ code: 'folderMissing', detail: null })).toBeNull()
  expect(unreadBecause({ code: 'damaged', detail: '3' })).toBe('sessionDamaged')
  expect(unreadBecause({ code: 'unreadable', detail: 'EACCES' })).toBe('readFailed')
})
