import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseQuery } from '../../src/shared/query.ts'
import type { SearchSpec } from '../../src/main/search/port.ts'
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
import { compare, quantile, timed } from '../measure.ts'
import type { Measure, Result } from '../measure.ts'

/** What is searched: as many messages as a person has after years. */
const MESSAGES = 1_000_000
const SESSIONS = 2_000
/** What is read and indexed from logs, to see how fast that is. */
const LOGGED = { sessions: 60, messages: 200 }
const never = new AbortController().signal

/** What people type: a rare word, common ones, phrases, beginnings, operators, letters that never stand there. */
const queries = [
  'needle4711',
  'cache',
  'retry queue',
  '"in the middle"',
  'parse',
  'error from:tool',
  'sessão',
  'tail model:demo',
  'jsonl -rust',
  'zzzzzz',
] as const

/** Searching a million messages, against the bare full text; indexing, against reading and parsing the same files. */
export const search: Measure = {
  name: 'search',
  run: async (context) => {
    context.note(`indexing ${MESSAGES.toLocaleString('en')} messages`)
    const results = [...asking(context.folder()), ...(await indexing(context.folder(), context.folder()))]
    return results
  },
}

function asking(folder: string): readonly Result[] {
  const before = process.memoryUsage().rss
  let most = before
  const look = (): void => {
    most = Math.max(most, process.memoryUsage().rss)
  }
  const db = openIndex(folder)
  const bytes = fill(db, look)
  const vocabulary = createVocabulary(db)
  const ask = createAsk(db, (part) => vocabulary.holding(part), Date.now)
  const bare = db.prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50')
  const ours: number[] = []
  const theirs: number[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    for (const query of queries) {
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
      look()
    }
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const size = statSync(join(folder, 'index.db')).size
  db.close()
  const p95 = quantile(ours, 0.95)
  return [
    { name: 'search: first results of 1,000,000, p95', value: p95, unit: 'ms', budget: 300, better: 'lower' },
    { name: 'search: against bare FTS5', value: p95 / quantile(theirs, 0.95), unit: 'x', budget: 1.5, better: 'lower' },
    {
      name: 'search: memory of indexing and asking, the most',
      value: (most - before) / 1024 / 1024,
      unit: 'MB',
      budget: 300,
      better: 'lower',
    },
    { name: 'search: index against text', value: size / bytes, unit: 'x', budget: 1.5, better: 'lower' },
  ]
}

async function indexing(home: string, folder: string): Promise<readonly Result[]> {
  const ids = generateHome({ home, ...LOGGED, seed: 3 })
  const paths = ids.map((id) => join(home, 'session-state', id, 'events.jsonl'))
  const sessions = ids.map((id, at) => ({ id, size: statSync(paths[at] ?? '').size, activeAt: at }))
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

/** Fills an index with made-up messages; returns the bytes of their text. */
function fill(db: ReturnType<typeof openIndex>, onBatch: () => void): number {
  const store = createStore(db)
  const random = createRandom(7)
  const numbers = Array.from({ length: SESSIONS }, (_, n) => store.add(`session-${n}`, atStart).n)
  let bytes = 0
  let texts: { session: number; text: ReadText }[] = []
  let at = Date.UTC(2022, 0, 1)
  for (let n = 0; n < MESSAGES; n += 1) {
    at += random.whole(1_000, 240_000)
    const text = textOf(random, n, at)
    bytes += Buffer.byteLength(text.text)
    texts.push({ session: numbers[n % SESSIONS] ?? 1, text })
    if (texts.length < 4_000) continue
    store.put({ texts, sessions: [] })
    onBatch()
    texts = []
  }
  store.put({ texts, sessions: [] })
  return bytes
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

function specOf(query: string): SearchSpec {
  const { terms, filters } = parseQuery(query, Date.now())
  return {
    terms,
    from: filters.flatMap((one) => (one.name === 'from' ? [{ value: one.value, not: one.not }] : [])),
    tools: [],
    models: filters.flatMap((one) => (one.name === 'model' ? [{ value: one.value, not: one.not }] : [])),
    files: [],
    since: null,
    before: null,
    sessions: null,
    words: 'beginning',
    after: null,
  }
}
