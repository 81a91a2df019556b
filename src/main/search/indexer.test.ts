import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { parseQuery } from '../../shared/query.ts'
import { translateWhole as translate } from '../agent/translate.ts'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import { createIndexer } from './indexer.ts'
import type { IndexableSession, SearchSpec } from './port.ts'
import { openIndex } from './schema.ts'
import { createSearchService } from './service.ts'
import { createStore, type IndexStore } from './store.ts'

// That the index is filled at a low priority: by the pauses that it takes, and by who is served in them. And that a write that
// fails is no loss.

const never = new AbortController().signal

interface Place {
  readonly home: string
  readonly index: string
  readonly sessions: readonly IndexableSession[]
  readonly logs: ReadonlyMap<string, Log>
}
type Log = ReturnType<typeof createTestLog>

/** A home of a few sessions, the last one the newest, each of a piece. */
function place(count: number): Place {
  const base = mkdtempSync(join(tmpdir(), 'retoma-indexer-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const home = join(base, 'home')
  const logs = new Map<string, Log>()
  const sessions = Array.from({ length: count }, (_, n) => {
    const id = `s${n}`
    const log = createTestLog()
    log.add('session.start', sessionStart(id))
    log.turn(`The word of ${id} is heliotrope`, 'So it is.')
    mkdirSync(join(home, 'session-state', id), { recursive: true })
    const path = join(home, 'session-state', id, 'events.jsonl')
    writeFileSync(path, log.text())
    logs.set(id, log)
    return { id, size: statSync(path).size, activeAt: n }
  })
  return { home, index: join(base, 'index'), sessions, logs }
}

/** Adds a turn to a session for each answer. */
function grow({ home, logs }: Place, id: string, ...answers: readonly string[]): IndexableSession {
  const log = logs.get(id)
  const path = join(home, 'session-state', id, 'events.jsonl')
  const before = log?.events.length ?? 0
  for (const answer of answers) log?.turn('More', answer)
  const lines = log?.events.slice(before).map((event) => `${JSON.stringify(event)}\n`) ?? []
  appendFileSync(path, lines.join(''))
  return { id, size: statSync(path).size, activeAt: 10 }
}

const anything: Omit<SearchSpec, 'terms'> = {
  from: [],
  tools: [],
  models: [],
  files: [],
  since: null,
  before: null,
  sessions: null,
  words: 'beginning',
  after: null,
}

test('after each piece of work it rests for half as long as that took', async () => {
  const { home, index, sessions } = place(3)
  const db = openIndex(index)
  let now = 0
  const pauses: number[] = []
  const indexer = createIndexer({
    store: createStore(db),
    root: join(home, 'session-state'),
    translate,
    onProgress: () => undefined,
    onChanged: () => undefined,
    onFailed: (error) => {
      throw error
    },
    // Each look at the clock is 40 ms later: what lies between two of them took so long.
    clock: () => (now += 40),
    pause: (ms) => {
      pauses.push(ms)
      return Promise.resolve()
    },
  })
  indexer.sync(sessions)
  await indexer.settled()
  await indexer.dispose()
  db.close()
  expect(pauses).toEqual([20, 20, 20])
})

test('who asks while the index is filled is answered in the next rest, and not behind all of it', async () => {
  const { home, index, sessions } = place(3)
  const held: (() => void)[] = []
  let resting = Promise.withResolvers<void>()
  const service = createSearchService({
    translate,
    now: () => 0,
    onProgress: () => undefined,
    onError: (error) => {
      throw error
    },
    pause: () =>
      new Promise<void>((resolve) => {
        held.push(resolve)
        resting.resolve()
      }),
  })
  await service.open(index, home, never)
  await service.sync(sessions, never)
  const ask = async (): Promise<readonly string[]> => {
    const { terms } = parseQuery('heliotrope', 0)
    const { hits } = await service.find({ ...anything, terms }, never)
    return hits.map((hit) => hit.sessionId)
  }
  for (let rests = 0; rests < sessions.length; rests += 1) {
    await resting.promise
    // It goes on when it is let go on, and not before: the answer did not wait for all of it.
    expect(held).toHaveLength(1)
    await ask()
    resting = Promise.withResolvers()
    held.pop()?.()
  }
  await service.settled()
  expect((await ask()).toSorted()).toEqual(sessions.map(({ id }) => id))
  await service.close(never)
})

/** An indexer on a real index, and on a store whose writes can be made to fail. */
function indexing({ home, index }: Place, again: number, onRest = (): void => undefined) {
  const db = openIndex(index)
  const real = createStore(db)
  const errors: unknown[] = []
  /** How many of the next writes are to fail. */
  let failing = 0
  const mayFail = (): void => {
    if (failing <= 0) return
    failing -= 1
    throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
  }
  const store: IndexStore = {
    ...real,
    add: (...session) => {
      mayFail()
      return real.add(...session)
    },
    put: (batch) => {
      try {
        mayFail()
      } catch (error) {
        // What was put before goes with it, as the store has it.
        if (db.isTransaction) db.exec('ROLLBACK')
        throw error
      }
      real.put(batch)
    },
    remove: (numbers) => {
      mayFail()
      real.remove(numbers)
    },
  }
  const indexer = createIndexer({
    store,
    root: join(home, 'session-state'),
    translate,
    onProgress: () => undefined,
    onChanged: () => undefined,
    onFailed: (error) => errors.push(error),
    pause: () => {
      onRest()
      return setImmediate()
    },
    again,
  })
  onTestFinished(async () => {
    await indexer.dispose()
    if (db.isOpen) db.close()
  })
  /** How many texts of each session are in the index. */
  const texts = (): Record<string, number> =>
    Object.fromEntries(
      db
        .prepare(
          `SELECT sessions.id, count(docs.rowid) AS count FROM sessions LEFT JOIN docs ON docs.session = sessions.n
           GROUP BY sessions.id ORDER BY sessions.id`,
        )
        .all()
        .map((row) => [String(row['id']), Number(row['count'])]),
    )
  return { db, indexer, errors, texts, fail: (count: number) => (failing = count) }
}

test('what could not be written is told, counts as left to do, and is written later from where the index is', async () => {
  const there = place(3)
  const { db, indexer, errors, texts } = indexing(there, 1)
  indexer.sync(there.sessions.slice(0, 1))
  await indexer.settled()
  expect(texts()).toEqual({ s0: 2 })
  // The disk is full: SQLite itself says so.
  const words = Array.from({ length: 60_000 }, (_, n) => `word${n.toString(36)}`).join(' ')
  const long = grow(there, 's1', words)
  db.exec(`PRAGMA max_page_count = ${Number(db.prepare('PRAGMA page_count').get()?.['page_count'])}`)
  const all = there.sessions.map((session) => (session.id === 's1' ? long : session))
  indexer.sync(all)
  await expect.poll(() => errors.length).toBeGreaterThan(1)
  expect(errors[0]).toMatchObject({ errcode: 13 })
  expect([indexer.progress() !== null, indexer.isBehind()]).toEqual([true, true])
  expect(texts()['s0']).toBe(2)
  db.exec('PRAGMA max_page_count = 1000000')
  await expect.poll(() => indexer.progress()).toBeNull()
  expect(indexer.isBehind()).toBe(false)
  expect(texts()).toEqual({ s0: 2, s1: 3 + Math.ceil(words.length / 32_768), s2: 2 })
})

test('a write that fails in the middle of a long log is told, too', async () => {
  const there = place(1)
  const { indexer, errors, texts, fail } = indexing(there, 600_000)
  // More than one batch.
  const long = grow(there, 's0', ...Array.from({ length: 5 }, () => 'many words '.repeat(60_000)))
  fail(1)
  indexer.sync([long])
  await indexer.settled()
  expect(errors).toMatchObject([{ errcode: 13 }])
  indexer.sync([long])
  await indexer.settled()
  expect(errors).toHaveLength(1)
  expect(texts()).toEqual({ s0: 7 + 5 * Math.ceil(660_000 / 32_768) })
  expect(indexer.progress()).toBeNull()
})

test('what could not be removed is removed later', async () => {
  const there = place(2)
  const { indexer, texts, fail } = indexing(there, 1)
  indexer.sync(there.sessions)
  await indexer.settled()
  fail(3)
  indexer.update([], ['s0'])
  expect(indexer.isBehind()).toBe(true)
  await expect.poll(() => indexer.isBehind()).toBe(false)
  expect(texts()).toEqual({ s1: 2 })
})

test('what was read and is not written yet when a write fails is read again, and is not there twice', async () => {
  const there = place(3)
  let rests = 0
  const { indexer, texts, fail } = indexing(there, 600_000, () => {
    rests += 1
    // The two newest were read by now.
    if (rests !== 2) return
    fail(1)
    indexer.update([], ['s2'])
    expect(indexer.isBehind()).toBe(true)
  })
  indexer.sync(there.sessions)
  await indexer.settled()
  // Nothing is written before that.
  expect(texts()).toEqual({ s1: 0, s2: 0 })
  indexer.sync(there.sessions.slice(0, 2))
  await indexer.settled()
  expect(texts()).toEqual({ s0: 2, s1: 2 })
})

test('whatever fails and whatever comes and goes meanwhile, in the end each text is there once', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('grow' as const), id: fc.nat(3) }),
    fc.record({ do: fc.constant('remove' as const), id: fc.nat(3) }),
    fc.record({ do: fc.constant('fail' as const), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constant('again' as const) }),
    fc.record({ do: fc.constant('wait' as const), turns: fc.integer({ min: 1, max: 6 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
      const there = place(4)
      const { db, indexer, texts, fail } = indexing(there, 600_000)
      const sessions = new Map(there.sessions.map((session) => [session.id, session]))
      const counts = new Map(there.sessions.map(({ id }) => [id, 2]))
      indexer.sync(there.sessions)
      for (const one of steps) {
        if (one.do === 'grow') {
          const id = `s${one.id}`
          if (!sessions.has(id)) continue
          const session = grow(there, id, 'words '.repeat(100))
          sessions.set(id, session)
          counts.set(id, (counts.get(id) ?? 0) + 2)
          indexer.update([session], [])
        } else if (one.do === 'remove') {
          const id = `s${one.id}`
          sessions.delete(id)
          counts.delete(id)
          rmSync(join(there.home, 'session-state', id), { recursive: true, force: true })
          indexer.update([], [id])
        } else if (one.do === 'fail') fail(one.count)
        else if (one.do === 'again') indexer.sync([...sessions.values()])
        else for (let turn = 0; turn < one.turns; turn += 1) await setImmediate()
      }
      fail(0)
      // What failed just now is heard of first.
      await indexer.settled()
      indexer.sync([...sessions.values()])
      await indexer.settled()
      expect(indexer.progress()).toBeNull()
      expect(texts()).toEqual(Object.fromEntries([...counts].toSorted(([a], [b]) => a.localeCompare(b))))
      await indexer.dispose()
      db.close()
    }),
    { numRuns: 40 },
  )
})
