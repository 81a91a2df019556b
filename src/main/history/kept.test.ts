import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyOf, look } from './describe.ts'
import { createHistory } from './history.ts'
import { createHome, type Home } from './home.ts'
import { createKeptList, type KeptList, type Known } from './keptList.ts'
import type { DiskSession } from './port.ts'
import { createTestLog, sessionStart } from './testLog.ts'

let base: string
let root: string
let path: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'retoma-kept-'))
  root = join(base, 'session-state')
  path = join(base, 'list', 'sessions.json')
  mkdirSync(root)
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const logOf = (id: string): string => join(root, id, 'events.jsonl')
const kept = (of = 'here'): KeptList => createKeptList({ path, of })
const start = (): Home => createHome(root, Date.now, kept())
/** The same in a worker. */
const open = () =>
  createHistory({
    home: base,
    kept: { path, version: '1' },
    workerUrl: new URL('./worker.ts', import.meta.url),
    log: { error: () => undefined },
  })

function make(id: string, prompt = `prompt of ${id}`): void {
  const log = createTestLog()
  log.add('session.start', sessionStart(id))
  log.turn(prompt, 'answer')
  mkdirSync(join(root, id), { recursive: true })
  writeFileSync(logOf(id), log.text())
}

function name(id: string, title: string): void {
  const file = join(root, id, 'workspace.yaml')
  writeFileSync(`${file}.new`, `id: ${id}\nname: ${title}\nuser_named: true\n`)
  renameSync(`${file}.new`, file)
}

/** A first run over what there is. */
async function keep(): Promise<void> {
  const home = start()
  await home.list()
  home.keep()
}

/** What a listener knows once everything was looked at. */
async function settled(home: Home): Promise<ReadonlyMap<string, DiskSession>> {
  const all = new Map((await home.list()).map((session) => [session.id, session]))
  const { changed, removed } = await home.lookAround([], 0)
  for (const session of changed) all.set(session.id, session)
  for (const id of removed) all.delete(id)
  return all
}

async function onDisk(): Promise<ReadonlyMap<string, DiskSession>> {
  return new Map((await createHome(root, Date.now).list()).map((session) => [session.id, session]))
}

describe('the kept list', () => {
  it('is told without reading what did not change', async () => {
    make('a')
    await keep()
    const state = look(root, 'a')
    if (state === null) throw new Error('It is there.')
    const [session] = kept().read() ?? []
    if (session === undefined) throw new Error('It was kept.')
    kept().write([{ key: keyOf(state), session: { ...session.session, title: 'As kept' } }])
    expect(await start().list()).toMatchObject([{ id: 'a', title: 'As kept' }])
  })

  it('tells at once what is gone and what came, and of the last used what changed', async () => {
    for (const id of ['a', 'b', 'c']) make(id)
    await keep()
    rmSync(join(root, 'a'), { recursive: true })
    name('b', 'Named meanwhile')
    make('d')
    const list = await start().list()
    expect(list.map(({ id }) => id).toSorted()).toEqual(['b', 'c', 'd'])
    expect(list.find(({ id }) => id === 'b')).toMatchObject({ title: 'Named meanwhile' })
  })

  it('is read ahead once, and what happened after that is told as well', async () => {
    for (const id of ['a', 'b']) make(id)
    await keep()
    const home = start()
    home.prepare()
    rmSync(path)
    rmSync(join(root, 'a'), { recursive: true })
    name('b', 'Named meanwhile')
    expect(await home.list()).toMatchObject([{ id: 'b', title: 'Named meanwhile' }])
    expect(home.isUnverified()).toBe(false)
    home.prepare()
    rmSync(join(root, 'b'), { recursive: true })
    expect(await home.list()).toEqual([])
  })

  it('says of a long one that not all of it was compared with the disk, until it was', async () => {
    const ids = Array.from({ length: 60 }, (_, n) => `s${n}`)
    for (const id of ids) make(id)
    await keep()
    const home = start()
    await home.list()
    expect(home.isUnverified()).toBe(true)
    await home.lookAround([], 0)
    expect(home.isUnverified()).toBe(false)
  })

  it('notices a log in the place of another of the same size and time', async () => {
    make('a', 'the first prompt')
    await keep()
    const { atime, mtime } = statSync(logOf('a'))
    renameSync(logOf('a'), `${logOf('a')}.old`)
    make('a', 'the other prompt')
    utimesSync(logOf('a'), atime, mtime)
    expect((await settled(start())).get('a')).toMatchObject({ summary: 'the other prompt' })
  })

  it('notices a log that was written over, its size and time being what they were', async () => {
    make('a', 'the first prompt')
    const time = new Date('2026-05-01T12:00:00Z')
    utimesSync(logOf('a'), time, time)
    await keep()
    make('a', 'the other prompt')
    utimesSync(logOf('a'), time, time)
    expect((await settled(start())).get('a')).toMatchObject({ summary: 'the other prompt' })
  })

  it.each([
    ['is cut', (text: Buffer) => text.subarray(0, text.length - 10)],
    [
      'has one other byte',
      (text: Buffer) => Buffer.from(text.toString('latin1').replace('answered', 'answerex'), 'latin1'),
    ],
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', () => Buffer.from('{"a":1}\n[]')],
  ])('counts as none when it %s', async (_, damage) => {
    make('answered')
    await keep()
    const whole = readFileSync(path)
    const damaged = damage(whole)
    expect(damaged.equals(whole)).toBe(false)
    writeFileSync(path, damaged)
    expect(kept().read()).toBeNull()
    expect(await settled(start())).toEqual(await onDisk())
  })

  it('counts as none for another home or another version, and leaves nothing of a write that was cut', async () => {
    make('a')
    await keep()
    expect(kept('elsewhere').read()).toBeNull()
    writeFileSync(`${path}.new`, 'half of it')
    expect(kept().read()).toHaveLength(1)
    expect(existsSync(`${path}.new`)).toBe(false)
  })

  it.skipIf(process.platform === 'win32')('is readable by its user alone', async () => {
    make('a')
    await keep()
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(statSync(join(path, '..')).mode & 0o077).toBe(0)
  })

  it('holds no word of what is gone, although nobody looked', async () => {
    make('a', 'heron words')
    make('b', 'other words')
    const home = start()
    await home.list()
    home.keep()
    expect(readFileSync(path, 'utf8')).toContain('heron words')
    rmSync(join(root, 'a'), { recursive: true })
    home.scrub()
    expect(readFileSync(path, 'utf8')).not.toContain('heron')
    expect(readFileSync(path, 'utf8')).toContain('other words')
  })

  it('goes as a whole where it can’t be written again', async () => {
    make('a', 'heron words')
    await keep()
    const broken: KeptList = {
      ...kept(),
      write: (): never => {
        throw new Error('The disk is full.')
      },
    }
    const home = createHome(root, Date.now, broken)
    await home.list()
    rmSync(join(root, 'a'), { recursive: true })
    home.scrub()
    expect(existsSync(path)).toBe(false)
  })

  it('is written at the end of a run, and read by the next one in a worker', async () => {
    make('a')
    const first = open()
    await first.list()
    await first.dispose()
    const of = `1 ${root}`
    const [one] = kept(of).read() ?? []
    if (one === undefined) throw new Error('It was kept.')
    const changed: readonly Known[] = [{ ...one, session: { ...one.session, title: 'As kept' } }]
    kept(of).write(changed)
    const second = open()
    expect(await second.list()).toMatchObject([{ title: 'As kept' }])
    await second.dispose()
  })

  it('stays when nothing went, also when the app ends in the middle of asking', async () => {
    make('a')
    const first = open()
    await first.list()
    await first.dispose()
    const { ino } = statSync(path)
    const second = open()
    await second.list()
    // Nothing is written for nothing: a list of thousands is megabytes.
    await second.scrub()
    expect(statSync(path).ino).toBe(ino)
    const ended = second.dispose()
    await second.scrub()
    await ended
    await second.scrub()
    expect(existsSync(path)).toBe(true)
  })

  it('goes when what is gone was never listed here', async () => {
    make('a', 'heron words')
    await keep()
    rmSync(join(root, 'a'), { recursive: true })
    start().scrub()
    expect(existsSync(path)).toBe(false)
  })
})

type Change = { readonly what: 'make' | 'remove' | 'go on' | 'name' | 'swap'; readonly id: string; readonly n: number }

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    what: fc.constantFrom('make', 'remove', 'go on', 'name', 'swap'),
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    n: fc.nat(9),
  }),
  { maxLength: 8 },
)

function apply({ what, id, n }: Change): void {
  const there = existsSync(logOf(id))
  switch (what) {
    case 'make':
      make(id, `prompt ${n}`)
      break
    case 'remove':
      rmSync(join(root, id), { recursive: true, force: true })
      break
    case 'go on':
      if (there) appendFileSync(logOf(id), `${JSON.stringify({ type: 'noted', data: {}, id: `n${n}` })}\n`)
      break
    case 'name':
      if (there) name(id, `name ${n}`)
      break
    case 'swap': {
      if (!there) break
      const { atime, mtime } = statSync(logOf(id))
      make(id, `prompt ${n}`)
      utimesSync(logOf(id), atime, mtime)
      break
    }
  }
}

it('after any changes between the runs, what settles is what the disk holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 4 }), fc.boolean(), async (runs, keeps) => {
      rmSync(root, { recursive: true })
      rmSync(path, { force: true })
      mkdirSync(root)
      for (const run of runs) {
        for (const change of run) apply(change)
        const home = start()
        expect(await settled(home)).toEqual(await onDisk())
        // A run that was killed kept nothing.
        if (keeps) home.keep()
      }
    }),
    { numRuns: 60 },
  )
})
