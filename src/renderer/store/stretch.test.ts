import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Turn } from '../../shared/model/turn.ts'
import { sampleOpened } from '../testing/opened.ts'
import { viewOf } from './opened.ts'
import type { OpenedView } from './state.ts'
import {
  anchorAt,
  appendPage,
  loadedState,
  prependPage,
  shownBefore,
  shownState,
  turnIn,
  withNewest,
  withStretch,
} from './stretch.ts'

const turn = (at: number): Turn => ({
  id: `t${at}`,
  at,
  prompt: null,
  items: [],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: at,
  usage: null,
})
const run = (from: number, to: number): readonly Turn[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, n) => turn(from + n))
const offsetsOf = (turns: readonly Turn[]) => Object.fromEntries(turns.map(({ id, at }) => [id, at]))
const placesOf = (turns: readonly Turn[]): readonly number[] => turns.map(({ at }) => at)
const placeOf = (at: number) => anchorAt(`t${at}`)

/** A conversation of which every turn takes one byte in its log. */
function opened(total: number, newest: number): OpenedView {
  const before = Math.max(0, total - newest)
  return viewOf(
    sampleOpened({ state: { turns: run(before, total), active: null }, before: before === 0 ? null : before }),
  )
}

/** What main answers. */
const around = (view: OpenedView, at: number, reach: number) => {
  const to = view.before ?? 0
  const [from, end] = [Math.max(0, at - reach), Math.min(to, at + reach)]
  const turns = run(from, end)
  return { turns, places: offsetsOf(turns), before: from === 0 ? null : from, after: end === to ? null : end }
}
const older = (view: OpenedView, size: number) => {
  const end = shownBefore(view) ?? 0
  const from = Math.max(0, end - size)
  return { turns: run(from, end), before: from === 0 ? null : from }
}
const newer = (view: OpenedView, size: number) => {
  const to = view.before ?? 0
  const from = view.away?.after ?? to
  const end = Math.min(to, from + size)
  const turns = run(from, end)
  return { turns, places: offsetsOf(turns), after: end === to ? null : end }
}

describe('what is shown of a long conversation', () => {
  it('goes to a place without what is between, and back to the newest turns', () => {
    const view = opened(1_000, 40)
    const there = withStretch(view, around(view, 100, 8), view.before ?? 0, placeOf(100))
    expect(placesOf(shownState(there).turns)).toEqual(placesOf(run(92, 108)))
    expect(shownBefore(there)).toBe(92)
    expect(there.state).toBe(view.state)
    expect(there.shown).not.toBe(view.shown)
    expect(there.anchor).toEqual(placeOf(100))
    expect(turnIn(loadedState(there), 't999')).toBe(view.state.turns.at(-1))
    const back = withNewest(there, { turnId: 't999', offset: 0, atEnd: true })
    expect(shownState(back)).toBe(view.state)
    expect(back.shown).not.toBe(there.shown)
  })

  it('goes on to the newest turns without laying anything out anew', () => {
    const view = opened(60, 40)
    const there = withStretch(view, around(view, 4, 3), view.before ?? 0, placeOf(4))
    const next = appendPage(there, newer(there, 40), there.before ?? 0)
    expect(next.away).toBeNull()
    expect(next.shown).toBe(there.shown)
    expect(next.before).toBe(there.away?.before)
    expect(placesOf(next.state.turns)).toEqual(placesOf(run(1, 60)))
  })

  it('puts what is just before the newest turns before them, as older turns are', () => {
    const view = opened(60, 40)
    const there = withStretch(view, around(view, 15, 8), view.before ?? 0, placeOf(15))
    expect(there.away).toBeNull()
    expect(there.shown).toBe(view.shown)
    expect(there.anchor).toBe(view.anchor)
    expect(placesOf(there.state.turns)).toEqual(placesOf(run(7, 60)))
  })

  it('is not put together over what came between while it was asked for', () => {
    const view = opened(60, 40)
    const there = withStretch(view, around(view, 4, 3), 20, placeOf(4))
    const grown = { ...there, before: 25, state: { ...there.state, turns: run(25, 65) } }
    const late = appendPage(grown, newer(there, 40), 20)
    expect(placesOf(shownState(late).turns)).toEqual(placesOf(shownState(there).turns))
    expect(late.away?.loadingNewer).toBe(false)
    const live = { ...view, before: 25, state: { ...view.state, turns: run(25, 65) } }
    expect(withStretch(live, around(view, 15, 8), 20, placeOf(15))).toBe(live)
  })

  it('stays as it is when the session is read again, and nothing else is shown in its place', () => {
    const view = opened(1_000, 40)
    const there = prependPage(withStretch(view, around(view, 100, 8), view.before ?? 0, placeOf(100)), {
      turns: run(60, 92),
      before: 60,
    })
    const fresh = sampleOpened({ state: { turns: run(990, 1_001), active: null }, before: 990 })
    const again = viewOf({ ...fresh, away: around(view, 100, 3) }, there)
    expect(again.away).toBe(there.away)
    expect(again.shown).toBe(there.shown)
    const slimmed = around(view, 100, 3)
    const places = Object.fromEntries(Object.entries(slimmed.places).map(([id, place]) => [id, place - 1]))
    expect(viewOf({ ...fresh, away: { ...slimmed, places } }, there).away?.state.turns).toEqual(slimmed.turns)
    const elsewhere = viewOf({ ...fresh, away: around(view, 500, 3) }, there)
    expect(placesOf(shownState(elsewhere).turns)).toEqual(placesOf(run(497, 503)))
    expect(elsewhere.shown).not.toBe(there.shown)
    expect(viewOf(fresh, there).shown).not.toBe(there.shown)
    expect(viewOf(fresh, view).shown).toBe(view.shown)
  })

  it('keeps one whole piece in view and the newest turns whole, wherever one goes', () => {
    const step = fc.oneof(
      fc.record({ go: fc.constantFrom('older', 'newer', 'newest', 'said'), at: fc.constant(0) }),
      fc.record({ go: fc.constant('around'), at: fc.nat(299) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (steps, size) => {
        let total = 300
        let view = opened(total, 20)
        for (const { go, at } of steps) {
          if (go === 'older' && shownBefore(view) !== null) view = prependPage(view, older(view, size))
          if (go === 'newer' && view.away !== null) view = appendPage(view, newer(view, size), view.before ?? 0)
          if (go === 'newest') view = withNewest(view, placeOf(total - 1))
          if (go === 'around' && turnIn(view.state, `t${at}`) === undefined)
            view = withStretch(view, around(view, at, 5), view.before ?? 0, placeOf(at))
          if (go === 'around') expect(turnIn(loadedState(view), `t${at}`)).toBeDefined()
          if (go === 'said') {
            view = { ...view, state: { ...view.state, turns: [...view.state.turns, turn(total)] } }
            total += 1
          }
          expect(placesOf(view.state.turns)).toEqual(placesOf(run(view.before ?? 0, total)))
          const shown = placesOf(shownState(view).turns)
          expect(shown[0]).toBe(shownBefore(view) ?? 0)
          expect(shown).toEqual(placesOf(run(shown[0] ?? 0, view.away === null ? total : (view.away.after ?? -1))))
          expect(view.away?.after).not.toBeNull()
          const all = placesOf(loadedState(view).turns)
          expect(all).toEqual([...new Set(all)].toSorted((a, b) => a - b))
        }
      }),
    )
  })
})
