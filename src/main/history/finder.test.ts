import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { HitGroup } from '../../shared/find.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { SearchSpec } from './findMethods.ts'
import { createFinder, type Finder } from './finder.ts'
import { createHistory } from './history.ts'
import { createMatcher } from './matcher.ts'
import { createTestLog, sessionStart } from './testLog.ts'
import { hitsOf } from './turnHits.ts'

const TURNS = 10_000
const log = { error: () => undefined }
const url = (name: string): URL => new URL(`./${name}.ts`, import.meta.url)

let home: string
let finder: Finder

/** 50,000 events, with something rare at both ends, tools in every hundredth turn, and a text on which patterns blow up. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'retoma-finder-'))
  await write('long', TURNS, (n) => [
    `Prompt ${n}${n === 7 ? ' with a **rare** needle' : ''}`,
    `Answer ${n} with some words. ${n === TURNS - 1 ? 'A rare needle too.' : ''}`,
  ])
  await write('hard', 200, (n) => [`Prompt ${n}`, n === 100 ? `${'a'.repeat(60)}!` : 'short'])
})
afterAll(() => rmSync(home, { recursive: true, force: true }))
afterEach(() => finder.dispose())

async function write(id: string, turns: number, say: (n: number) => readonly [string, string]): Promise<void> {
  mkdirSync(join(home, 'session-state', id), { recursive: true })
  const file = createWriteStream(join(home, 'session-state', id, 'events.jsonl'))
  const events = createTestLog()
  events.add('session.start', sessionStart(id))
  for (let n = 0; n < turns; n += 1) {
    const [prompt, answer] = say(n)
    if (n % 100 !== 50) {
      events.turn(prompt, answer)
      continue
    }
    events.add('user.message', { content: prompt, messageId: `m${n}` })
    events.add('tool.execution_start', { toolCallId: `t${n}`, toolName: 'bash', arguments: { command: `run ${n}` } })
    events.add('tool.execution_complete', { toolCallId: `t${n}`, success: true, result: { content: `Output of ${n}` } })
    events.add('assistant.message', { messageId: `a${n}`, content: answer, model: 'demo', toolRequests: [] })
    events.add('assistant.turn_end', { turnId: '0' })
  }
  file.end(events.text())
  await once(file, 'finish')
}

interface Search {
  readonly end: Promise<'done' | 'slow' | 'cancelled'>
  /** From top to bottom. */
  readonly groups: () => readonly HitGroup[]
  /** How many batches came, and how many hits are not listed. */
  readonly told: { batches: number; unlisted: number }
  readonly first: Promise<void>
  readonly began: Promise<void>
}

function search(more: Partial<SearchSpec>): Search {
  const spec: SearchSpec = {
    run: crypto.randomUUID(),
    id: 'long',
    query: '',
    options: { matchCase: false, wholeWord: false, regex: false },
    scopes: ['mine', 'answers', 'tools'],
    kept: [],
    ...more,
  }
  const older: HitGroup[] = []
  let newest: readonly HitGroup[] = []
  const first = Promise.withResolvers<undefined>()
  const began = Promise.withResolvers<undefined>()
  let ends: Promise<void> = Promise.resolve()
  const told = { batches: 0, unlisted: 0 }
  const end = finder.search(spec, {
    onBegan: (newestTurnId) => {
      began.resolve(undefined)
      ends = finder
        .newest({ run: spec.run, ids: newestTurnId === null ? [] : [newestTurnId], changed: [] })
        .then((hits) => {
          if (typeof hits !== 'string') newest = hits
        })
    },
    onOlder: ({ groups, unlisted }) => {
      told.batches += 1
      told.unlisted += unlisted
      older.push(...groups)
      if (groups.length > 0) first.resolve(undefined)
    },
  })
  return {
    end: end.then(async (how) => {
      await ends
      return how
    }),
    groups: () => [...older.toReversed(), ...newest],
    told,
    first: first.promise,
    began: began.promise,
  }
}

const start = (timings = {}): void => {
  finder = createFinder({ home, workerUrl: url('findWorker'), log, timings })
}
const regex = { matchCase: false, wholeWord: false, regex: true }

test('finds in all of 50,000 events what reading all of them shows', async () => {
  start()
  const history = createHistory({ home, workerUrl: url('worker'), log })
  const turns = await history.readAll('long')
  await history.dispose()
  expect(turns).toHaveLength(TURNS)
  for (const [query, scopes] of [
    ['rare needle', ['mine', 'answers', 'tools']],
    ['77', ['mine', 'answers', 'tools']],
    ['50', ['tools']],
    ['output of 50', ['tools', 'answers']],
  ] as const) {
    const found = search({ query, scopes })
    expect(await found.end).toBe('done')
    const match = createMatcher(query, { matchCase: false, wholeWord: false, regex: false })
    const expected = turns.flatMap((turn) => hitsOf(turn, match, new Set(scopes)))
    expect(expected.length).toBeGreaterThan(0)
    expect(found.groups()).toEqual(expected)
    expect(found.told.unlisted).toBe(0)
  }
})

test('tells the first hits long before the last', async () => {
  start()
  const found = search({ query: 'prompt' })
  await found.first
  const { batches } = found.told
  expect(await found.end).toBe('done')
  expect(found.told.batches).toBeGreaterThan(batches)
  expect(found.groups().length + found.told.unlisted).toBe(TURNS)
})

test('counts what are too many to be listed', async () => {
  start()
  const found = search({ query: 'o' })
  expect(await found.end).toBe('done')
  const listed = found.groups().reduce((sum, { places }) => sum + places.length / 2, 0)
  expect(listed).toBeGreaterThanOrEqual(20_000)
  expect(listed).toBeLessThan(20_010)
  // One in each prompt, two in each answer, and those of the outputs.
  expect(listed + found.told.unlisted).toBeGreaterThan(3 * TURNS)
})

test('a search ends the one before, also one whose pattern has no end', async () => {
  start({ quiet: 600_000 })
  const stuck = search({ id: 'hard', query: '(a+)+$', options: regex })
  await stuck.began
  const next = search({ query: 'needle' })
  expect(await stuck.end).toBe('cancelled')
  expect(await next.end).toBe('done')
  expect(next.groups()).toHaveLength(2)
})

test('a pattern that finds no end is given up; what it had found is kept, and the next search works', async () => {
  start({ quiet: 300 })
  const slow = search({ id: 'hard', query: 'Prompt|(a+)+$', options: regex })
  expect(await slow.end).toBe('slow')
  expect(slow.groups().length).toBeGreaterThan(0)
  const next = search({ id: 'hard', query: 'Prompt' })
  expect(await next.end).toBe('done')
  expect(next.groups()).toHaveLength(200)
})

test('cancelling ends a search, and nothing more of it is told', async () => {
  start()
  const found = search({ query: 'e' })
  await found.first
  await finder.cancel()
  expect(await found.end).toBe('cancelled')
})

test('the newest turns are searched as they are now, those that did not change only once', async () => {
  start()
  const turn = (id: string, text: string): Turn => ({
    id,
    at: 1,
    prompt: { text, attachments: [] },
    items: [],
    thinking: null,
    outcome: 'running',
    error: null,
    endedAt: null,
    usage: null,
  })
  const found = search({ run: 'now', query: 'live', id: 'not-there' })
  expect(await found.end).toBe('done')
  const once = await finder.newest({ run: 'now', ids: ['x', 'y'], changed: [turn('x', 'live'), turn('y', 'a')] })
  expect(once).toEqual([{ turnId: 'x', itemId: null, part: 'prompt', places: [0, 4] }])
  const again = await finder.newest({ run: 'now', ids: ['x', 'y'], changed: [turn('y', 'a live one')] })
  expect(again).toEqual([
    { turnId: 'x', itemId: null, part: 'prompt', places: [0, 4] },
    { turnId: 'y', itemId: null, part: 'prompt', places: [2, 6] },
  ])
  expect(await finder.newest({ run: 'gone', ids: [], changed: [] })).toBe('cancelled')
})

test('the outline has every prompt, and parses nothing else', async () => {
  start()
  const history = createHistory({ home, workerUrl: url('worker'), log })
  const prompts = await history.prompts('long')
  const turns = await history.readAll('long')
  await history.dispose()
  expect(prompts.map(({ turnId, text }) => [turnId, text])).toEqual(
    turns.map((turn) => [turn.id, turn.prompt?.text ?? '']),
  )
})
