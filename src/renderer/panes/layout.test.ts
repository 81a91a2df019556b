import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_PANES, panesOf } from '../../shared/panes.ts'
import {
  beside,
  evened,
  inPlaceOf,
  moved,
  noPanes,
  resized,
  restored,
  stepped,
  without,
  withSession,
} from './layout.ts'
import type { PaneLayout } from './layout.ts'

const LEAST = 0.2

const ids = (layout: PaneLayout): readonly string[] => layout.panes.map(({ id }) => id)
const row = (...names: readonly string[]): PaneLayout =>
  names.reduce((layout, id) => beside(layout, id) ?? layout, noPanes)

test('a session opens where the focus is, and is never shown twice', () => {
  const two = row('a', 'b')
  expect(ids(two)).toEqual(['a', 'b'])
  expect(withSession(two, 'c')).toMatchObject({ panes: [{ id: 'a' }, { id: 'c' }], activeId: 'c' })
  expect(withSession(two, 'a')).toEqual({ panes: two.panes, activeId: 'a' })
  expect(beside(two, 'a')).toEqual({ panes: two.panes, activeId: 'a' })
})

test('what ends late takes the place of what it was asked for in, and the focus only where that had it', () => {
  const two = row('a', 'b')
  expect(inPlaceOf(two, 'c', 'a')).toMatchObject({ panes: [{ id: 'c' }, { id: 'b' }], activeId: 'b' })
  expect(inPlaceOf(two, 'c', 'b')).toMatchObject({ panes: [{ id: 'a' }, { id: 'c' }], activeId: 'c' })
  // It is shown already: nothing is taken away for it.
  expect(inPlaceOf(two, 'a', 'b')).toEqual({ panes: two.panes, activeId: 'a' })
  expect(inPlaceOf(two, 'b', 'a')).toEqual(two)
  expect(inPlaceOf(two, 'c', 'z')).toBeNull()
})

test('a new pane stands at the right of the focus; a fifth is refused', () => {
  const three = beside({ ...row('a', 'b'), activeId: 'a' }, 'c')
  expect(three === null ? [] : ids(three)).toEqual(['a', 'c', 'b'])
  expect(beside(row('a', 'b', 'c', 'd'), 'e')).toBeNull()
})

test('panes are equally wide until somebody gives them widths; then the new one takes half of what it stands beside', () => {
  expect(row('a', 'b', 'c').panes.map(({ share }) => share)).toEqual([1 / 3, 1 / 3, 1 / 3])
  const wide = resized(row('a', 'b'), 0, 0.2, LEAST)
  expect(beside({ ...wide, activeId: 'a' }, 'c')?.panes.map(({ share }) => share.toFixed(2))).toEqual([
    '0.35',
    '0.35',
    '0.30',
  ])
  expect(evened(wide).panes.map(({ share }) => share)).toEqual([0.5, 0.5])
})

test('closing gives the focus to what comes into its place, or to the one before', () => {
  const three = row('a', 'b', 'c')
  expect(without({ ...three, activeId: 'b' }, (id) => id === 'b')).toMatchObject({ activeId: 'c' })
  expect(without(three, (id) => id === 'c')).toMatchObject({ activeId: 'b' })
  expect(without(three, (id) => id === 'a')).toMatchObject({ activeId: 'c' })
  expect(without(three, () => true)).toEqual(noPanes)
})

test('the focus goes around the ends, a pane does not', () => {
  const three = row('a', 'b', 'c')
  expect(stepped(three, 1).activeId).toBe('a')
  expect(stepped({ ...three, activeId: 'a' }, -1).activeId).toBe('c')
  expect(stepped(noPanes, 1)).toEqual(noPanes)
  expect(moved(three, 1)).toEqual(three)
  expect(ids(moved(three, -1))).toEqual(['a', 'c', 'b'])
  expect(moved(three, -1).panes.map(({ key }) => key)).toEqual(three.panes.map(({ key }) => key))
})

test('an edge stops where a neighbour would become too narrow', () => {
  expect(resized(row('a', 'b'), 0, 0.9, 0.3).panes.map(({ share }) => share.toFixed(2))).toEqual(['0.70', '0.30'])
  // In a window that became small both are narrower than that already: neither loses more.
  expect(resized(row('a', 'b'), 0, -0.1, 0.6).panes.map(({ share }) => share)).toEqual([0.5, 0.5])
})

test('what was stored comes back without what is gone; the focused session decides', () => {
  const panes = [
    { id: 'a', share: 0.25 },
    { id: 'b', share: 0.5 },
    { id: 'c', share: 0.25 },
  ]
  expect(restored({ sessionId: 'b', panes }, () => true).panes.map(({ share }) => share)).toEqual([0.25, 0.5, 0.25])
  expect(restored({ sessionId: 'b', panes }, (id) => id !== 'b')).toMatchObject({
    panes: [
      { id: 'a', share: 0.5 },
      { id: 'c', share: 0.5 },
    ],
    activeId: 'c',
  })
  // An older version knows nothing of panes, and opened another session.
  expect(panesOf({ sessionId: 'z', panes })).toEqual([{ id: 'z', share: 1 }])
  expect(panesOf({ sessionId: null, panes })).toEqual([])
  expect(panesOf({ sessionId: 'a', panes: [] })).toEqual([{ id: 'a', share: 1 }])
})

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const by = fc.constantFrom(1 as const, -1 as const)
const step: fc.Arbitrary<(layout: PaneLayout) => PaneLayout> = fc.oneof(
  name.map((id) => (layout: PaneLayout) => withSession(layout, id)),
  name.map((id) => (layout: PaneLayout) => beside(layout, id) ?? layout),
  fc.tuple(name, name).map(
    ([id, other]) =>
      (layout: PaneLayout) =>
        inPlaceOf(layout, id, other) ?? layout,
  ),
  name.map((id) => (layout: PaneLayout) => without(layout, (other) => other === id)),
  by.map((way) => (layout: PaneLayout) => stepped(layout, way)),
  by.map((way) => (layout: PaneLayout) => moved(layout, way)),
  fc.tuple(fc.integer({ min: -1, max: 4 }), fc.double({ min: -1, max: 1, noNaN: true })).map(
    ([edge, way]) =>
      (layout: PaneLayout) =>
        resized(layout, edge, way, LEAST),
  ),
  fc.constant(evened),
)

function expectSound({ panes, activeId }: PaneLayout): void {
  expect(panes.length).toBeLessThanOrEqual(MOST_PANES)
  expect(new Set(panes.map(({ id }) => id)).size).toBe(panes.length)
  expect(new Set(panes.map(({ key }) => key)).size).toBe(panes.length)
  expect(panes.some(({ id }) => id === activeId)).toBe(activeId !== null)
  expect(activeId === null).toBe(panes.length === 0)
  for (const { share } of panes) expect(share).toBeGreaterThan(0)
  if (panes.length > 0) expect(panes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
}

test('whatever is done: one to four panes, none twice, one has the focus, the widths are the whole', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let layout = noPanes
      for (const one of steps) {
        layout = one(layout)
        expectSound(layout)
      }
      const back = restored({ sessionId: layout.activeId, panes: layout.panes }, () => true)
      expect(ids(back)).toEqual(ids(layout))
      expect(back.activeId).toBe(layout.activeId)
    }),
  )
})

test('whatever was stored can be shown', () => {
  const stored = fc.record({
    sessionId: fc.option(name),
    panes: fc.array(fc.record({ id: name, share: fc.double() }), { maxLength: 8 }),
  })
  fc.assert(
    fc.property(stored, fc.func(fc.boolean()), (where, isThere) => {
      expectSound(restored(where, isThere))
      const all = restored(where, () => true)
      expectSound(all)
      expect(all.activeId).toBe(where.sessionId)
    }),
  )
})

test('an edge moves nothing but its two neighbours', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 0.25, noNaN: true }),
      (edge, way, least) => {
        const before = row('a', 'b', 'c', 'd')
        const after = resized(before, edge, way, least)
        for (const [index, pane] of after.panes.entries()) {
          if (index !== edge && index !== edge + 1) expect(pane).toEqual(before.panes[index])
          else expect(pane.share).toBeGreaterThanOrEqual(Math.min(least, 0.25) - 1e-9)
        }
      },
    ),
  )
})
