import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sessionFacts } from '../archive/carried.ts'
import type { Source, Staged } from '../archive/methods.ts'
import { createImporting, type ImportingDeps } from './importing.ts'
import { takeCutRuns } from './importRuns.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'
import { createWorks } from './works.ts'

const source: Source = { kind: 'file', path: '/from/task.json' }
const staged: Staged = {
  token: 'token',
  folderMark: '1-1',
  facts: sessionFacts.parse({ id: 'task', title: 'The task' }),
  as: 'whole',
  bookmarks: [],
  carried: null,
  assets: [],
  counts: { messages: 1, leftOut: 0, tools: 0 },
}

function begin(archive: Partial<ImportingDeps['archive']>) {
  const base = mkdtempSync(join(tmpdir(), 'retoma-importing-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const folder = join(base, 'imports')
  const library = createMemoryLibrary()
  const log = { error: () => undefined }
  const works = createWorks({ add: () => undefined, beforeBatch: () => undefined } as never, log)
  const dropped: string[] = []
  const importing = createImporting({
    archive: {
      sources: () => Promise.resolve({ sources: [source], refused: [] }),
      peek: () => Promise.resolve({ id: 'task', title: 'The task', as: 'whole' }),
      stage: () => Promise.resolve(staged),
      place: () => Promise.resolve(),
      drop: (token) => {
        dropped.push(token)
        return Promise.resolve()
      },
      ...archive,
    },
    library,
    catalogue: () => ({ adopt: () => Promise.resolve(), row: (id: string) => (id === 'here' ? {} : null) }) as never,
    assets: { put: () => Promise.reject(new Error('none')) },
    folder,
    isFree: () => Promise.resolve(true),
    freeId: (id) => Promise.resolve(`${id}-2`),
    knowsProvider: () => false,
    works,
    now: () => 7,
    log,
  })
  return { folder, library, works, dropped, importing }
}

test('looking at what there is to import can be stopped while it is still being searched for', async () => {
  const reached = Promise.withResolvers<void>()
  const { works, importing } = begin({
    sources: (_paths, signal) => {
      reached.resolve()
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
    },
    peek: expect.fail,
  })
  const asked = importing.lookAtImport(['/from'], 'work')
  await reached.promise
  works.cancel('work')
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
})

test('what was put away when it was exported is put away when it comes back, and known as such by the runtime, too', async () => {
  for (const archived of [true, false]) {
    const { importing, library } = begin({
      stage: () => Promise.resolve({ ...staged, facts: { ...staged.facts, titleIsManual: false, archived } }),
    })
    const { id } = await importing.lookAtImport(['/from/task.json'])
    expect(await importing.importOffer(id)).toMatchObject([{ error: null, imported: { sessionId: 'task' } }])
    const at = archived ? 7 : null
    expect(await library.record('task')).toMatchObject({ archivedAt: at, markedAt: at })
  }
})

test('what is here already is told beforehand, and only what is wanted comes', async () => {
  const paths = ['/from/here.json', '/from/Ünew one.json', '/from/other.json']
  const tokens: string[] = []
  const { importing } = begin({
    sources: () => Promise.resolve({ sources: paths.map((path) => ({ kind: 'file', path })), refused: [] }),
    peek: (one) => Promise.resolve({ id: basename(one.path, '.json'), title: 'Any', as: 'messages' }),
    stage: (one) => {
      tokens.push(one.path)
      return Promise.resolve(staged)
    },
  })
  const { id, candidates } = await importing.lookAtImport(['/from'])
  expect(candidates.map(({ found }) => found?.here)).toEqual(['here', null, null])
  const [, ...others] = paths
  expect((await importing.importOffer(id, undefined, others)).map((one) => one.id)).toEqual(others)
  expect(tokens).toEqual(others)
  // All, where nothing is said; and nothing that was not offered.
  expect(await importing.importOffer(id)).toHaveLength(3)
  expect(await importing.importOffer(id, undefined, ['/etc/passwd'])).toEqual([])
})

test('what was read whole and could not take its place is not left beside the sessions', async () => {
  const { importing, dropped, folder } = begin({ place: expect.fail })
  writeFileSync(folder, 'a file where the notes were to be')
  const { id } = await importing.lookAtImport(['/from/task.json'])
  expect(await importing.importOffer(id)).toMatchObject([{ id: source.path, error: { code: 'writeFailed' } }])
  expect(dropped).toEqual(['token'])
})

test('an import that a quit ends is told at the next start, with how far it came; one that is stopped is not', async () => {
  const sources = ['a', 'b', 'c'].map((name): Source => ({ kind: 'file', path: `/from/${name}.json` }))
  for (const quit of [true, false]) {
    const reached = Promise.withResolvers<void>()
    const { folder, works, importing } = begin({
      sources: () => Promise.resolve({ sources, refused: [] }),
      stage: (from, signal) => {
        if (from === sources[0]) return Promise.resolve(staged)
        reached.resolve()
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error))
        })
      },
    })
    const { id } = await importing.lookAtImport(['/from'])
    const done = importing.importOffer(id, 'work')
    await reached.promise
    if (quit) works.end()
    else works.cancel('work')
    expect(await done).toMatchObject([{ error: null }])
    expect(await takeCutRuns(folder)).toEqual(quit ? { done: 1, of: 3 } : null)
  }
})

test('what was read whole in the moment in which it was stopped is neither brought in nor left beside the sessions', async () => {
  const bench = begin({
    stage: () => {
      bench.works.cancel('work')
      return Promise.resolve(staged)
    },
    place: expect.fail,
  })
  const { id } = await bench.importing.lookAtImport(['/from'])
  expect(await bench.importing.importOffer(id, 'work')).toEqual([])
  expect(bench.dropped).toEqual(['token'])
})
