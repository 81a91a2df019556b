import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionRow } from '../../shared/model/session.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { previewCleanup } from './cleanup.ts'

const DAY = 86_400_000
const NOW = 1000 * DAY
const row = (over: Partial<SessionRow>): SessionRow => sampleRow({ kind: null, size: 100, ...over })
const rule = {
  olderThanDays: 30,
  minBytes: 0,
  only: 'any' as const,
  includeCli: false,
  includeBookmarked: false,
  includePinned: false,
}

describe('previewCleanup', () => {
  it('goes by last activity, never by creation', () => {
    const rows = [
      row({ id: 'old', activeAt: NOW - 31 * DAY, createdAt: NOW }),
      row({ id: 'used', activeAt: NOW - DAY }),
    ]
    expect(previewCleanup(rows, rule, NOW)).toMatchObject({ ids: ['old'], bytes: 100, keptOut: [] })
  })

  it('goes by all that a session takes, where that was measured: most of it may be beside its log', () => {
    const rows = [
      row({ id: 'pictures', activeAt: 0, size: 100 }),
      row({ id: 'log', activeAt: 0, size: 5_000 }),
      row({ id: 'small', activeAt: 0, size: 100 }),
    ]
    const sizes = new Map([
      ['pictures', 9_000],
      // Written to since.
      ['log', 4_000],
    ])
    const large = { ...rule, minBytes: 1_000 }
    expect(previewCleanup(rows, large, NOW, {}, sizes)).toMatchObject({ ids: ['pictures', 'log'], bytes: 14_000 })
    expect(previewCleanup(rows, large, NOW)).toMatchObject({ ids: ['log'], bytes: 5_000 })
  })

  it('a draft that was changed lately keeps its session young; one that nobody touched for long is found', () => {
    const rows = [
      row({ id: 'written', size: 0, unsent: true, hasDraft: true, activeAt: NOW - 90 * DAY }),
      row({ id: 'left', size: 0, unsent: true, hasDraft: true, activeAt: NOW - 90 * DAY }),
      row({ id: 'unknown', size: 0, unsent: true, hasDraft: true, activeAt: NOW - 91 * DAY }),
    ]
    const times = { written: NOW - DAY, left: NOW - 40 * DAY }
    const found = previewCleanup(rows, { ...rule, only: 'unsent' }, NOW, times)
    expect(found.ids).toEqual(['unknown', 'left'])
    expect(previewCleanup(rows, rule, NOW, times).keptOut.map(({ id }) => id)).toEqual(['unknown', 'left'])
  })

  it('finds drafts that were left in sessions that were sent: by the age of the draft, whatever spares the session', () => {
    const rows = [
      row({ id: 'left', hasDraft: true, activeAt: NOW - DAY, pinned: true, bookmarks: 1, origin: 'cli' }),
      row({ id: 'written', hasDraft: true, activeAt: NOW - 90 * DAY }),
      row({ id: 'undated', hasDraft: true, activeAt: NOW - 90 * DAY }),
      row({ id: 'running', hasDraft: true, state: 'running' }),
      row({ id: 'none' }),
      row({ id: 'begun', unsent: true, hasDraft: true }),
    ]
    const times = { left: NOW - 40 * DAY, written: NOW - DAY }
    const found = previewCleanup(rows, { ...rule, only: 'draft', minBytes: 1_000 }, NOW, times)
    expect(found.ids.toSorted()).toEqual(['left', 'undated'])
    expect(found.keptOut).toEqual([{ id: 'running', reason: 'running' }])
  })

  it('takes only what is large, empty or was never sent when that is what is looked for', () => {
    const rows = [
      row({ id: 'large', size: 5_000_000, said: true }),
      row({ id: 'small', size: 900, said: true }),
      row({ id: 'void', size: 400, said: false }),
      row({ id: 'file', size: 0, said: false, problem: { code: 'empty', detail: null } }),
      row({ id: 'begun', size: 0, unsent: true, hasDraft: true }),
    ]
    const taken = (over: Partial<typeof rule> | { readonly only: 'empty' | 'unsent' }): readonly string[] =>
      previewCleanup(rows, { ...rule, ...over }, NOW).ids
    expect(taken({ minBytes: 1_000_000 })).toEqual(['large'])
    expect(taken({ only: 'empty' })).toEqual(['void', 'file'])
    expect(taken({ only: 'unsent' })).toEqual(['begun'])
    expect(taken({})).not.toContain('begun')
  })

  it('spares what runs, what is pinned or bookmarked, what holds a draft and what the CLI made, and says so', () => {
    const rows = [
      row({ id: 'a', state: 'needsYou' }),
      row({ id: 'b', bookmarks: 2 }),
      row({ id: 'c', hasDraft: true }),
      row({ id: 'd', origin: 'cli' }),
      row({ id: 'e', queued: 1 }),
      row({ id: 'f', pinned: true }),
    ]
    const preview = previewCleanup(rows, rule, NOW)
    expect(preview.ids).toEqual([])
    expect(preview.keptOut.map((kept) => kept.reason)).toEqual([
      'running',
      'bookmarked',
      'draft',
      'cli',
      'draft',
      'pinned',
    ])
    const all = previewCleanup(rows, { ...rule, includeCli: true, includeBookmarked: true, includePinned: true }, NOW)
    expect(all.ids).toEqual(['b', 'd', 'f'])
  })

  it('never takes and spares the same session, and never one that is younger, for any list', () => {
    const anyRow = fc
      .record({
        activeAt: fc.integer({ min: 0, max: NOW }),
        bookmarks: fc.nat({ max: 1 }),
        pinned: fc.boolean(),
        origin: fc.constantFrom('cli' as const, 'retoma' as const),
        state: fc.constantFrom('idle' as const, 'running' as const),
      })
      .map(row)
    fc.assert(
      fc.property(fc.array(anyRow), fc.nat({ max: 1000 }), (rows, olderThanDays) => {
        const named = rows.map((one, index) => ({ ...one, id: String(index) }))
        const preview = previewCleanup(named, { ...rule, olderThanDays }, NOW)
        const spared = new Set(preview.keptOut.map((kept) => kept.id))
        for (const taken of named.filter(({ id }) => preview.ids.includes(id))) {
          expect(spared.has(taken.id)).toBe(false)
          expect(taken.activeAt).toBeLessThan(NOW - olderThanDays * DAY)
          expect(taken.state).toBe('idle')
          expect(taken.pinned).toBe(false)
        }
      }),
    )
  })
})
