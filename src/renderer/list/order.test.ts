import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionRow } from '../../shared/model/session.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { firstLook, groupings, sorts } from '../../shared/listing.ts'
import type { Arrangement } from '../../shared/listing.ts'
import { compareRows, entriesOf, groupOf, movesRow, orderEntries, placeRows, startOfDay } from './order.ts'

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
  const row = sampleRow({ activeAt: 5, state: 'idle', summary: 'said' })
  const look = { ...firstLook, now, filter: '' }
  const busy = { ...row, state: 'running', title: 'Other', unread: true, size: 9 } as const
  it('tells what can change the order', () => {
    expect(movesRow(undefined, row, look)).toBe(true)
    expect(movesRow(row, { ...row, activeAt: 6 }, look)).toBe(true)
    expect(movesRow(row, { ...row, state: 'needsYou' }, look)).toBe(true)
    expect(movesRow(row, { ...row, pinned: true }, look)).toBe(true)
    expect(movesRow(row, { ...row, archived: true }, look)).toBe(true)
    expect(movesRow(row, busy, look)).toBe(false)
  })

  it('depends on how the list is looked at', () => {
    expect(movesRow(row, busy, { ...look, grouping: 'state' })).toBe(true)
    expect(movesRow(row, busy, { ...look, sort: 'title' })).toBe(true)
    expect(movesRow(row, busy, { ...look, sort: 'size' })).toBe(true)
    expect(movesRow(row, busy, { ...look, filter: 'is:unread' })).toBe(true)
    expect(movesRow(row, { ...row, tags: ['x'] }, look)).toBe(false)
    expect(movesRow(row, { ...row, tags: ['x'] }, { ...look, grouping: 'tag' })).toBe(true)
    // The same group, of another heading.
    expect(movesRow({ ...row, tags: ['x'] }, { ...row, tags: ['X'] }, { ...look, grouping: 'tag' })).toBe(true)
    expect(movesRow({ ...row, tags: ['x'] }, { ...row, tags: ['x'] }, { ...look, filter: 'x' })).toBe(false)
  })
})

describe('grouping and sorting', () => {
  const rows = [
    sampleRow({
      id: 'a',
      title: 'Émile',
      folder: '/b/web',
      model: 'gpt-5',
      tags: ['Zeta', 'alpha'],
      activeAt: now,
      size: 5,
    }),
    sampleRow({
      id: 'b',
      title: 'alpha',
      folder: '/a/api',
      model: null,
      activeAt: now - hour,
      createdAt: now,
      size: 50,
      unread: true,
    }),
    sampleRow({
      id: 'c',
      title: 'Beta',
      folder: '/b/web',
      tags: ['alpha'],
      activeAt: now - 2 * hour,
      state: 'failed',
      size: 1,
    }),
    sampleRow({ id: 'd', title: 'zeta', pinned: true, activeAt: at(2025, 1, 1), repository: 'octo/web' }),
  ]
  const shown = (arrangement: Arrangement): readonly string[] =>
    orderEntries(rows, now, arrangement).map((entry) =>
      entry.kind === 'row' ? entry.id : `# ${entry.key} (${entry.count})`,
    )

  it.each([
    [
      { grouping: 'folder', sort: 'active' },
      ['# pinned (1)', 'd', '# folder:/a/api (1)', 'b', '# folder:/b/web (2)', 'a', 'c'],
    ],
    [{ grouping: 'repository', sort: 'title' }, ['# pinned (1)', 'd', '# repository: (3)', 'b', 'c', 'a']],
    [
      { grouping: 'tag', sort: 'active' },
      ['# pinned (1)', 'd', '# tag:alpha (1)', 'c', '# tag:zeta (1)', 'a', '# tag: (1)', 'b'],
    ],
    [{ grouping: 'model', sort: 'size' }, ['# pinned (1)', 'd', '# model:gpt-5 (2)', 'a', 'c', '# model: (1)', 'b']],
    [
      { grouping: 'state', sort: 'active' },
      ['# state-unread (1)', 'b', '# state-failed (1)', 'c', '# state-read (2)', 'a', 'd'],
    ],
    [{ grouping: 'none', sort: 'size' }, ['b', 'a', 'c', 'd']],
    [{ grouping: 'none', sort: 'title' }, ['b', 'c', 'a', 'd']],
    [{ grouping: 'none', sort: 'created' }, ['b', 'a', 'c', 'd']],
    [{ grouping: 'day', sort: 'title' }, ['# pinned (1)', 'd', '# today (3)', 'b', 'c', 'a']],
  ] as const)('%j', (arrangement, expected) => {
    expect(shown(arrangement)).toEqual(expected)
  })

  it('leaves out the rows of folded groups, and counts them', () => {
    const placed = placeRows(rows, now, { grouping: 'folder', sort: 'active' })
    const entries = entriesOf(placed, new Set(['folder:/b/web', 'today']))
    expect(entries.at(-1)).toMatchObject({ kind: 'group', key: 'folder:/b/web', count: 2, folded: true })
    expect(entries.flatMap((entry) => (entry.kind === 'row' ? [entry.id] : []))).toEqual(['d', 'b'])
  })

  it('shows every row once and each heading once, whatever it is grouped and sorted by', () => {
    const anyRow = fc
      .record({
        id: fc.string({ minLength: 1, maxLength: 4 }),
        activeAt: fc.integer({ min: now - 400 * day, max: now }),
        createdAt: fc.integer({ min: now - 400 * day, max: now }),
        title: fc.constantFrom('', 'a', 'É', 'b', '10'),
        folder: fc.constantFrom(null, '/a/x', '/b/x', '/c'),
        tags: fc.constantFrom([], ['x'], ['X', 'y']),
        model: fc.constantFrom(null, 'm', 'n'),
        size: fc.nat(3),
        unread: fc.boolean(),
        pinned: fc.boolean(),
        state: fc.constantFrom('idle', 'running', 'needsYou', 'failed', 'stopped'),
      })
      .map((some) => sampleRow(some as Partial<SessionRow>))
    fc.assert(
      fc.property(
        fc.uniqueArray(anyRow, { selector: (row) => row.id }),
        fc.constantFrom(...groupings),
        fc.constantFrom(...sorts),
        (all, grouping, sort) => {
          const entries = orderEntries(all, now, { grouping, sort })
          const ids = entries.flatMap((entry) => (entry.kind === 'row' ? [entry.id] : []))
          const keys = entries.flatMap((entry) => (entry.kind === 'group' ? [entry.key] : []))
          expect([...ids].sort()).toEqual(all.map((row) => row.id).sort())
          expect(new Set(keys).size).toBe(keys.length)
          expect(orderEntries([...all].reverse(), now, { grouping, sort })).toEqual(entries)
        },
      ),
    )
  })
})

describe('startOfDay', () => {
  it('is midnight of the local day', () => {
    expect(startOfDay(now)).toBe(at(2026, 11, 20, 0))
  })
})
