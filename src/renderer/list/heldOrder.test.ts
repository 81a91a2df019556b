import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { groupings, sorts } from '../../shared/listing.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { initialState } from '../store/initial.ts'
import type { AppState } from '../store/state.ts'
import { createListOrder } from './listOrder.ts'
import { movesRow } from './order.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const now = new Date(2026, 10, 20, 15, 0).getTime()

const anyId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')

/** What can change of a row, all that the list goes by among it. */
const fields = {
  activeAt: fc.constantFrom(now, now - 1e9),
  title: fc.constantFrom('x', 'y', 'z'),
  state: fc.constantFrom('idle', 'running', 'needsYou', 'failed'),
  unread: fc.boolean(),
  pinned: fc.boolean(),
  archived: fc.boolean(),
  said: fc.boolean(),
  tags: fc.constantFrom([], ['x'], ['y'], ['X', 'y']),
  folder: fc.constantFrom(null, '/home/ana/web', '/srv/web', '/srv/api'),
  repository: fc.constantFrom(null, 'octo/web', 'octo/api'),
  model: fc.constantFrom(null, 'gpt-5', 'sonnet'),
  size: fc.nat(5),
  createdAt: fc.constantFrom(now - 1e9, now - 2e9),
  parentId: fc.constantFrom(null, 'a'),
  bookmarks: fc.nat(1),
  hasDraft: fc.boolean(),
  notes: fc.constantFrom('', 'x'),
  unsent: fc.boolean(),
}
const single = Object.entries(fields).map(([name, value]) =>
  (value as fc.Arbitrary<unknown>).map((one): object => ({ [name]: one })),
)

/** What can happen: to a row, by itself; to where the pointer and the focus are; or by the person. */
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('row' as const), id: anyId, changed: fc.record(fields) }),
  // One thing at a time: each that decides on the order has to be seen by itself.
  ...Array.from({ length: 3 }, () =>
    fc.record({ kind: fc.constant('row' as const), id: anyId, changed: fc.oneof(...single) }),
  ),
  fc.record({ kind: fc.constant('gone' as const), id: anyId }),
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
      fc.array(anyStep, { maxLength: 40, size: 'max' }),
      fc.constantFrom(...groupings),
      fc.constantFrom(...sorts),
      fc.constantFrom(
        '',
        'is:unread',
        'x',
        '-tag:x',
        'in:web',
        '-repo:octo/api',
        'model:gpt',
        'has:bookmark',
        'is:any',
      ),
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
            const was = state.rows.get(step.id)
            const row = sampleRow({ ...was, id: step.id, ...(step.changed as Partial<SessionRow>) })
            put(new Map(state.rows).set(row.id, row), movesRow(was, row, state))
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
          if (held.size === 0) {
            // Nothing holds it: it is as if it were put in order anew.
            const { entries, hidden } = state
            order.now()
            expect(entries).toEqual(state.entries)
            expect(hidden).toBe(state.hidden)
          }
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
    { numRuns: 600 },
  )
})
