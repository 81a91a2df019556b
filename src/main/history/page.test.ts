import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Turn } from '../../shared/model/turn.ts'
import { emptyState, reduceAll, settle } from '../../shared/reduce.ts'
import { withLog } from './logFile.ts'
import { readPage, type PageLimits } from './page.ts'
import type { HistoryRead } from './port.ts'
import { anyEvent, createTestLog, sessionStart, testTranslate } from './testLog.ts'

let folder: string
let path: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-page-'))
  path = join(folder, 'events.jsonl')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const everything: PageLimits = { turns: Infinity, bytes: Infinity, turnBytes: Infinity }
const LATER = Date.now() + 3_600_000

function read(
  text: string | Buffer | null,
  limits: Partial<PageLimits> = {},
  before: number | null = null,
): Promise<HistoryRead> {
  if (text !== null) writeFileSync(path, text)
  return withLog(path, (log) =>
    readPage(log, { before, limits: { ...everything, ...limits } }, { translate: testTranslate, now: () => LATER }),
  )
}

/** Page after page to the beginning, put together. */
async function readPages(text: string, limits: Partial<PageLimits>): Promise<{ turns: Turn[]; pages: number }> {
  writeFileSync(path, text)
  const turns: Turn[] = []
  let before: number | null = null
  let pages = 0
  do {
    const page: HistoryRead = await read(null, limits, before)
    turns.unshift(...page.turns)
    before = page.before
    pages += 1
  } while (before !== null)
  return { turns, pages }
}

function threeTurns(): ReturnType<typeof createTestLog> {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.turn('first', 'one')
  log.turn('second', 'two')
  log.turn('third', 'three')
  return log
}

const prompts = (turns: readonly Turn[]): unknown => turns.map((turn) => turn.prompt?.text)

test('the newest turns come first, the older ones before the cursor', async () => {
  const log = threeTurns()
  const newest = await read(log.text(), { turns: 2 })
  expect(prompts(newest.turns)).toEqual(['second', 'third'])
  expect(newest.problem).toBeNull()
  const older = await read(null, { turns: 2 }, newest.before)
  expect(prompts(older.turns)).toEqual(['first'])
  expect(older.before).toBeNull()
})

test('a page that begins with the first turn says that nothing is before it', async () => {
  const page = await read(threeTurns().text(), { turns: 3 })
  expect(prompts(page.turns)).toEqual(['first', 'second', 'third'])
  expect(page.before).toBeNull()
})

test('a stored turn ends with its own last event, and keeps its times', async () => {
  const log = threeTurns()
  log.add('session.shutdown', {})
  log.add('session.resume', {})
  const { turns } = await read(log.text())
  const ends = log.events
    .filter((event) => event.type === 'assistant.turn_end')
    .map((event) => Date.parse(event.timestamp))
  expect(turns.map((turn) => turn.endedAt)).toEqual(ends)
  expect(turns.map((turn) => turn.outcome)).toEqual(['done', 'done', 'done'])
  expect(turns[1]?.id).toBe('e6')
})

test('a turn without its answer was interrupted, one that was aborted stopped', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.add('user.message', { content: 'a' })
  log.add('abort', {})
  log.add('user.message', { content: 'b' })
  log.add('tool.execution_start', { toolCallId: 't' })
  expect((await read(log.text())).turns.map((turn) => turn.outcome)).toEqual(['stopped', 'interrupted'])
})

test('a page ends early when it grows too large', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  for (let n = 0; n < 8; n += 1) log.turn(`${n}`, 'x'.repeat(10_000))
  expect(prompts((await read(log.text(), { bytes: 35_000 })).turns)).toEqual(['4', '5', '6', '7'])
  const { turns, pages } = await readPages(log.text(), { bytes: 35_000 })
  expect(prompts(turns)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
  expect(pages).toBe(2)
})

test('a turn that is too large for one page comes in pieces, none of them interrupted', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.add('user.message', { content: 'go' })
  for (let n = 0; n < 30; n += 1) {
    log.add('tool.execution_start', { toolCallId: `t${n}`, padding: 'x'.repeat(1_000) })
    log.add('tool.execution_complete', { toolCallId: `t${n}` })
  }
  log.add('assistant.message', { messageId: 'last', content: 'done', toolRequests: [] })
  const { turns } = await readPages(log.text(), { turnBytes: 10_000 })
  expect(turns.length).toBeGreaterThan(2)
  expect(turns.map((turn) => turn.outcome)).toEqual(turns.map(() => 'done'))
  expect(new Set(turns.map((turn) => turn.id)).size).toBe(turns.length)
  const ids = turns.flatMap((turn) => turn.items.map((item) => item.id))
  expect(new Set(ids)).toEqual(new Set([...Array.from({ length: 30 }, (_, n) => `t${n}`), 'last']))
})

test('an answer that had ended when somebody stopped it is done, one whose tools had only been asked for is stopped', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  log.add('user.message', { content: 'a' })
  log.add('assistant.turn_start', { turnId: '0' })
  log.add('assistant.message', { messageId: 'm', content: 'All of it.' })
  log.add('assistant.turn_end', { turnId: '0' })
  log.add('abort', {})
  log.add('user.message', { content: 'b' })
  log.add('assistant.turn_start', { turnId: '0' })
  log.add('assistant.message', { messageId: 'n', content: 'I will look.' })
  log.add('abort', {})
  log.add('user.message', { content: 'c' })
  log.add('tool.execution_start', { toolCallId: 't' })
  log.add('tool.execution_complete', { toolCallId: 't' })
  log.add('assistant.turn_end', { turnId: '0' })
  log.add('abort', {})
  expect((await read(log.text())).turns.map((turn) => turn.outcome)).toEqual(['done', 'stopped', 'stopped'])
})

test('pages of any size put together are what reading all at once gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      fc.boolean(),
      async (steps, pageTurns, started, carriageReturns) => {
        const log = createTestLog()
        if (started) log.add('session.start', sessionStart('s'))
        for (const { type, data } of steps) log.add(type, data)
        const text = carriageReturns ? log.text().replaceAll('\n', '\r\n') : log.text()
        const whole = await read(text)
        expect(whole.before).toBeNull()
        expect(whole.problem).toBeNull()
        expect((await readPages(text, { turns: pageTurns })).turns).toEqual(whole.turns)
        // The times at which stored turns end are ours; all else is what the shared reducer says.
        const reduced = settle(reduceAll(emptyState, log.events.flatMap(testTranslate)), 0).turns
        const timeless = (turns: readonly Turn[]): unknown =>
          turns.map((turn) => ({
            ...turn,
            endedAt: 0,
            items: turn.items.map((item) => ('endedAt' in item ? { ...item, endedAt: 0 } : item)),
          }))
        expect(timeless(whole.turns)).toEqual(timeless(reduced))
      },
    ),
    { numRuns: 150 },
  )
})
