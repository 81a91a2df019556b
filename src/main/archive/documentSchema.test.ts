import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, onTestFinished, test } from 'vitest'
import { translateWhole } from '../agent/translate.ts'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import { archiveSchema } from './documentSchema.ts'
import { createArchiveService } from './service.ts'
import { NOON, testMessage, testTool, testTurn } from './turn.fixture.ts'

const path = new URL('../../../docs/export-schema.json', import.meta.url)

test('the schema in docs/ is the one that files are written and read by', async () => {
  const text = `${JSON.stringify(archiveSchema(), null, 2)}\n`
  if (process.env['RETOMA_WRITE_SCHEMA'] === '1') await writeFile(path, text)
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(JSON.parse(text))
})

test('what is written is valid by the schema in docs/, and what is not is told', async () => {
  const base = await mkdtemp(join(tmpdir(), 'retoma-schema-'))
  onTestFinished(() => rm(base, { recursive: true, force: true }))
  const folder = join(base, 'session-state', 'task')
  await mkdir(folder, { recursive: true })
  const log = createTestLog()
  log.add('session.start', sessionStart('task'))
  log.turn('Hi', 'Hello')
  await writeFile(join(folder, 'events.jsonl'), Buffer.concat([Buffer.from(log.text()), Buffer.from([0xff, 10])]))
  await writeFile(join(folder, 'plan.md'), '# Plan')
  const never = new AbortController().signal
  const service = createArchiveService({ translate: translateWhole, now: () => NOON })
  await service.open(join(base, 'session-state'), 'retoma', never)
  const partial = testTurn({ id: 'p', items: [testMessage('m', 'Half', { complete: false })], outcome: 'stopped' })
  const newest = testTurn({
    id: 'n',
    items: [testTool('c')],
    outcome: 'failed',
    error: { kind: 'other', message: 'no', status: 5 },
  })
  const mark = {
    id: 'b',
    sessionId: 'task',
    turnId: 'e1',
    itemId: null,
    name: 'N',
    description: '',
    snippet: '',
    createdAt: NOON,
    colour: 'teal' as const,
  }
  const file = join(base, 'out.json')
  await service.write(
    {
      session: {
        id: 'task',
        title: '',
        titleIsManual: false,
        model: null,
        providerId: null,
        effort: null,
        kind: null,
        folder: null,
        origin: 'cli',
        createdAt: NOON,
        activeAt: NOON,
        pinned: false,
        tags: ['a'],
        notes: '',
        unread: true,
        lineage: { from: 'x', kind: 'forked', turnId: null },
      },
      path: file,
      choice: { format: 'json', range: { kind: 'all' }, tools: true, reasoning: true, redact: false },
      language: 'en',
      locale: 'en',
      bookmarks: [mark],
      overlay: { partials: [partial], given: {}, usage: [], newer: [newest] },
      carried: {
        draft: { text: 'd', selectionStart: 0, selectionEnd: 0, attachments: [] },
        queue: [],
        replies: {},
        partials: [],
        prompts: [],
        usage: [],
        context: null,
      },
      assets: [],
      at: NOON,
    },
    never,
  )
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(await readFile(path, 'utf8')) as object,
  )
  const document = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  validate(document)
  expect(validate.errors ?? []).toEqual([])
  expect(validate({ ...document, messages: [{ role: 'nobody' }] })).toBe(false)
  expect(validate({ ...document, log: [5] })).toBe(false)
})
