import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { createHome } from './home.ts'
import type { DiskSession, HistoryRead } from './port.ts'
import { damages } from './randomDamage.ts'
import { createReader } from './reader.ts'
import { createTestLog, sessionStart, testTranslate } from './testLog.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'retoma-damage-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Opens a log as the app would, and checks that not a byte of it changed. */
async function open(bytes: Buffer, age = 3_600): Promise<{ readonly listed: DiskSession; readonly read: HistoryRead }> {
  const folder = join(root, 's')
  const path = join(folder, 'events.jsonl')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, bytes)
  const time = new Date(Date.now() - age * 1_000)
  utimesSync(path, time, time)
  const home = createHome(root, Date.now)
  const reader = createReader({
    root,
    get: (id) => home.get(id),
    translate: testTranslate,
    translateWhole: testTranslate,
    now: Date.now,
  })
  const hash = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
  try {
    const [listed] = await home.list()
    const read = await reader.read({ id: 's', before: null, turns: 40 })
    const turns = [...read.turns]
    for (let before = read.before; before !== null;) {
      const older = await reader.read({ id: 's', before, turns: 40 })
      turns.unshift(...older.turns)
      before = older.before
    }
    expect(await reader.readAll('s')).toEqual(turns)
    return { listed: listed!, read: { ...read, turns } }
  } finally {
    expect(hash(readFileSync(path))).toBe(hash(bytes))
  }
}

function log(): ReturnType<typeof createTestLog> {
  const made = createTestLog()
  made.add('session.start', sessionStart('s'))
  made.turn('first', 'one')
  made.turn('second', 'two')
  return made
}

const said = ({ turns }: HistoryRead): unknown =>
  turns.map((turn) => [
    turn.prompt?.text,
    ...turn.items.map((item) => (item.kind === 'message' ? item.text : item.kind)),
  ])
const whole = [
  ['first', 'one'],
  ['second', 'two'],
]

test('a sound log has no problem', async () => {
  const { listed, read } = await open(Buffer.from(log().text()))
  expect(said(read)).toEqual(whole)
  expect(read.problem).toBeNull()
  expect(listed.problem).toBeNull()
})

test('NULs at the end', async () => {
  const { listed, read } = await open(Buffer.concat([Buffer.from(log().text()), Buffer.alloc(5_000)]))
  expect(said(read)).toEqual(whole)
  expect(read.problem).toEqual({ code: 'damaged', detail: '12' })
  // The runtime drops them by itself.
  expect(listed.problem).toBeNull()
})

test('NULs in the middle, where power failed and somebody went on', async () => {
  const [start, ...lines] = log().text().split('\n')
  const { read } = await open(Buffer.from([start, '\0'.repeat(700) + lines.join('\n')].join('\n')))
  expect(said(read)).toEqual(whole)
  expect(read.problem).toEqual({ code: 'damaged', detail: '2' })
})

test('half a last line', async () => {
  const text = log().text()
  const cut = text.slice(0, text.lastIndexOf('two') + 2)
  const { listed, read } = await open(Buffer.from(cut))
  expect(said(read)).toEqual([['first', 'one'], ['second']])
  expect(read.turns[1]?.outcome).toBe('interrupted')
  expect(read.problem).toEqual({ code: 'damaged', detail: '10' })
  expect(listed.problem).toBeNull()
})

test('half a last line that is just being written is no damage', async () => {
  const text = log().text()
  const { read } = await open(Buffer.from(text.slice(0, text.lastIndexOf('two') + 2)), 0)
  expect(said(read)).toEqual([['first', 'one'], ['second']])
  expect(read.problem).toBeNull()
})

test('two objects on one line', async () => {
  const lines = log().text().split('\n')
  // The end of one turn and the prompt of the next.
  lines.splice(5, 2, `${lines[5]}${lines[6]}`)
  const { read } = await open(Buffer.from(lines.join('\n')))
  expect(said(read)).toEqual(whole)
  expect(read.problem).toEqual({ code: 'damaged', detail: '6' })
})

test('a cut object and another one on the same line', async () => {
  const lines = log().text().split('\n')
  lines.splice(4, 3, `${lines[4]!.slice(0, 60)}${lines[6]}`)
  const { read } = await open(Buffer.from(lines.join('\n')))
  expect(said(read)).toEqual([['first'], ['second', 'two']])
  expect(read.problem).toEqual({ code: 'damaged', detail: '5' })
})

test('an event behind one that is never shown', async () => {
  const lines = log().text().split('\n')
  lines.splice(2, 3, `${lines[2]}${lines[3]}${lines[4]}`)
  expect(said((await open(Buffer.from(lines.join('\n')))).read)).toEqual(whole)
})

test('a line and a paragraph separator within an event', async () => {
  const made = log()
  made.turn('a\u2028b\u2029c\u0085d', 'x\u2028y')
  const { read } = await open(Buffer.from(made.text()))
  expect(said(read)).toEqual([...whole, ['a\u2028b\u2029c\u0085d', 'x\u2028y']])
  expect(read.problem).toBeNull()
})

test('a byte order mark', async () => {
  const { listed, read } = await open(Buffer.from(`\ufeff${log().text()}`))
  expect(said(read)).toEqual(whole)
  expect(read.problem).toBeNull()
  expect(listed).toMatchObject({ problem: null, summary: 'first' })
})

test('a log with a byte order mark that begins with a prompt', async () => {
  const { listed, read } = await open(Buffer.from(`\ufeff${log().text().split('\n').slice(1).join('\n')}`))
  expect(said(read)).toEqual(whole)
  expect(listed.summary).toBe('first')
})

test('an empty file', async () => {
  await expect(open(Buffer.alloc(0))).rejects.toMatchObject({ code: 'sessionEmpty' })
  expect(await createHome(root, Date.now).list()).toMatchObject([{ id: 's', problem: { code: 'empty' } }])
})

test('no start record', async () => {
  const { listed, read } = await open(Buffer.from(log().text().split('\n').slice(1).join('\n')))
  expect(said(read)).toEqual(whole)
  expect(read.problem).toEqual({ code: 'damaged', detail: '1' })
  expect(listed.problem).toEqual({ code: 'damaged', detail: '1' })
})

test('an event of 20 MB', async () => {
  const made = log()
  const large = 'é'.repeat(10_000_000)
  made.turn('third', large)
  made.turn('fourth', 'four')
  const { listed, read } = await open(Buffer.from(made.text()))
  expect(read.problem).toBeNull()
  const item = read.turns[2]?.items[0]
  expect(item?.kind === 'message' && item.text === large).toBe(true)
  expect(read.turns[3]?.prompt?.text).toBe('fourth')
  expect(listed).toMatchObject({ summary: 'first', problem: null })
})

test('a garbage line is skipped, named, and everything else is shown', async () => {
  const lines = log().text().split('\n')
  lines.splice(5, 0, 'garbage \ufffd {"type":"oops"', '')
  const { read } = await open(Buffer.from(lines.join('\n')))
  expect(said(read)).toEqual(whole)
  expect(read.problem).toEqual({ code: 'damaged', detail: '6' })
})

test('bytes that are no text at all', async () => {
  const { listed, read } = await open(Buffer.from(Uint8Array.from({ length: 100_000 }, (_, n) => (n * 7919) % 251)))
  expect(read.turns).toEqual([])
  expect(read.problem?.code).toBe('damaged')
  expect(listed.problem?.code).toBe('damaged')
})

test('lines that end as Windows ends them', async () => {
  const { listed, read } = await open(Buffer.from(log().text().replaceAll('\n', '\r\n')))
  expect(said(read)).toEqual(whole)
  expect(read.problem).toBeNull()
  expect(listed).toMatchObject({ problem: null, model: 'demo' })
})

test('a later version is said, and read as far as it is understood', async () => {
  const made = createTestLog()
  made.add('session.start', sessionStart('s', 7))
  made.turn('first', 'one')
  const { listed, read } = await open(Buffer.from(made.text()))
  expect(said(read)).toEqual([['first', 'one']])
  expect(read.problem).toEqual({ code: 'newer', detail: '7' })
  expect(listed.problem).toEqual({ code: 'newer', detail: '7' })
})

test('however else a log is damaged, it opens, and every message of which the line is whole is shown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      damages,
      async (words, damage) => {
        const made = createTestLog()
        made.add('session.start', sessionStart('s'))
        for (const [index, word] of words.entries()) made.turn(`${index} ${word}`, `answer ${index}`)
        const damaged = damage(Buffer.from(made.text()))
        const turns = await open(damaged).then(({ read }) => read.turns, whenNothingIsLeft)
        const lines = new Set(damaged.toString().split('\n'))
        const whole = made
          .text()
          .split('\n')
          .filter((line) => line.includes('"user.message"') && lines.has(line))
        const shown = turns.map((turn) => turn.prompt?.text)
        for (const line of whole) {
          const { data } = JSON.parse(line) as { data: { content: string } }
          expect(shown).toContain(data.content)
        }
      },
    ),
    { numRuns: 300 },
  )
}, 60_000)

/** A file without an event has words of its own. */
function whenNothingIsLeft(error: unknown): readonly [] {
  if (error instanceof AppError && error.code === 'sessionEmpty') return []
  throw error
}
