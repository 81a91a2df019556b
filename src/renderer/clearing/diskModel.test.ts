import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionRow } from '../../shared/model/session.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { ageOf, partsOf, tilesOf } from './diskModel.ts'

const day = 86_400_000
const now = 1_000 * day
const rowsOf = (...rows: readonly SessionRow[]): ReadonlyMap<string, SessionRow> =>
  new Map(rows.map((row) => [row.id, row]))

describe('the parts of a picture', () => {
  const use = {
    sessions: { ids: ['a', 'b', 'unlisted'], bytes: [500, 300, 200] },
    places: [],
  }
  const rows = rowsOf(
    sampleRow({ id: 'a', title: 'First', folder: '/x/web', activeAt: now - day }),
    sampleRow({ id: 'b', title: 'Second', folder: '/y/web', activeAt: now - 400 * day }),
  )

  it('are sessions by their titles, and what is on the disk without being listed', () => {
    expect(partsOf(use, rows, 'session', now)).toMatchObject([
      { name: 'First', bytes: 500, id: 'a' },
      { name: 'Second', bytes: 300, id: 'b' },
      { name: 'unlisted', bytes: 200, id: null },
    ])
  })

  it('are folders by their whole path, named by their last part', () => {
    expect(partsOf(use, rows, 'folder', now).map(({ key, name }) => [key, name])).toEqual([
      ['/x/web', 'web'],
      ['/y/web', 'web'],
      ['', ''],
    ])
  })

  it('are ages by the last activity', () => {
    expect(partsOf(use, rows, 'age', now).map(({ key, bytes, count }) => [key, bytes, count])).toEqual([
      ['0', 500, 1],
      ['4', 500, 2],
    ])
    expect([0, 7, 8, 30, 365, 366].map((days) => ageOf(now - days * day, now))).toEqual([0, 0, 1, 1, 3, 4])
  })

  it('lose no byte, however many there are, and lie beside one another within the picture', () => {
    const sizes = fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 200 })
    fc.assert(
      fc.property(sizes, (bytes) => {
        const many = { sessions: { ids: bytes.map((_, at) => `s${at}`), bytes }, places: [] }
        const parts = partsOf(many, new Map(), 'session', now)
        expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes.reduce((sum, size) => sum + size, 0))
        expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(bytes.length)
        const tiles = tilesOf(parts, 2)
        expect(tiles).toHaveLength(parts.length)
        const area = tiles.reduce((sum, { width, height }) => sum + width * height, 0)
        if (parts.length > 0) expect(area).toBeCloseTo(10_000, 3)
        for (const { left, top, width, height } of tiles) {
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(-1e-6)
          expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(100 + 1e-6)
        }
      }),
    )
  })
})
