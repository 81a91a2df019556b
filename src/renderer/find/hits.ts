import type { FindPart, Found, HitGroup } from '../../shared/find.ts'
import type { SessionState } from '../../shared/model/turn.ts'

/** What a search has found so far. */
export interface Hits {
  /** In what is further up, the lowest first. */
  readonly older: readonly HitGroup[]
  /** In the newest turns, from top to bottom. */
  readonly newest: readonly HitGroup[]
  /** Above all of them: counted, not listed. */
  readonly unlisted: number
}

/** One hit. */
export interface Hit {
  readonly turnId: string
  readonly itemId: string | null
  readonly part: FindPart
  readonly start: number
  readonly end: number
}

/** Nothing found. */
export const noHits: Hits = { older: [], newest: [], unlisted: 0 }

/** Adds what a search found. */
export function addFound(hits: Hits, found: Found): Hits {
  return {
    older: found.older.length === 0 ? hits.older : [...hits.older, ...found.older],
    newest: found.newest ?? hits.newest,
    unlisted: hits.unlisted + found.unlisted,
  }
}

/** How many hits there are, those included that are not listed. */
export function countHits({ older, newest, unlisted }: Hits): number {
  return unlisted + listed(older) + listed(newest)
}

/** Where a hit stands, counted from the top of the conversation (1 for the first); 0 when it is none of them. */
export function positionOf(hits: Hits, hit: Hit): number {
  let before = hits.unlisted
  for (const group of fromTop(hits)) {
    if (isIn(hit, group)) {
      const place = placeIn(group, hit)
      return place < 0 ? 0 : before + place + 1
    }
    before += group.places.length / 2
  }
  return 0
}

/** The listed hit after or before one, around the ends; null when there are none, or when it is none of them. */
export function stepFrom(hits: Hits, hit: Hit, by: 1 | -1): Hit | null {
  const groups = fromTop(hits)
  const at = groups.findIndex((group) => isIn(hit, group))
  const group = groups[at]
  const place = group === undefined ? -1 : placeIn(group, hit)
  if (group === undefined || place < 0) return null
  const inside = hitAt(group, place + by)
  if (inside !== null) return inside
  const next = groups[(at + by + groups.length) % groups.length]
  return next === undefined ? null : hitAt(next, by === 1 ? 0 : next.places.length / 2 - 1)
}

/** Where things stand in the turns that are loaded; what is not loaded stands above all of it. */
export type RankOf = (hit: Pick<Hit, 'turnId' | 'itemId' | 'part' | 'start'>) => readonly number[] | null

const parts: readonly FindPart[] = [
  'prompt',
  'reasoning',
  'text',
  'question',
  'subject',
  'input',
  'change',
  'output',
  'thinking',
]

/** Ranks hits by the turns that are loaded. */
export function rankBy({ turns, active }: SessionState): RankOf {
  const all = active === null ? turns : [...turns, active]
  const index = new Map(all.map((turn, at) => [turn.id, at]))
  return ({ turnId, itemId, part, start }) => {
    const at = index.get(turnId)
    const turn = at === undefined ? undefined : all[at]
    if (at === undefined || turn === undefined) return null
    const found = turn.items.findIndex((item) => item.id === itemId)
    const item = part === 'prompt' ? -1 : found < 0 ? turn.items.length : found
    return [at, item, parts.indexOf(part), start]
  }
}

/** The first hit at or below a place, or else the nearest above it; null when there are none. */
export function nearestTo(hits: Hits, origin: readonly number[], rankOf: RankOf): Hit | null {
  const groups = fromTop(hits)
  for (const group of groups) {
    const last = hitAt(group, group.places.length / 2 - 1)
    const rank = last === null ? null : rankOf(last)
    if (rank === null || compareRanks(rank, origin) < 0) continue
    for (let place = 0; place < group.places.length / 2; place += 1) {
      const hit = hitAt(group, place)
      const own = hit === null ? null : rankOf(hit)
      if (own !== null && compareRanks(own, origin) >= 0) return hit
    }
  }
  const above = groups.at(-1)
  return above === undefined ? null : hitAt(above, above.places.length / 2 - 1)
}

/** Which of two ranks comes first, as for sorting; a rank that is not told to the end holds all that begin like it. */
function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, one] of a.slice(0, b.length).entries()) {
    const difference = one - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether two hits are the same. */
export function isSameHit(a: Hit | null, b: Hit | null): boolean {
  return a === b || (a !== null && b !== null && isIn(a, b) && a.start === b.start && a.end === b.end)
}

/** Whether a hit stands in a text. */
export function isIn(hit: Hit, text: Pick<Hit, 'turnId' | 'itemId' | 'part'>): boolean {
  return hit.turnId === text.turnId && hit.itemId === text.itemId && hit.part === text.part
}

function fromTop({ older, newest }: Hits): readonly HitGroup[] {
  return [...older.toReversed(), ...newest]
}

function placeIn(group: HitGroup, hit: Hit): number {
  for (let place = 0; place < group.places.length; place += 2) if (group.places[place] === hit.start) return place / 2
  return -1
}

function hitAt(group: HitGroup, place: number): Hit | null {
  const start = group.places[2 * place]
  const end = group.places[2 * place + 1]
  if (start === undefined || end === undefined) return null
  const { turnId, itemId, part } = group
  return { turnId, itemId, part, start, end }
}

function listed(groups: readonly HitGroup[]): number {
  return groups.reduce((sum, group) => sum + group.places.length / 2, 0)
}
