import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseQuery } from '../../shared/query.ts'
import { translateWhole as translate } from '../agent/translate.ts'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import { createIndexer } from './indexer.ts'
import type { IndexableSession, SearchSpec } from './port.ts'
import { openIndex } from './schema.ts'
import { createSearchService } from './service.ts'
import { createStore } from './store.ts'

// That the index is filled at a low priority: by the pauses that it takes, and by who is served in them.

const never = new AbortController().signal

interface Place {
  readonly home: string
  readonly index: string
  readonly sessions: readonly IndexableSession[]
}

/** A home of a few sessions, the last one the newest, each of a piece. */
function place(count: number): Place {
  const base = mkdtempSync(join(tmpdir(), 'retoma-indexer-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const home = join(base, 'home')
  const sessions = Array.from({ length: count }, (_, n) => {
    const id = `s${n}`
    const log = createTestLog()
    log.add('session.start', sessionStart(id))
    log.turn(`The word of ${id} is heliotrope`, 'So it is.')
    mkdirSync(join(home, 'session-state', id), { recursive: true })
    const path = join(home, 'session-state', id, 'events.jsonl')
    writeFileSync(path, log.text())
    return { id, size: statSync(path).size, activeAt: n }
  })
  return { home, index: join(base, 'index'), sessions }
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
