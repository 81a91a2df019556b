import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { damages, soundLog } from './damagedLogs.ts'
import { createDoctor, type Doctor } from './doctor.ts'

let folder: string
let doctor: Doctor
const path = (): string => join(folder, 'state', 's', 'events.jsonl')
const kept = (): string => join(folder, 'repairs')
const sound = soundLog('s', ['first', 'second'])

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-doctor-'))
  doctor = createDoctor({ root: join(folder, 'state'), kept: kept(), now: Date.now })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(bytes: Buffer): void {
  mkdirSync(join(folder, 'state', 's'), { recursive: true })
  writeFileSync(path(), bytes)
}
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const scan = () => doctor.scan('s', { refused: null })
const repair = (refused: number | null = null) => doctor.rewrite('s', 'repair', { refused })
const messages = (bytes: Buffer): readonly unknown[] =>
  bytes
    .toString()
    .split('\n')
    .filter((line) => line.includes('"content"') && !line.includes('system.message'))
    .map((line) => (JSON.parse(line) as { data: { content: string } }).data.content)

test('a sound log has nothing to repair', async () => {
  put(sound)
  expect(await scan()).toMatchObject({
    id: 's',
    bytes: sound.length,
    lines: 11,
    events: 11,
    healthy: true,
    damages: [],
  })
  await expect(repair()).rejects.toMatchObject({ code: 'nothingToRepair' })
  expect(readdirSync(kept())).toEqual([])
  expect(readFileSync(path()).equals(sound)).toBe(true)
})

const expected: Record<keyof typeof damages, { kind: string; line: number; lost: number } | null> = {
  'a NUL tail': { kind: 'nulTail', line: 12, lost: 0 },
  'half a last line': { kind: 'cutLine', line: 11, lost: 1 },
  'two objects on one line': { kind: 'joined', line: 6, lost: 0 },
  'a line separator inside of an event': null,
  'a byte order mark': { kind: 'bom', line: 1, lost: 0 },
  'an empty file': { kind: 'empty', line: 1, lost: 0 },
  'no start record': { kind: 'noStart', line: 1, lost: 0 },
  'one event of 20 MB': null,
  'a line of garbage': { kind: 'notJson', line: 4, lost: 1 },
  'NULs before a line': { kind: 'nuls', line: 5, lost: 0 },
}

describe.each(Object.entries(damages))('%s', (name, damage) => {
  test('is found, repaired on a copy, and undone byte for byte', async () => {
    const damaged = damage(sound)
    put(damaged)
    const modifiedAt = statSync(path()).mtimeMs
    const report = await scan()
    expect(hash(readFileSync(path()))).toBe(hash(damaged))
    const found = expected[name as keyof typeof damages]
    expect(report.healthy).toBe(found === null)
    if (found === null) {
      await expect(repair()).rejects.toMatchObject({ code: 'nothingToRepair' })
      expect(hash(readFileSync(path()))).toBe(hash(damaged))
      return
    }
    expect(report.damages).toMatchObject([found])
    expect(report.damaged).toBe(1)

    const result = await repair()
    expect(result).toMatchObject({ id: 's', kind: 'repair', lost: found.lost, bytesBefore: damaged.length })
    expect(hash(readFileSync(join(kept(), result.undoId, 'original.jsonl')))).toBe(hash(damaged))
    expect(await scan()).toMatchObject({
      healthy: true,
      events: result.events,
      bytes: result.bytesAfter,
      undoable: result.undoId,
    })
    if (name !== 'an empty file') expect(messages(readFileSync(path()))).toEqual(messages(sound))
    expect(readdirSync(join(folder, 'state', 's'))).toEqual(['events.jsonl'])

    await doctor.undo(result.undoId)
    expect(hash(readFileSync(path()))).toBe(hash(damaged))
    expect((await scan()).undoable).toBeNull()
    expect(statSync(path()).mtimeMs).toBeCloseTo(modifiedAt, 0)
    await expect(doctor.undo(result.undoId)).rejects.toMatchObject({ code: 'repairGone' })
  })
})

test('a lost start is made of what workspace.yaml says, and takes the id that the next event names', async () => {
  put(damages['no start record'](sound))
  writeFileSync(
    join(folder, 'state', 's', 'workspace.yaml'),
    'id: s\ncwd: /work/x\ncreated_at: 2026-01-01T00:00:00.000Z\n',
  )
  await repair()
  const [start, next] = readFileSync(path(), 'utf8').split('\n')
  expect(JSON.parse(start!)).toMatchObject({
    type: 'session.start',
    data: { sessionId: 's', version: 1, startTime: '2026-01-01T00:00:00.000Z', context: { cwd: '/work/x' } },
    parentId: null,
  })
  expect((JSON.parse(next!) as { parentId: string }).parentId).toBe((JSON.parse(start!) as { id: string }).id)
  expect(`${next}\n`).toBe(`${sound.toString().split('\n')[1]}\n`)
})

test('events keep their bytes; only the child of a lost one is given another parent', async () => {
  const lines = sound.toString().split('\n')
  put(Buffer.from(lines.with(4, 'broken').join('\n')))
  await repair()
  const after = readFileSync(path(), 'utf8').split('\n')
  expect(after.filter((line) => lines.includes(line))).toHaveLength(after.length - 1)
  expect((JSON.parse(after[4]!) as { parentId: string }).parentId).toBe((JSON.parse(lines[3]!) as { id: string }).id)
})

test('a start that names another session is mended; broken ids and times too, and nothing said is lost', async () => {
  const lines = soundLog('other', ['first', 'second']).toString().split('\n')
  const event = JSON.parse(lines[4]!) as Record<string, unknown>
  put(Buffer.from(lines.with(4, JSON.stringify({ ...event, id: 'x', timestamp: 'noon', parentId: 7 })).join('\n')))
  const report = await scan()
  expect(report.damages.map(({ kind }) => kind)).toEqual(['otherId', 'envelope'])
  expect(report.lost).toBe(0)
  await repair()
  expect(messages(readFileSync(path()))).toEqual(messages(sound))
  expect(await scan()).toMatchObject({ healthy: true, events: 11 })
})

test('a line that only the runtime refuses is left out when it names it', async () => {
  put(sound)
  expect(await doctor.scan('s', { refused: 5 })).toMatchObject({ damages: [{ kind: 'refused', line: 5, lost: 1 }] })
  expect(await repair(5)).toMatchObject({ lost: 1, events: 10 })
})

test('a session that a living process holds is left alone; a dead lock does not count', async () => {
  const damaged = damages['a line of garbage'](sound)
  put(damaged)
  const lock = (pid: number): string => join(folder, 'state', 's', `inuse.${pid}.lock`)
  writeFileSync(lock(process.pid), '')
  await expect(repair()).rejects.toMatchObject({ code: 'sessionInUse' })
  expect(readFileSync(path()).equals(damaged)).toBe(true)
  rmSync(lock(process.pid))
  writeFileSync(lock(2 ** 30), '')
  expect(await repair()).toMatchObject({ lost: 1 })
})

test('what a later version noted of a repair stays, and keeps nobody from undoing it', async () => {
  const damaged = damages['a NUL tail'](sound)
  put(damaged)
  const { undoId } = await repair()
  const record = join(kept(), undoId, 'repair.json')
  const noted = JSON.parse(readFileSync(record, 'utf8')) as { readonly original: object }
  writeFileSync(record, JSON.stringify({ ...noted, why: 'asked', original: { ...noted.original, lines: 3 } }))
  await doctor.undo(undoId)
  expect(readFileSync(path()).equals(damaged)).toBe(true)
  expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({
    state: 'undone',
    why: 'asked',
    original: { lines: 3 },
  })
})

test('what was said since a repair is not undone away', async () => {
  put(damages['a line of garbage'](sound))
  const { undoId } = await repair()
  const more = Buffer.concat([readFileSync(path()), Buffer.from('{"type":"new"}\n')])
  writeFileSync(path(), more)
  expect((await scan()).undoable).toBeNull()
  await expect(doctor.undo(undoId)).rejects.toMatchObject({ code: 'repairChanged' })
  expect(readFileSync(path()).equals(more)).toBe(true)
  await expect(doctor.undo('../escape')).rejects.toMatchObject({ code: 'repairGone' })
})

test('a log of a later version is not touched', async () => {
  const text = sound.toString().replace('"version":1', '"version":2')
  put(Buffer.from(`${text}garbage\n`))
  await expect(repair()).rejects.toMatchObject({ code: 'sessionNewer', detail: '2' })
  expect(readFileSync(path(), 'utf8')).toBe(`${text}garbage\n`)
  expect(readdirSync(kept())).toEqual([])
})

test('what is kept is for its owner alone', async () => {
  put(damages['a line of garbage'](sound))
  const { undoId } = await repair()
  expect(statSync(kept()).mode & 0o777).toBe(0o700)
  expect(statSync(join(kept(), undoId)).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(join(kept(), undoId))) {
    expect(statSync(join(kept(), undoId, name)).mode & 0o777).toBe(0o600)
  }
})

test('what is kept of a session can be removed, and nothing else', async () => {
  put(damages['a line of garbage'](sound))
  const { undoId } = await repair()
  doctor.forget('other')
  expect(readdirSync(kept())).toEqual([undoId])
  doctor.forget('s')
  expect(readdirSync(kept())).toEqual([])
  await expect(doctor.undo(undoId)).rejects.toMatchObject({ code: 'repairGone' })
})

test('an aborted repair changes nothing and leaves nothing', async () => {
  const damaged = damages['a line of garbage'](sound)
  put(damaged)
  const stopped = AbortSignal.abort(new Error('enough'))
  await expect(doctor.rewrite('s', 'repair', { refused: null, signal: stopped })).rejects.toThrow('enough')
  expect(readFileSync(path()).equals(damaged)).toBe(true)
  expect(readdirSync(kept())).toEqual([])
})

test('slimming leaves out what is repeated and what hooks were told, and refuses a damaged log', async () => {
  const lines = sound.toString().trimEnd().split('\n')
  const last = JSON.parse(lines.at(-1)!) as Record<string, unknown>
  const hook = {
    ...last,
    type: 'hook.start',
    data: { hookInvocationId: 'h', hookType: 'preToolUse', input: 'x'.repeat(900) },
  }
  put(Buffer.from(`${[...lines, JSON.stringify(hook)].join('\n')}\n`))
  const { slimmable } = await scan()
  expect(slimmable.events).toBe(2)
  const result = await doctor.rewrite('s', 'slim', { refused: null })
  expect(result).toMatchObject({ kind: 'slim', events: 10, lost: 0 })
  expect(result.bytesBefore - result.bytesAfter).toBeGreaterThanOrEqual(slimmable.bytes - 100)
  expect(messages(readFileSync(path()))).toEqual(messages(sound))
  await doctor.undo(result.undoId)
  put(damages['a line of garbage'](sound))
  await expect(doctor.rewrite('s', 'slim', { refused: null })).rejects.toMatchObject({ code: 'sessionDamaged' })
})

test('every kept original is listed with its size, and goes one by one', async () => {
  expect(doctor.kept()).toEqual([])
  const broken = damages['a line of garbage'](sound)
  put(broken)
  const { undoId } = await repair()
  mkdirSync(join(kept(), 's-2026-01-02T03-04-05-678Z'))
  writeFileSync(join(kept(), 's-2026-01-02T03-04-05-678Z', 'original.jsonl'), 'unread')
  expect(doctor.kept()).toMatchObject([
    { undoId, sessionId: 's', kind: 'repair', undoable: true },
    { undoId: 's-2026-01-02T03-04-05-678Z', sessionId: '', kind: null, at: null, size: 6, undoable: false },
  ])
  expect(doctor.kept()[0]?.size).toBeGreaterThan(broken.length)
  await doctor.undo(undoId)
  expect(doctor.kept()[0]).toMatchObject({ undoId, undoable: false })
  expect(() => doctor.discard('../s')).toThrow('repairGone')
  doctor.discard(undoId)
  expect(() => doctor.discard(undoId)).toThrow('repairGone')
  expect(doctor.kept()).toHaveLength(1)
  // What can't be read says by its name whose it was: it goes with its session, and with no other.
  for (const other of ['s-2026', '2026', 'other']) doctor.forget(other)
  expect(doctor.kept()).toHaveLength(1)
  doctor.forget('s')
  expect(doctor.kept()).toEqual([])
})
