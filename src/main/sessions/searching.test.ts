import { expect, test } from 'vitest'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import type { SearchHit } from '../../shared/search.ts'
import type { DiskSession } from '../history/port.ts'
import type { IndexableSession, Search, SearchSpec } from '../search/port.ts'
import { createSearching } from './searching.ts'

const NOW = Date.UTC(2026, 10, 28)

/** A search that finds what it is given, and tells what it was asked. */
function scripted(rows: readonly SessionRow[], bookmarks: readonly Bookmark[] = [], hits: readonly SearchHit[] = []) {
  const asked: SearchSpec[] = []
  const told: unknown[] = []
  const marked: unknown[] = []
  let answer: Promise<void> = Promise.resolve()
  let change: (changed: readonly DiskSession[], removed: readonly string[]) => void = () => undefined
  const search: Search = {
    sync: (sessions: readonly IndexableSession[]) => told.push(['sync', sessions.map(({ id }) => id)]),
    update: (changed, removed) => told.push(['update', changed.map(({ id }) => id), removed]),
    find: async (spec, signal) => {
      asked.push(spec)
      await answer
      signal.throwIfAborted()
      return { hits, next: null }
    },
    places: ({ terms }, keys) => {
      marked.push(terms)
      return Promise.resolve(keys.map((key) => ({ key, itemId: null, snippet: { text: `text ${key}`, marks: [] } })))
    },
    names: () => Promise.resolve({ tools: [], models: [] }),
    scrub: () => Promise.resolve(),
    progress: () => null,
    onProgress: () => () => undefined,
    onChanged: () => () => undefined,
    dispose: () => Promise.resolve(),
  }
  const searching = createSearching({
    search,
    rows: () => rows,
    bookmarks: () => Promise.resolve(bookmarks),
    onChanged: (listener) => {
      change = listener
      return () => undefined
    },
    now: () => NOW,
  })
  const run = (query: string) => searching.run({ query, words: 'beginning', after: null })
  return { searching, run, asked, told, marked, wait: (until: Promise<void>) => (answer = until), change: () => change }
}

const web = sampleRow({
  id: 'web',
  title: 'Sessão da rede',
  folder: '/home/me/web',
  tags: ['Release'],
  activeAt: NOW - 1,
})
const api = sampleRow({
  id: 'api',
  title: 'API',
  folder: '/home/me/api',
  pinned: true,
  notes: 'ask about rede',
  activeAt: NOW,
})
const old = sampleRow({ id: 'old', title: 'rede', activeAt: NOW - 90 * 86_400_000, unread: true, bookmarks: 2 })

test('sessions are found by what is known of them, and narrowed by operators', async () => {
  const { run, asked } = scripted([web, api, old])
  const ids = async (query: string) => (await run(query)).sessions
  expect(await ids('rede')).toEqual(['api', 'web', 'old'])
  expect(await ids('SESSAO')).toEqual(['web'])
  expect(await ids('rede -ask')).toEqual(['web', 'old'])
  expect(await ids('in:web')).toEqual(['web'])
  expect(await ids('in:/home/me')).toEqual(['api', 'web'])
  expect(await ids('in:we')).toEqual(['web'])
  expect(await ids('-in:we rede')).toEqual(['api', 'old'])
  expect(await ids('tag:release')).toEqual(['web'])
  expect(await ids('is:pinned has:notes')).toEqual(['api'])
  expect(await ids('has:bookmark')).toEqual(['old'])
  expect(await ids('-has:bookmark rede')).toEqual(['api', 'web'])
  expect(await ids('is:unread rede since:2w')).toEqual([])
  expect(await ids('rede before:2w')).toEqual(['old'])
  // Only a message comes from somebody.
  expect(await ids('rede from:me')).toEqual([])
  expect(asked.at(-1)).toMatchObject({ from: [{ value: 'me', not: false }], sessions: null })
})

test('archived sessions are found like all others, and so are their messages; all that are met are told', async () => {
  const archived = sampleRow({ id: 'archived', title: 'rede', archived: true })
  const { run, asked } = scripted([archived])
  expect((await run('rede')).sessions).toEqual(['archived'])
  expect(asked.at(-1)?.sessions).toBeNull()
  expect((await run('rede is:archived')).sessions).toEqual(['archived'])
  expect(asked.at(-1)?.sessions).toEqual(['archived'])
  const many = Array.from({ length: 300 }, (_, n) => sampleRow({ id: `s${n}`, title: 'rede' }))
  expect((await scripted(many).run('rede')).sessions).toHaveLength(300)
})

test('what is marked in a message are the words, or the file where there are none', async () => {
  const { searching, run, marked } = scripted(
    [web],
    [],
    [{ key: 1, sessionId: 'web', turnId: 't', kind: 'input', name: '', at: 0 }],
  )
  await run('file:src/a.ts -x')
  await searching.places('file:src/a.ts rede', [1])
  expect(marked).toEqual([
    [{ text: 'src/a.ts', phrase: true, not: false }],
    [{ text: 'rede', phrase: false, not: false }],
  ])
})

test('messages are looked for in the sessions that meet the operators, and in the span of time', async () => {
  const { run, asked } = scripted([web, api, old])
  await run('x is:pinned since:2026-01-01 -before:2026-02-01 before:2026-10-01 tool:bash -model:gpt')
  expect(asked).toMatchObject([
    {
      sessions: ['api'],
      since: new Date(2026, 1, 1).getTime(),
      before: new Date(2026, 9, 1).getTime(),
      tools: [{ value: 'bash', not: false }],
      models: [{ value: 'gpt', not: true }],
    },
  ])
  await run('x tag:nothing')
  expect(asked[1]?.sessions).toEqual([])
})

test('bookmarks are found by name, description and the words that they keep', async () => {
  const mark = (id: string, name: string, snippet: string): Bookmark => ({
    id,
    sessionId: 'web',
    turnId: 't',
    itemId: null,
    name,
    description: '',
    snippet,
    createdAt: 0,
    colour: null,
  })
  const { run } = scripted([web, api], [mark('1', 'Début', ''), mark('2', 'x', 'the debut of it'), mark('3', 'y', 'z')])
  expect((await run('debut')).bookmarks.map(({ id }) => id)).toEqual(['1', '2'])
  expect((await run('debut in:api')).bookmarks).toEqual([])
})

test('a hit in a session that is not there any more is left out; an operator that means nothing is told', async () => {
  const hit = (key: number, sessionId: string): SearchHit => ({
    key,
    sessionId,
    turnId: 't',
    kind: 'prompt',
    name: '',
    at: 0,
  })
  const { run } = scripted([web], [], [hit(1, 'web'), hit(2, 'gone')])
  const { hits, places, problems } = await run('x from:nobody')
  expect(hits.map(({ key }) => key)).toEqual([1])
  expect(places).toEqual([{ key: 1, itemId: null, snippet: { text: 'text 1', marks: [] } }])
  expect(problems).toEqual([{ name: 'from', value: 'nobody' }])
})

test('a search ends the one before it', async () => {
  const { run, wait } = scripted([web])
  const gate = Promise.withResolvers<undefined>()
  void wait(gate.promise)
  const first = run('a')
  const second = run('b')
  gate.resolve(undefined)
  await expect(first).rejects.toMatchObject({ code: 'cancelled' })
  await expect(second).resolves.toMatchObject({ hits: [] })
})

test('the index follows the disk from the moment that it is told to, once', () => {
  const { searching, told, change } = scripted([sampleRow({ id: 'a', size: 5 }), sampleRow({ id: 'unsent', size: 0 })])
  searching.begin()
  searching.begin()
  expect(told).toEqual([['sync', ['a']]])
  change()([{ id: 'b', size: 9, activeAt: 1 } as DiskSession], ['a'])
  expect(told[1]).toEqual(['update', ['b'], ['a']])
  // Nothing is left in it to find.
  change()([{ id: 'b', size: 0, activeAt: 2 } as DiskSession], [])
  expect(told[2]).toEqual(['update', [], ['b']])
})
