import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionRow } from '../../shared/model.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { compareRows, groupOf, movesRow, orderEntries, startOfDay } from './order.ts'

const now = new Date(2026, 10, 20, 15, 0).getTime()
const hour = 3_600_000
const day = 24 * hour

function at(year: number, month: number, date: number, hours = 12): number {
  return new Date(year, month - 1, date, hours).getTime()
}

describe('groupOf', () => {
  it.each([
    ['today', now],
    ['today', at(2026, 11, 20, 0)],
    ['yesterday', at(2026, 11, 19, 23)],
    ['week', at(2026, 11, 18)],
    ['week', at(2026, 11, 13, 0)],
    ['month', at(2026, 11, 12, 23)],
    ['month', at(2026, 10, 21, 0)],
  ] as const)('says %s', (kind, activeAt) => {
    expect(groupOf(sampleRow({ activeAt }), now)).toEqual({ kind })
  })

  it('groups what is older by month', () => {
    expect(groupOf(sampleRow({ activeAt: at(2026, 10, 3) }), now)).toEqual({ kind: 'older', month: at(2026, 10, 1, 0) })
    expect(groupOf(sampleRow({ activeAt: at(2025, 11, 30) }), now)).toEqual({
      kind: 'older',
      month: at(2025, 11, 1, 0),
    })
  })

  it('takes a clock that ran ahead for today', () => {
    expect(groupOf(sampleRow({ activeAt: now + 2 * day }), now)).toEqual({ kind: 'today' })
  })

  it('puts what needs the person first, however old it is', () => {
    expect(groupOf(sampleRow({ activeAt: at(2020, 1, 1), state: 'needsYou' }), now)).toEqual({ kind: 'needsYou' })
  })
})

describe('orderEntries', () => {
  it('puts headings before their rows', () => {
    const rows = [
      sampleRow({ id: 'old', activeAt: at(2026, 9, 3) }),
      sampleRow({ id: 'now', activeAt: now }),
      sampleRow({ id: 'asks', activeAt: at(2026, 11, 1), state: 'needsYou' }),
      sampleRow({ id: 'earlier', activeAt: now - hour }),
      sampleRow({ id: 'kept', activeAt: at(2020, 1, 1), pinned: true }),
      sampleRow({ id: 'kept and asks', activeAt: at(2020, 1, 1), pinned: true, state: 'needsYou' }),
    ]
    const shown = orderEntries(rows, now).map((entry) => (entry.kind === 'row' ? entry.id : `# ${entry.group.kind}`))
    expect(shown).toEqual([
      ...['# needsYou', 'kept and asks', 'asks'],
      ...['# pinned', 'kept', '# today', 'now', 'earlier', '# older', 'old'],
    ])
  })

  const anyRow: fc.Arbitrary<SessionRow> = fc
    .record({
      id: fc.string({ minLength: 1, maxLength: 6 }),
      activeAt: fc.integer({ min: now - 800 * day, max: now + day }),
      pinned: fc.boolean(),
      state: fc.constantFrom('idle', 'running', 'needsYou', 'failed', 'stopped'),
    })
    .map((some) => sampleRow(some))

  it('shows every row once, each heading once, and in the same order whatever the order of arrival', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyRow, { selector: (row) => row.id }), (rows) => {
        const entries = orderEntries(rows, now)
        const ids = entries.flatMap((entry) => (entry.kind === 'row' ? [entry.id] : []))
        const headings = entries.flatMap((entry) => (entry.kind === 'group' ? [entry.key] : []))
        expect([...ids].sort()).toEqual(rows.map((row) => row.id).sort())
        expect(new Set(headings).size).toBe(headings.length)
        expect(orderEntries([...rows].reverse(), now)).toEqual(entries)
      }),
    )
  })
})

describe('compareRows', () => {
  it('is settled by the id when all else is equal', () => {
    const a = sampleRow({ id: 'a', activeAt: 5 })
    const b = sampleRow({ id: 'b', activeAt: 5 })
    expect(compareRows(a, b)).toBeLessThan(0)
    expect(compareRows(b, a)).toBeGreaterThan(0)
    expect(compareRows(a, a)).toBe(0)
  })
})

describe('movesRow', () => {
  const row = sampleRow({ activeAt: 5, state: 'idle' })
  it('tells what can change the order', () => {
    expect(movesRow(undefined, row)).toBe(true)
    expect(movesRow(row, { ...row, activeAt: 6 })).toBe(true)
    expect(movesRow(row, { ...row, state: 'needsYou' })).toBe(true)
    expect(movesRow(row, { ...row, pinned: true })).toBe(true)
    expect(movesRow(row, { ...row, state: 'running', title: 'Other', unread: true })).toBe(false)
  })
})

describe('startOfDay', () => {
  it('is midnight of the local day', () => {
    expect(startOfDay(now)).toBe(at(2026, 11, 20, 0))
  })
})
