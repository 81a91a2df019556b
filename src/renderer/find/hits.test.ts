import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Found, HitGroup } from '../../shared/find.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'
import type { Hit, Hits } from './hits.ts'
import { addFound, countHits, isSameHit, nearestTo, noHits, positionOf, rankBy, stepFrom } from './hits.ts'

const turn = (n: number): Turn => ({
  id: `t${n}`,
  at: n,
  prompt: { text: 'words', attachments: [] },
  items: [
    {
      kind: 'message',
      id: `m${n}`,
      at: n,
      text: 'words',
      reasoning: '',
      reasoningMs: null,
      model: null,
      complete: true,
    },
  ],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: n,
  usage: null,
})
const loaded = (from: number, to: number): SessionState => ({
  turns: Array.from({ length: to - from }, (_, index) => turn(from + index)),
  active: null,
})
const found = (more: Partial<Found>): Found => ({
  run: 'r',
  older: [],
  newest: null,
  unlisted: 0,
  reached: null,
  state: 'searching',
  ...more,
})

/** Which texts of ten turns have how many hits, from top to bottom. */
const conversation = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 10, maxLength: 10 })
  .map((turns) =>
    turns.flatMap(([inPrompt, inAnswer], n): HitGroup[] => [
      ...group(`t${n}`, null, inPrompt),
      ...group(`t${n}`, `m${n}`, inAnswer),
    ]),
  )

function group(turnId: string, itemId: string | null, count: number): HitGroup[] {
  const places = Array.from({ length: count }, (_, hit) => [10 * hit, 10 * hit + 4]).flat()
  return count === 0 ? [] : [{ turnId, itemId, part: itemId === null ? 'prompt' : 'text', places }]
}

function hitsOf(groups: readonly HitGroup[]): readonly Hit[] {
  return groups.flatMap(({ turnId, itemId, part, places }) =>
    Array.from({ length: places.length / 2 }, (_, hit) => ({
      turnId,
      itemId,
      part,
      start: places[2 * hit]!,
      end: places[2 * hit + 1]!,
    })),
  )
}

/** As main tells them: pieces of what is further up, the lowest first, and the newest turns at any time between. */
function told(groups: readonly HitGroup[], split: number, piece: number, unlisted: number): Hits {
  const newest = groups.slice(split)
  const older = groups.slice(0, split).toReversed()
  let hits = addFound(noHits, found({ newest: groups.slice(split, split + 1) }))
  for (let at = 0; at < older.length; at += piece) hits = addFound(hits, found({ older: older.slice(at, at + piece) }))
  return addFound(addFound(hits, found({ newest })), found({ unlisted, state: 'done' }))
}

describe('what was found', () => {
  it('is counted and numbered from the top, however it was told', () => {
    fc.assert(
      fc.property(
        conversation,
        fc.nat(20),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(50),
        (groups, split, piece, unlisted) => {
          const hits = told(groups, Math.min(split, groups.length), piece, unlisted)
          const all = hitsOf(groups)
          expect(countHits(hits)).toBe(unlisted + all.length)
          expect(all.map((hit) => positionOf(hits, hit))).toEqual(all.map((_, at) => unlisted + at + 1))
        },
      ),
    )
  })

  it('is stepped through in both directions, around the ends', () => {
    fc.assert(
      fc.property(conversation, fc.nat(20), (groups, split) => {
        const hits = told(groups, Math.min(split, groups.length), 2, 0)
        const all = hitsOf(groups)
        for (const [at, hit] of all.entries()) {
          expect(isSameHit(stepFrom(hits, hit, 1), all[(at + 1) % all.length]!)).toBe(true)
          expect(isSameHit(stepFrom(hits, hit, -1), all.at(at - 1)!)).toBe(true)
        }
      }),
    )
  })

  it('keeps its hit when more comes below or above', () => {
    const groups = hitsOf([...group('t1', null, 1)])
    const hits = told(group('t1', null, 1), 0, 1, 0)
    expect(positionOf(hits, groups[0]!)).toBe(1)
    const more = addFound(hits, found({ newest: [...group('t1', null, 1), ...group('t2', null, 2)] }))
    expect(positionOf(more, groups[0]!)).toBe(1)
    expect(positionOf(addFound(more, found({ older: group('t0', null, 2) })), groups[0]!)).toBe(3)
    expect(positionOf(addFound(more, found({ newest: [] })), groups[0]!)).toBe(0)
  })
})

describe('the nearest hit', () => {
  it('is the first at or below a place, else the last above it', () => {
    fc.assert(
      fc.property(conversation, fc.nat(10), fc.nat(9), (groups, from, place) => {
        const state = loaded(from, 10)
        const rankOf = rankBy(state)
        const hits = told(groups, groups.length, 3, 0)
        const all = hitsOf(groups)
        const below = all.filter((hit) => Number(hit.turnId.slice(1)) >= Math.max(from, from + place))
        const expected = below[0] ?? all.at(-1) ?? null
        expect(isSameHit(nearestTo(hits, [place], rankOf), expected)).toBe(true)
      }),
    )
  })
})
