import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { groupings, sorts } from '../../shared/listing.ts'
import type { SessionRow } from '../../shared/model.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { initialState } from '../store/initial.ts'
import type { AppState } from '../store/state.ts'
import { createListOrder } from './listOrder.ts'
import { movesRow } from './order.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const now = new Date(2026, 10, 20, 15, 0).getTime()

/** What can happen: to a row, by itself; to where the pointer and the focus are; or by the person. */
const anyStep = fc.oneof(
  fc.record({
    kind: fc.constant('row' as const),
    row: fc
      .record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        activeAt: fc.integer({ min: now - 1e10, max: now }),
        title: fc.constantFrom('x', 'y', 'z'),
        state: fc.constantFrom('idle', 'running', 'needsYou', 'failed'),
        unread: fc.boolean(),
        pinned: fc.boolean(),
        archived: fc.boolean(),
        said: fc.boolean(),
        tags: fc.constantFrom([], ['x'], ['y']),
      })
      .map((some) => sampleRow(some as Partial<SessionRow>)),
  }),
  fc.record({ kind: fc.constant('gone' as const), id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') }),
  fc.record({
    kind: fc.constant('hold' as const),
    reason: fc.constantFrom('pointer' as const, 'focus' as const),
    held: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('minute' as const) }),
  fc.record({ kind: fc.constant('show' as const) }),
)

test('whatever happens by itself, nothing moves under the pointer or the focus; and when both have left, all is as it should be', () => {
  fc.assert(
    fc.property(
      fc.array(anyStep, { maxLength: 40 }),
      fc.constantFrom(...groupings),
      fc.constantFrom(...sorts),
      fc.constantFrom('', 'is:unread', 'x', '-tag:x'),
      (steps, grouping, sort, filter) => {
        let state: AppState = { ...initialState(), now, grouping, sort, filter }
        const order = createListOrder({
          get: () => state,
          set: (patch) => {
            state = { ...state, ...patch }
          },
        })
        const held = new Set<string>()
        const put = (rows: AppState['rows'], moved: boolean): void => {
          state = { ...state, rows }
          if (moved) order.changed()
        }
        order.now()
        for (const step of steps) {
          const before = state.entries
          const wasHeld = held.size > 0
          if (step.kind === 'row') {
            const moved = movesRow(state.rows.get(step.row.id), step.row, state)
            put(new Map(state.rows).set(step.row.id, step.row), moved)
          } else if (step.kind === 'gone') {
            const rows = new Map(state.rows)
            if (rows.delete(step.id)) put(rows, true)
          } else if (step.kind === 'minute') {
            state = { ...state, now: state.now + 60_000 }
            order.changed()
          } else if (step.kind === 'hold') {
            if (step.held) held.add(step.reason)
            else held.delete(step.reason)
            order.hold(step.reason, step.held)
          } else order.now()
          vi.runAllTimers()
          if (wasHeld && held.size > 0 && step.kind !== 'show') {
            expect(state.entries).toBe(before)
            // What would be there otherwise is counted.
            const shown = new Set(before.flatMap((entry) => (entry.kind === 'row' ? [entry.id] : [])))
            expect(state.waiting).toBeGreaterThanOrEqual(0)
            expect(state.waiting).toBeLessThanOrEqual([...state.rows.keys()].filter((id) => !shown.has(id)).length)
          }
        }
        order.hold('pointer', false)
        order.hold('focus', false)
        vi.runAllTimers()
        const settled = state
        order.now()
        expect(settled.entries).toEqual(state.entries)
        expect(settled.hidden).toBe(state.hidden)
        expect(settled.waiting).toBe(0)
        expect(state.entries.filter(({ kind }) => kind === 'row').length + state.hidden).toBe(state.rows.size)
        order.dispose()
      },
    ),
    { numRuns: 300 },
  )
})
