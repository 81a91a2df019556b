import type { DatabaseSync } from 'node:sqlite'
import type { SearchHit, SearchHits, SearchKind, SearchNames } from '../../shared/search.ts'
import { searchKinds } from '../../shared/search.ts'
import { sessionFacet } from './facets.ts'
import { fileMatch, matchOf } from './match.ts'
import type { SearchSpec } from './port.ts'
import { rowIdAt, timeOfRow } from './rowIds.ts'

/** How many texts are ranked at once; what is older comes when it is asked for. */
const RANKED = 400
/** Up to so many sessions are named to the full text itself; more are told apart behind it. */
const NAMED = 100
/** Looking through what other sessions hold ends after so long (ms): a page with fewer hits, and the rest on request. */
const PATIENCE = 150
/** After so long a text counts half (ms). */
const HALF_LIFE = 45 * 86_400_000

/** How much what stands in a text tells. */
const weights: Readonly<Record<SearchKind, number>> = {
  prompt: 1.3,
  answer: 1.2,
  question: 1.1,
  summary: 0.9,
  input: 0.9,
  reasoning: 0.8,
  output: 0.7,
}

/** Asks an index. */
export interface Ask {
  find(spec: SearchSpec): SearchHits
  names(): SearchNames
  /** How many texts there are. */
  count(): number
}

interface Found {
  readonly rowId: number
  readonly session: number
  readonly turn: number
  readonly kind: SearchKind
  readonly name: number
}

/**
 * @param terms the words of the index that hold a part
 * @param now what the age of a text is counted from
 */
export function createAsk(db: DatabaseSync, terms: (part: string) => readonly string[], now: () => number): Ask {
  const newest = db.prepare(
    `SELECT words.rowid AS rowId, docs.session, docs.turn, docs.kind, docs.name FROM words JOIN docs ON docs.rowid = words.rowid
     WHERE words MATCH ? AND words.rowid >= ? AND words.rowid < ? ORDER BY words.rowid DESC`,
  )
  const withQuality = db.prepare(
    'SELECT rowid AS rowId, bm25(words, 1.0, 0.0) AS quality FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ?',
  )
  const inFiles = db.prepare(
    'SELECT DISTINCT session FROM docs WHERE rowid IN (SELECT rowid FROM words WHERE words MATCH ?)',
  )
  const numberOf = db.prepare('SELECT n FROM sessions WHERE id = ?')
  const idOf = db.prepare('SELECT id FROM sessions WHERE n = ?')
  const nameOf = db.prepare('SELECT name FROM names WHERE n = ?')
  const turnOf = db.prepare('SELECT id FROM turns WHERE session = ? AND n = ?')

  /** The sessions that may be looked through, by number; null: all. */
  const allowed = (spec: SearchSpec): { readonly only: ReadonlySet<number> | null; readonly not: Set<number> } => {
    const named = spec.sessions?.flatMap((id) => Number(numberOf.get(id)?.['n'] ?? 0) || [])
    let only = named === undefined ? null : new Set(named)
    const not = new Set<number>()
    for (const file of spec.files) {
      const having = new Set(inFiles.all(fileMatch(file.value)).map((row) => Number(row['session'])))
      if (file.not) for (const n of having) not.add(n)
      else only = only === null ? having : only.intersection(having)
    }
    return { only, not }
  }

  const rank = (found: readonly Found[], match: string, range: readonly [number, number], whole: boolean) => {
    // What all of them are worth costs a look at each: no more than are shown.
    const quality = whole
      ? new Map(withQuality.all(match, ...range).map((row) => [Number(row['rowId']), -Number(row['quality'])]))
      : null
    const best = Math.max(...(quality?.values() ?? []), Number.MIN_VALUE)
    const score = ({ rowId, kind }: Found): number => {
      const age = Math.max(0, now() - timeOfRow(rowId))
      return (
        weights[kind] * (0.35 + 0.65 * 2 ** (-age / HALF_LIFE)) * (0.6 + (0.4 * (quality?.get(rowId) ?? best)) / best)
      )
    }
    return found
      .map((one) => ({ one, score: score(one) }))
      .toSorted((a, b) => b.score - a.score)
      .map(({ one }) => one)
  }

  const toHit = ({ rowId, session, turn, kind, name }: Found): SearchHit | null => {
    const id = idOf.get(session)?.['id']
    const turnId = turnOf.get(session, turn)?.['id']
    if (typeof id !== 'string' || typeof turnId !== 'string') return null
    const named = name === 0 ? '' : String(nameOf.get(name)?.['name'] ?? '')
    return { key: rowId, sessionId: id, turnId, kind, name: named, at: timeOfRow(rowId) }
  }

  return {
    find: (spec) => {
      const { only, not } = allowed(spec)
      const plain = matchOf(spec, terms)
      if (plain === null || only?.size === 0) return { hits: [], next: null }
      const match =
        only !== null && only.size <= NAMED
          ? `(${plain}) AND facets : (${[...only].map(sessionFacet).join(' OR ')})`
          : plain
      const from = spec.since === null ? 0 : rowIdAt(spec.since)
      const to = Math.min(
        spec.after ?? Number.MAX_SAFE_INTEGER,
        spec.before === null ? Number.MAX_SAFE_INTEGER : rowIdAt(spec.before),
      )
      const found: Found[] = []
      let next: number | null = null
      const end = performance.now() + PATIENCE
      let looked = 0
      for (const row of newest.iterate(match, from, to)) {
        const one = {
          rowId: Number(row['rowId']),
          session: Number(row['session']),
          turn: Number(row['turn']),
          kind: searchKinds[Number(row['kind'])] ?? 'output',
          name: Number(row['name']),
        }
        if (only?.has(one.session) !== false && !not.has(one.session)) found.push(one)
        looked += 1
        if (found.length < RANKED && (looked % 512 !== 0 || performance.now() < end)) continue
        next = one.rowId
        break
      }
      const hits = rank(found, match, [from, to], next === null)
      return { hits: hits.flatMap((one) => toHit(one) ?? []), next }
    },
    names: () => {
      const all = db.prepare('SELECT tool, name FROM names ORDER BY name').all()
      const named = (tool: number): readonly string[] =>
        all.filter((row) => row['tool'] === tool).map((row) => String(row['name']))
      return { tools: named(1), models: named(0) }
    },
    count: () => Number(db.prepare('SELECT count(*) AS count FROM docs').get()?.['count']),
  }
}
