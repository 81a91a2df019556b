import { describe, expect, it } from 'vitest'
import type { AppEvent } from '../../shared/events.ts'
import { firstLook, type ListKept, type SavedView } from '../../shared/listing.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { fromTable } from '../../shared/table.ts'
import { createTelling, firstRows } from './telling.ts'

const kept = (look: Partial<ListKept['look']> = {}, views: readonly SavedView[] = []): ListKept => ({
  look: { ...firstLook, ...look },
  views,
  tagColours: {},
})
/** The first is the oldest. */
const many = (count: number): SessionRow[] =>
  Array.from({ length: count }, (_, n) => sampleRow({ id: `s${n}`, activeAt: n + 1, said: true }))

describe('the first rows', () => {
  it('are all of a short list, however it is looked at', () => {
    const rows = many(20)
    expect(firstRows(rows, kept({ grouping: 'folder' }), [])).toEqual(rows)
  })

  it('of a long one are those at its top: what waits, what is pinned, the last used', () => {
    const rows = many(2_000)
    rows[3] = sampleRow({ id: 's3', activeAt: 4, said: true, pinned: true })
    rows[5] = sampleRow({ id: 's5', activeAt: 6, said: true, state: 'needsYou' })
    const ids = firstRows(rows, kept(), ['s7', null]).map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['s3', 's5', 's7', 's1999', 's1850']))
    expect(ids).not.toContain('s1000')
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('leave out what the list leaves out', () => {
    const rows = many(2_000).map((row, n) => (n < 1_500 ? row : { ...row, archived: true }))
    const ids = firstRows(rows, kept(), []).map(({ id }) => id)
    expect(ids).toContain('s1499')
    expect(ids).not.toContain('s1999')
  })

  it('are only what is opened when the order needs all rows', () => {
    const rows = many(2_000)
    const view: SavedView = { id: 'v', name: 'View', filter: 'tag:x', grouping: 'day', sort: 'active' }
    const looks = [
      kept({ grouping: 'folder' }),
      kept({ sort: 'title' }),
      kept({ viewId: 'unread' }),
      kept({ viewId: 'v' }, [view]),
    ]
    for (const look of looks) expect(firstRows(rows, look, ['s7'])).toEqual([rows[7]])
  })
})

describe('the rest of a long list', () => {
  function setup(count: number) {
    const rows = new Map(many(count).map((row) => [row.id, row]))
    const events: AppEvent[] = []
    const telling = createTelling({
      rows: () => [...rows.values()],
      row: (id) => rows.get(id) ?? null,
      tell: (event) => events.push(event),
    })
    const told = (): readonly SessionRow[] =>
      events.flatMap((event) => (event.type === 'list.continued' ? fromTable(event.rows) : []))
    return { rows, events, telling, told }
  }

  it('is told some at a time, each row once and as it is then; the last word is that it was all', () => {
    const { rows, events, telling, told } = setup(3_000)
    const first = telling.begin(kept(), [])
    expect(first.rows.length + first.unlisted).toBe(3_000)
    expect(events).toEqual([])
    let left = telling.goOn()
    expect(told()).toHaveLength(first.unlisted - left)
    expect(left).toBeGreaterThan(0)
    rows.delete('s1500')
    rows.set('s1501', sampleRow({ id: 's1501', title: 'Renamed meanwhile' }))
    while (left > 0) {
      expect(events.at(-1)?.type).toBe('list.continued')
      left = telling.goOn()
    }
    const ids = [...first.rows, ...told()].map(({ id }) => id)
    expect(new Set(ids)).toEqual(new Set(many(3_000).flatMap(({ id }) => (id === 's1500' ? [] : [id]))))
    expect(ids).toHaveLength(2_999)
    expect(told().find(({ id }) => id === 's1501')?.title).toBe('Renamed meanwhile')
    expect(events.at(-1)).toEqual({ type: 'list.completed' })
    expect(telling.goOn()).toBe(0)
    expect(events.filter(({ type }) => type === 'list.completed')).toHaveLength(1)
  })

  it('begins anew with a page that was loaded anew', () => {
    const { events, telling, told } = setup(3_000)
    telling.begin(kept(), [])
    telling.goOn()
    const first = telling.begin(kept(), [])
    events.length = 0
    while (telling.goOn() > 0);
    expect(told()).toHaveLength(first.unlisted)
  })
})
