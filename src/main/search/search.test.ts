import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseQuery } from '../../shared/query.ts'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import type { IndexableSession, Search, SearchSpec } from './port.ts'
import { createSearch } from './search.ts'

// The real worker, which dies as a thread does that ran out of memory.
let base = ''
let home = ''
let search: Search
let workers: Worker[]

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'retoma-search-'))
  home = join(base, 'home')
  workers = []
  // So long that nothing here waits for it.
  search = begin(600_000)
})
afterEach(async () => {
  await search.dispose()
  await rm(base, { recursive: true })
})

function begin(again: number): Search {
  const workerUrl = new URL('./worker.ts', import.meta.url)
  return createSearch({
    folder: join(base, 'index'),
    home,
    workerUrl,
    start: () => {
      const worker = new Worker(workerUrl, { name: 'search' })
      workers.push(worker)
      return worker
    },
    log: { error: () => undefined },
    again,
  })
}

const never = new AbortController().signal

async function write(id: string, text: string): Promise<IndexableSession> {
  const log = createTestLog()
  log.add('session.start', sessionStart(id))
  log.turn(text, 'Yes.')
  const path = join(home, 'session-state', id, 'events.jsonl')
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, log.text())
  const { size, mtimeMs } = await stat(path)
  return { id, size, activeAt: mtimeMs }
}

async function found(word: string): Promise<readonly string[]> {
  const { terms } = parseQuery(word, 0)
  const nothing = { from: [], tools: [], models: [], files: [], since: null, before: null, sessions: null, after: null }
  const spec: SearchSpec = { ...nothing, terms, words: 'beginning' }
  const { hits } = await search.find(spec, never)
  const places = await search.places(
    spec,
    hits.map(({ key }) => key),
    never,
  )
  expect(places).toHaveLength(hits.length)
  return hits.map(({ sessionId }) => sessionId)
}

async function die(): Promise<void> {
  await workers.at(-1)!.terminate()
}

test('a worker that died is started again: what was indexed is there, what came meanwhile is read, nothing twice', async () => {
  search.sync([await write('one', 'An albatross.'), await write('two', 'An albatross and an auk.')])
  await expect.poll(() => found('albatross')).toHaveLength(2)
  await die()
  search.update([await write('three', 'A third albatross.')], ['one'])
  await expect.poll(() => found('albatross').then((ids) => ids.toSorted())).toEqual(['three', 'two'])
  expect(workers).toHaveLength(2)
})

test('a search that was under way when it died is answered all the same, and no progress is told of a dead one', async () => {
  const told: unknown[] = []
  search.onProgress((progress) => told.push(progress))
  search.sync([await write('one', 'An albatross.')])
  await expect.poll(() => found('albatross')).toEqual(['one'])
  const asked = found('albatross')
  await die()
  expect(await asked).toEqual(['one'])
  // The one that took its place looks at what there is, which may take a moment.
  await expect.poll(() => [told.at(-1), search.progress()]).toEqual([null, null])
})

test('one that keeps dying is told as such, and nothing of the index is lost', async () => {
  search.sync([await write('one', 'An albatross.')])
  await expect.poll(() => found('albatross')).toEqual(['one'])
  for (let death = 0; death < 5; death += 1) {
    await search.names()
    await die()
  }
  await expect(found('albatross')).rejects.toMatchObject({ code: 'searchStopped' })
  await expect(search.names()).rejects.toMatchObject({ code: 'searchStopped' })
  // What is told meanwhile is not forgotten.
  search.update([await write('two', 'An albatross, too.')], [])

  const real = Date.now
  const changed = new Promise<void>((resolve) => search.onChanged(resolve))
  try {
    Date.now = () => real() + 61_000
    await search.names()
    await changed
    await expect.poll(() => found('albatross').then((ids) => ids.toSorted())).toEqual(['one', 'two'])
  } finally {
    Date.now = real
  }
})

test('after a while it is started again by itself, and who was told so looks again', async () => {
  await search.dispose()
  const changed: (() => void)[] = []
  search = begin(1)
  search.onChanged(() => changed.splice(0).forEach((heard) => heard()))
  search.sync([await write('one', 'An albatross.')])
  await expect.poll(() => found('albatross')).toEqual(['one'])
  for (let death = 0; death < 5; death += 1) {
    await search.names()
    await die()
  }
  const heard = new Promise<void>((resolve) => changed.push(resolve))
  const real = Date.now
  try {
    Date.now = () => real() + 61_000
    await heard
    expect(await found('albatross')).toEqual(['one'])
  } finally {
    Date.now = real
  }
})
