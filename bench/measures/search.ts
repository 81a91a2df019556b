import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { IndexableSession } from '../../src/main/search/port.ts'
import { openIndex } from '../../src/main/search/schema.ts'
import { createAsk } from '../../src/main/search/ask.ts'
import { createSearchService } from '../../src/main/search/service.ts'
import { createStore } from '../../src/main/search/store.ts'
import { atStart, type ReadText } from '../../src/main/search/read.ts'
import { createVocabulary } from '../../src/main/search/vocabulary.ts'
import { translateWhole as translate } from '../../src/main/agent/translate.ts'
import { generateHome } from '../fixtures/generateHome.ts'
import { answer, output, prompt } from '../fixtures/prose.ts'
import { createRandom, type Random } from '../fixtures/random.ts'
import { partQueries, searchQueries, specOf } from '../fixtures/searchQueries.ts'
import { compare, quantile, timed } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'
import { searchMemory } from '../searchMemory.ts'

/** What is searched: as many messages as a person has after years. */
const MESSAGES = 1_000_000
const SESSIONS = 2_000
/** What is read and indexed from logs, to see how fast that is. */
const LOGGED = { sessions: 60, messages: 200 }
const never = new AbortController().signal

/** Searching a million messages, against the bare full text; indexing, against reading and parsing the same files; memory. */
export const search: Measure = {
  name: 'search',
  run: async (context) => {
    context.note(`indexing ${MESSAGES.toLocaleString('en')} messages`)
    const [folder, home] = [context.folder(), context.folder()]
    const { results, sessions } = await asking(folder)
    const logged = log(home)
    const memory = await searchMemory({
      folder,
      home,
      sessions: [...sessions, ...logged],
      workerUrl: pathToFileURL(join(context.root, 'out', 'main', 'searchWorker.js')).href,
    })
    const line = (what: string, value: number, budget: number | null): Result => ({
      name: `search: memory ${what}`,
      value,
      unit: 'MB',
      budget,
      better: 'lower',
    })
    return [
      ...results,
      line('of indexing and asking, the most', memory.most, 300),
      line('of asking alone', memory.asking, null),
      ...(await indexing(home, logged, context.folder())),
    ]
  },
}

/** Fills an index and asks it; what it has is told as the worker would be told of it. */
async function asking(folder: string): Promise<{
  readonly results: readonly Result[]
  readonly sessions: readonly IndexableSession[]
}> {
  const db = openIndex(folder)
  const { bytes, sessions } = fill(db)
  const vocabulary = createVocabulary(db)
  const ask = createAsk(db, (part) => vocabulary.holding(part), Date.now)
  const bare = db.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50')
  const ours: number[] = []
  const theirs: number[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    for (const query of searchQueries) {
      const spec = specOf(query)
      const from = performance.now()
      ask.find(spec)
      const between = performance.now()
      const words = spec.terms.filter((term) => !term.not).map((term) => `"${term.text}"`)
      bare.all(`text : (${words.join(' AND ')})`)
      if (turn > 0) {
        ours.push(between - from)
        theirs.push(performance.now() - between)
      }
    }
  }
  const words = await timed(() => vocabulary.refresh(MESSAGES))
  const parts: number[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    for (const query of partQueries) parts.push(await timed(() => ask.find(specOf(query, 'within'))))
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const size = statSync(join(folder, 'index.db')).size
  db.close()
  const p95 = quantile(ours, 0.95)
  const results: readonly Result[] = [
    { name: 'search: first results of 1,000,000, p95', value: p95, unit: 'ms', budget: 300, better: 'lower' },
    { name: 'search: against bare FTS5', value: p95 / quantile(theirs, 0.95), unit: 'x', budget: 1.5, better: 'lower' },
    { name: 'search: parts of words, p95', value: quantile(parts, 0.95), unit: 'ms', budget: 1_000, better: 'lower' },
    { name: 'search: all words are read for the first part', value: words, unit: 'ms', budget: null, better: 'lower' },
    { name: 'search: index against text', value: size / bytes, unit: 'x', budget: 1.5, better: 'lower' },
  ]
  return { results, sessions }
}

/** Writes logs into a home. */
function log(home: string): readonly IndexableSession[] {
  return generateHome({ home, ...LOGGED, seed: 3 }).map((id, at) => ({
    id,
    size: statSync(logOf(home, id)).size,
    activeAt: at,
  }))
}

function logOf(home: string, id: string): string {
  return join(home, 'session-state', id, 'events.jsonl')
}

async function indexing(
  home: string,
  sessions: readonly IndexableSession[],
  folder: string,
): Promise<readonly Result[]> {
  const paths = sessions.map(({ id }) => logOf(home, id))
  const parse = (): void => {
    for (const path of paths)
      for (const line of readFileSync(path, 'utf8').split('\n')) if (line !== '') JSON.parse(line)
  }
  let turn = 0
  const { ours, ratio } = await compare(
    3,
    async () => {
      turn += 1
      const service = createSearchService({
        translate,
        now: Date.now,
        onProgress: () => undefined,
        onError: (error) => console.error(error),
        rest: 0,
      })
      await service.open(join(folder, String(turn)), home, never)
      const took = await timed(async () => {
        await service.sync(sessions, never)
        await service.settled()
      })
      await service.close(never)
      return took
    },
    () => timed(parse),
  )
  const perSecond = (LOGGED.sessions * LOGGED.messages) / (ours / 1_000)
  return [
    { name: 'search: messages indexed', value: perSecond, unit: 'per s', budget: null, better: 'higher' },
    { name: 'search: indexing against parsing', value: ratio, unit: 'x', budget: 3, better: 'lower' },
  ]
}

/** Fills an index with made-up messages; returns the bytes of their text, and the sessions as they are when nothing is left to read of them. */
function fill(db: ReturnType<typeof openIndex>): {
  readonly bytes: number
  readonly sessions: readonly IndexableSession[]
} {
  const store = createStore(db)
  const random = createRandom(7)
  const added = Array.from({ length: SESSIONS }, (_, n) => store.add(`session-${n}`, atStart))
  let bytes = 0
  let texts: { session: number; text: ReadText }[] = []
  let at = Date.UTC(2022, 0, 1)
  for (let n = 0; n < MESSAGES; n += 1) {
    at += random.whole(1_000, 240_000)
    const text = textOf(random, n, at)
    bytes += Buffer.byteLength(text.text)
    texts.push({ session: added[n % SESSIONS]?.n ?? 1, text })
    if (texts.length < 4_000) continue
    store.put({ texts, sessions: [] })
    texts = []
  }
  const size = Math.ceil(bytes / SESSIONS)
  store.put({ texts, sessions: added.map(({ n, mark, state }) => ({ n, offset: size, mark, state })) })
  store.keep()
  return { bytes, sessions: added.map(({ id }) => ({ id, size, activeAt: at })) }
}

function textOf(random: Random, n: number, at: number): ReadText {
  const kind = n % 4 === 0 ? 'prompt' : n % 4 === 3 ? 'output' : 'answer'
  const words = kind === 'prompt' ? prompt(random) : kind === 'answer' ? answer(random) : output(random)
  // Names, numbers and hashes make most of the words of real conversations.
  const text = `${words} needle${n} fn_${random.whole(0, 200_000).toString(36)}`
  return {
    kind,
    text,
    at,
    itemId: null,
    turn: Math.floor(n / SESSIONS),
    turnId: `turn-${n}`,
    offset: n * 1_000,
    piece: 0,
    tool: kind === 'output' ? 'bash' : '',
    model: 'demo',
  }
}
