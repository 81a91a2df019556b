import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Turn } from '../../shared/model/turn.ts'
import { withLog } from './logFile.ts'
import { readPage, type PageLimits } from './page.ts'
import type { HistoryRead, StretchRead } from './port.ts'
import { readAround, readNewer } from './stretch.ts'
import { anyEvent, createTestLog, sessionStart, testTranslate } from './testLog.ts'

let folder: string
let path: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-stretch-'))
  path = join(folder, 'events.jsonl')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const everything: PageLimits = { turns: Infinity, bytes: Infinity, turnBytes: Infinity }
const deps = { translate: testTranslate, now: () => Date.now() + 3_600_000 }

function page(limits: Partial<PageLimits>, before: number | null): Promise<HistoryRead> {
  return withLog(path, (log) => readPage(log, { before, limits: { ...everything, ...limits } }, deps))
}

function around(turnId: string, to: number, limits: Partial<PageLimits>): Promise<StretchRead | null> {
  return withLog(path, (log) => readAround(log, { turnId, to, limits: { ...everything, ...limits } }, testTranslate))
}

function newer(after: number, to: number, limits: Partial<PageLimits>): Promise<Omit<StretchRead, 'before'>> {
  return withLog(path, (log) => readNewer(log, { after, to, limits: { ...everything, ...limits } }, testTranslate))
}

/** A stretch, grown to both sides until it reaches the beginning and the newest turns. */
async function grown(stretch: StretchRead, to: number, limits: Partial<PageLimits>): Promise<readonly Turn[]> {
  const turns = [...stretch.turns]
  for (let before = stretch.before; before !== null;) {
    const older = await page(limits, before)
    turns.unshift(...older.turns)
    before = older.before
  }
  for (let after = stretch.after; after !== null;) {
    const next = await newer(after, to, limits)
    turns.push(...next.turns)
    after = next.after
  }
  return turns
}

function manyTurns(count: number): ReturnType<typeof createTestLog> {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  for (let n = 0; n < count; n += 1) log.turn(`prompt ${n}`, `answer ${n}`)
  writeFileSync(path, log.text())
  return log
}

const prompts = (turns: readonly Turn[] | undefined): unknown => turns?.map((turn) => turn.prompt?.text)

test('around a turn stand some before it and some behind, and nothing else is read', async () => {
  const log = manyTurns(40)
  const prompt = log.events.findLast((event) => JSON.stringify(event.data).includes('"prompt 20"'))!
  const newest = await page({ turns: 5 }, null)
  const stretch = await around(prompt.id, newest.before!, { turns: 3 })
  const text = log.text()
  for (const turn of stretch?.turns ?? [])
    expect(text.slice(stretch?.places[turn.id]).split('\n', 1)[0]).toContain(turn.prompt?.text)
  expect(prompts(stretch?.turns)).toEqual([17, 18, 19, 20, 21, 22].map((n) => `prompt ${n}`))
  expect(await grown(stretch!, newest.before!, { turns: 3 })).toEqual((await page({}, newest.before)).turns)
})

test('it reaches the beginning and the newest turns where they are near', async () => {
  const log = manyTurns(6)
  const newest = await page({ turns: 2 }, null)
  const first = log.events.find((event) => event.type === 'user.message')!
  expect(await around(first.id, newest.before!, { turns: 10 })).toMatchObject({ before: null, after: null })
  expect(prompts((await around(first.id, newest.before!, { turns: 10 }))?.turns)).toEqual(
    [0, 1, 2, 3].map((n) => `prompt ${n}`),
  )
})

test('there is nothing around what is not there, or stands among the newest turns', async () => {
  const log = manyTurns(6)
  const newest = await page({ turns: 2 }, null)
  const last = log.events.findLast((event) => event.type === 'user.message')!
  expect(await around(last.id, newest.before!, { turns: 3 })).toBeNull()
  expect(await around('nowhere', newest.before!, { turns: 3 })).toBeNull()
  expect(await around('at-999999999', newest.before!, { turns: 3 })).toBeNull()
  expect(await newer(newest.before!, newest.before!, { turns: 3 })).toEqual({ turns: [], places: {}, after: null })
})

test('a turn that is too large comes in pieces on the way down, too, and each can be gone to', async () => {
  const log = createTestLog()
  log.add('session.start', sessionStart('s'))
  const prompt = log.add('user.message', { content: 'go' })
  for (let n = 0; n < 30; n += 1) {
    log.add('tool.execution_start', { toolCallId: `t${n}`, padding: 'x'.repeat(1_000) })
    log.add('tool.execution_complete', { toolCallId: `t${n}` })
  }
  log.add('assistant.message', { messageId: 'last', content: 'done', toolRequests: [] })
  log.turn('after', 'it')
  log.turn('and', 'more')
  writeFileSync(path, log.text())
  const to = (await page({ turns: 1 }, null)).before!
  const limits = { turnBytes: 10_000, turns: 50 }
  const stretch = await around(prompt.id, to, limits)
  const turns = await grown(stretch!, to, limits)
  expect(turns.length).toBeGreaterThan(3)
  expect(turns.map((turn) => turn.outcome)).toEqual(turns.map(() => 'done'))
  expect(turns.at(-1)?.prompt?.text).toBe('after')
  const ids = turns.flatMap((turn) => turn.items.map((item) => item.id))
  expect(ids).toEqual(expect.arrayContaining(Array.from({ length: 30 }, (_, n) => `t${n}`)))
  const piece = turns.find((turn) => turn.id.startsWith('at-'))!
  expect((await around(piece.id, to, limits))?.turns[0]?.id).toBe(piece.id)
})

test('a stretch around any turn, grown to both sides, is what reading all at once gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { minLength: 2, maxLength: 60 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(),
      async (events, turns, pick) => {
        const log = createTestLog()
        log.add('session.start', sessionStart('s'))
        for (const { type, data } of events) log.add(type, data)
        writeFileSync(path, log.text())
        const { before: to } = await page({ turns: 1 }, null)
        const older = to === null ? [] : (await page({}, to)).turns
        const ids = older.flatMap(({ id, prompt }) => (prompt === null ? [] : [id]))
        const id = ids[pick % Math.max(1, ids.length)]
        fc.pre(to !== null && id !== undefined)
        const stretch = await around(id, to, { turns })
        expect(stretch?.turns.some((turn) => turn.id === id)).toBe(true)
        expect(await grown(stretch!, to, { turns })).toEqual(older)
      },
    ),
    { numRuns: 150 },
  )
})
