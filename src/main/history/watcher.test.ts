import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHome, type Home } from './home.ts'
import type { DiskSession } from './port.ts'
import { createTestLog, sessionStart } from './testLog.ts'
import { createWatcher, type Pace, type Watcher } from './watcher.ts'

/** No look without a reason: what is told was heard. */
const never: Pace = { every: 3_600_000, budget: 0 }
const MANY = 3_000

let base: string
let root: string
let home: Home
let watcher: Watcher | null
let changed: Map<string, DiskSession>
let removed: Set<string>
let onTold: () => void

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'retoma-watcher-'))
  root = join(base, 'session-state')
  mkdirSync(root)
  home = createHome(root, Date.now)
  watcher = null
  changed = new Map()
  removed = new Set()
  onTold = () => undefined
})
afterEach(() => {
  watcher?.dispose()
  rmSync(base, { recursive: true, force: true })
})

const folder = (id: string): string => join(root, id)
const logOf = (id: string): string => join(folder(id), 'events.jsonl')
const nameOf = (id: string, name: string): void => {
  // As the runtime does it: written beside, renamed.
  writeFileSync(join(folder(id), 'workspace.yaml.new'), `id: ${id}\nname: ${name}\nuser_named: true\n`)
  renameSync(join(folder(id), 'workspace.yaml.new'), join(folder(id), 'workspace.yaml'))
}

function make(id: string): void {
  const log = createTestLog()
  log.add('session.start', sessionStart(id))
  log.turn('prompt', 'answer')
  mkdirSync(folder(id))
  writeFileSync(logOf(id), log.text())
}

/** Long unused: what is new is not found by its age. */
function age(id: string): void {
  const long = new Date('2026-01-01T00:00:00Z')
  utimesSync(logOf(id), long, long)
}

function begin(options: { readonly limit?: number; readonly attentive?: Pace; readonly home?: Home } = {}): void {
  watcher = createWatcher({
    root,
    home,
    attentive: never,
    ...options,
    onChanges: (changes) => {
      for (const session of changes.changed) {
        changed.set(session.id, session)
        removed.delete(session.id)
      }
      for (const id of changes.removed) removed.add(id)
      onTold()
    },
    onError: (error) => {
      throw error
    },
  })
  watcher.watch(true)
}

function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    onTold = () => {
      if (condition()) resolve()
    }
    onTold()
  })
}

/** Every way in which another program changes a home, each told of before the next. */
async function expectAllHeard(many: number): Promise<void> {
  const line = '{"type":"session.resume","data":{}}\n'
  for (const id of ['s-0', `s-${many - 1}`]) {
    const { size } = statSync(logOf(id))
    appendFileSync(logOf(id), line)
    await until(() => (changed.get(id)?.size ?? 0) > size)
    nameOf(id, `Renamed ${id}`)
    await until(() => changed.get(id)?.name === `Renamed ${id}`)
    expect(changed.get(id)?.userNamed).toBe(true)
  }
  make('brand-new')
  await until(() => changed.get('brand-new')?.summary === 'prompt')
  nameOf('brand-new', 'Named at once')
  await until(() => changed.get('brand-new')?.name === 'Named at once')
  rmSync(folder('s-7'), { recursive: true })
  await until(() => removed.has('s-7'))
  // The same id again: another folder, which is watched as well.
  make('s-7')
  await until(() => changed.has('s-7') && !removed.has('s-7'))
  nameOf('s-7', 'Back again')
  await until(() => changed.get('s-7')?.name === 'Back again')
  // A folder in which nothing is yet is no session; what comes into it is heard.
  mkdirSync(folder('slow'))
  nameOf('s-8', 'Meanwhile')
  await until(() => changed.get('s-8')?.name === 'Meanwhile')
  expect(changed.has('slow')).toBe(false)
  writeFileSync(logOf('slow'), line)
  await until(() => changed.has('slow'))
}

test('whatever others change in one of three thousand sessions is heard of, without looking around', async () => {
  for (let n = 0; n < MANY; n += 1) {
    make(`s-${n}`)
    age(`s-${n}`)
  }
  const files = openFiles()
  await home.list()
  begin()
  await expectAllHeard(MANY)
  // One more for all watches of the thread.
  if (files !== null) expect(openFiles()).toBeLessThanOrEqual(files + 2)
})

test('what the system has no watches for is found by looking around', async () => {
  for (let n = 0; n < 100; n += 1) {
    make(`s-${n}`)
    age(`s-${n}`)
  }
  await home.list()
  begin({ limit: 10, attentive: { every: 100, budget: 0 } })
  await expectAllHeard(100)
})

test('what happens after a look and before the watch is found', async () => {
  make('early')
  await home.list()
  let looks = 0
  begin({
    home: {
      ...home,
      lookAround: async (at, budget) => {
        const changes = await home.lookAround(at, budget)
        looks += 1
        if (looks === 1) nameOf('early', 'In between')
        return changes
      },
    },
  })
  await until(() => changed.get('early')?.name === 'In between')
})

test('a home that is not there yet is followed as soon as somebody makes it', async () => {
  rmSync(root, { recursive: true })
  await home.list()
  let looks = 0
  const lookAround: Home['lookAround'] = (at, budget) => {
    looks += 1
    onTold()
    return home.lookAround(at, budget)
  }
  begin({ attentive: { every: 100, budget: 2 }, home: { ...home, lookAround } })
  // What comes after the first look is found only by another one.
  await until(() => looks > 0)
  mkdirSync(root)
  make('first')
  await until(() => changed.has('first'))
}, 10_000)

test('a home that is replaced as a whole is followed', async () => {
  make('old')
  await home.list()
  begin()
  nameOf('old', 'Heard')
  await until(() => changed.has('old'))
  renameSync(root, join(base, 'gone'))
  await until(() => removed.has('old'))
  mkdirSync(root)
  make('new')
  watcher?.watch(true)
  await until(() => changed.has('new'))
  nameOf('new', 'Watched too')
  await until(() => changed.get('new')?.name === 'Watched too')
})

/** How many files this process has open; only Linux tells. */
function openFiles(): number | null {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return null
  }
}
