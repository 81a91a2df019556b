import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionRow } from '../../shared/model/session.ts'
import { initialState } from '../store/initial.ts'
import type { AppState } from '../store/state.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { createListOrder } from './listOrder.ts'

const now = new Date(2026, 10, 20, 15, 0).getTime()

function setup(...rows: SessionRow[]) {
  let state: AppState = { ...initialState(), now, rows: new Map(rows.map((row) => [row.id, row])) }
  let computed = 0
  const order = createListOrder({
    get: () => state,
    set: (patch) => {
      computed += 1
      state = { ...state, ...patch }
    },
  })
  return {
    order,
    put: (row: SessionRow) => {
      state = { ...state, rows: new Map(state.rows).set(row.id, row) }
      order.changed()
    },
    add: (...rows: readonly SessionRow[]) => {
      state = { ...state, rows: new Map([...state.rows, ...rows.map((row) => [row.id, row] as const)]) }
    },
    filter: (filter: string) => {
      state = { ...state, filter }
      order.now()
    },
    shown: () => state.entries.flatMap((entry) => (entry.kind === 'row' ? [entry.id] : [])),
    hidden: () => state.hidden,
    waiting: () => state.waiting,
    computed: () => computed,
  }
}

describe('the order of the list', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const a = sampleRow({ id: 'a', title: 'Alpha', activeAt: now - 1000 })
  const b = sampleRow({ id: 'b', title: 'Beta', activeAt: now - 2000 })

  it('follows a burst of changes once', () => {
    const list = setup(a, b)
    list.put({ ...b, activeAt: now })
    list.put({ ...a, activeAt: now + 1 })
    list.put({ ...b, activeAt: now + 2 })
    vi.runAllTimers()
    expect(list.shown()).toEqual(['b', 'a'])
    expect(list.computed()).toBe(1)
  })

  it('holds still under the pointer and under the keyboard, and follows when both have left', () => {
    const list = setup(a, b)
    list.order.now()
    list.order.hold('pointer', true)
    list.order.hold('focus', true)
    list.put({ ...b, state: 'needsYou' })
    vi.runAllTimers()
    expect(list.shown()).toEqual(['a', 'b'])
    list.order.hold('pointer', false)
    vi.runAllTimers()
    expect(list.shown()).toEqual(['a', 'b'])
    list.order.hold('focus', false)
    vi.runAllTimers()
    expect(list.shown()).toEqual(['b', 'a'])
  })

  it('holds a change back that was on its way when the pointer came', () => {
    const list = setup(a, b)
    list.order.now()
    list.put({ ...b, activeAt: now })
    list.order.hold('pointer', true)
    vi.runAllTimers()
    expect(list.shown()).toEqual(['a', 'b'])
    list.order.hold('pointer', false)
    vi.runAllTimers()
    expect(list.shown()).toEqual(['b', 'a'])
  })

  it('says how many sessions came while it holds still, within the filter, until they are shown', () => {
    const list = setup(a, b)
    list.order.now()
    list.order.hold('pointer', true)
    list.put(sampleRow({ id: 'c', title: 'Gamma', activeAt: now }))
    list.put({ ...b, activeAt: now })
    vi.runAllTimers()
    expect(list.shown()).toEqual(['a', 'b'])
    expect(list.waiting()).toBe(1)
    list.order.now()
    expect(list.shown()).toEqual(['b', 'c', 'a'])
    expect(list.waiting()).toBe(0)
    list.filter('alpha')
    list.put(sampleRow({ id: 'd', title: 'Delta', activeAt: now }))
    vi.runAllTimers()
    expect(list.waiting()).toBe(0)
  })

  it('computes nothing when the pointer leaves and nothing has changed', () => {
    const list = setup(a, b)
    list.order.hold('pointer', true)
    list.order.hold('pointer', false)
    vi.runAllTimers()
    expect(list.computed()).toBe(0)
  })

  it('follows a filter at once, and counts what it hides', () => {
    const list = setup(a, b)
    list.order.hold('pointer', true)
    list.filter('bet')
    expect(list.shown()).toEqual(['b'])
    expect(list.hidden()).toBe(1)
    list.filter('')
    expect(list.shown()).toEqual(['a', 'b'])
    expect(list.hidden()).toBe(0)
  })

  describe('of a list that is told in parts', () => {
    const day = 24 * 60 * 60 * 1000
    const old = sampleRow({ id: 'old', activeAt: now - 3 * day })
    const older = sampleRow({ id: 'older', activeAt: now - 60 * day })

    it('is whole at once when nothing holds it', () => {
      const list = setup(a, b)
      list.order.now()
      list.add(older, old)
      list.order.completed()
      expect(list.shown()).toEqual(['a', 'b', 'old', 'older'])
    })

    it('gets longer under the pointer, and nothing that is shown moves; what belongs above waits', () => {
      const list = setup(a, b, old)
      list.order.now()
      list.order.hold('pointer', true)
      const fresh = sampleRow({ id: 'fresh', activeAt: now })
      list.add(older, fresh, { ...b, activeAt: now + 1 })
      list.order.completed()
      expect(list.shown()).toEqual(['a', 'b', 'old', 'older'])
      expect(list.waiting()).toBe(1)
      expect(list.hidden()).toBe(0)
      list.order.hold('pointer', false)
      vi.runAllTimers()
      expect(list.shown()).toEqual(['b', 'fresh', 'a', 'old', 'older'])
      expect(list.waiting()).toBe(0)
    })
  })
})
