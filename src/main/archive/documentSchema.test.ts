import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import { createBench, nothingCarried, testSession } from './bench.fixture.ts'
import { archiveSchema } from './documentSchema.ts'
import { NOON, testMessage, testTool, testTurn } from './turn.fixture.ts'

const path = new URL('../../../docs/export-schema.json', import.meta.url)

test('the schema in docs/ is the one that files are written and read by', async () => {
  const text = `${JSON.stringify(archiveSchema(), null, 2)}\n`
  if (process.env['RETOMA_WRITE_SCHEMA'] === '1') await writeFile(path, text)
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(JSON.parse(text))
})

test('what is written is valid by the schema in docs/, and what is not is told', async () => {
  const { root, written } = await createBench()
  const folder = join(root, 'task')
  await mkdir(folder)
  const log = createTestLog()
  log.add('session.start', sessionStart('task'))
  log.turn('Hi', 'Hello')
  await writeFile(join(folder, 'events.jsonl'), Buffer.concat([Buffer.from(log.text()), Buffer.from([0xff, 10])]))
  await writeFile(join(folder, 'plan.md'), '# Plan')
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
  const text = await written({
    session: {
      ...testSession,
      titleIsManual: false,
      model: null,
      providerId: null,
      kind: null,
      folder: null,
      origin: 'cli',
      unread: true,
      lineage: { from: 'x', kind: 'forked', turnId: null },
    },
    bookmarks: [mark],
    overlay: { partials: [partial], given: {}, usage: [], newer: [newest] },
    carried: { ...nothingCarried, draft: { text: 'd', selectionStart: 0, selectionEnd: 0, attachments: [] } },
  })
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(await readFile(path, 'utf8')) as object,
  )
  const document = JSON.parse(text) as Record<string, unknown>
  validate(document)
  expect(validate.errors ?? []).toEqual([])
  expect(validate({ ...document, messages: [{ role: 'nobody' }] })).toBe(false)
  expect(validate({ ...document, log: [5] })).toBe(false)
})
