import { expect, test } from 'vitest'
import { firstRule } from './cleanup.ts'
import { previewDuplicates } from './duplicates.ts'
import type { SessionRow } from './model/session.ts'
import { sampleRow } from './row.fixture.ts'

const rowsOf = (...rows: readonly Partial<SessionRow>[]): ReadonlyMap<string, SessionRow> =>
  new Map(rows.map((row) => [row.id ?? '', sampleRow({ kind: null, size: 100, ...row })]))

test('the pinned one stays, else one with bookmarks, else one with a name of its own, else the newest', () => {
  const groups = [{ same: ['a', 'b', 'c', 'd'], within: [], messages: 4 }]
  const kept = (...marks: readonly Partial<SessionRow>[]): string | undefined => {
    const rows = rowsOf(...['a', 'b', 'c', 'd'].map((id, index) => ({ id, activeAt: index, ...marks[index] })))
    return previewDuplicates(rows, groups, { ...firstRule, includePinned: true, includeBookmarked: true })
      .of.values()
      .next().value?.keptId
  }
  expect(
    kept({ titleIsManual: false }, { titleIsManual: false }, { titleIsManual: false }, { titleIsManual: false }),
  ).toBe('d')
  expect(
    kept({ titleIsManual: true }, { titleIsManual: false }, { titleIsManual: false }, { titleIsManual: false }),
  ).toBe('a')
  expect(kept({ titleIsManual: true }, { bookmarks: 1 })).toBe('b')
  expect(kept({ titleIsManual: true }, { bookmarks: 1 }, { pinned: true })).toBe('c')
})

test('what says less than another could go, and what is spared says why', () => {
  const rows = rowsOf(
    { id: 'long', activeAt: 1 },
    { id: 'short', activeAt: 9 },
    { id: 'marked', bookmarks: 2 },
    { id: 'cli', origin: 'cli' },
    { id: 'draft', hasDraft: true },
  )
  const groups = [{ same: ['long'], within: ['short', 'marked', 'cli', 'draft', 'gone'], messages: 9 }]
  const found = previewDuplicates(rows, groups, firstRule)
  expect(found.rows.map(({ id }) => id)).toEqual(['short'])
  expect(found.bytes).toBe(100)
  expect(found.of).toEqual(new Map([['short', { keptId: 'long', how: 'within' }]]))
  expect(found.keptOut).toEqual([
    { id: 'marked', reason: 'bookmarked' },
    { id: 'cli', reason: 'cli' },
    { id: 'draft', reason: 'draft' },
  ])
  const all = previewDuplicates(rows, groups, { ...firstRule, includeCli: true, includeBookmarked: true })
  expect(all.rows.map(({ id }) => id)).toEqual(['short', 'marked', 'cli'])
})

test('a group of which the one that stays is gone meanwhile proposes nothing', () => {
  const rows = rowsOf({ id: 'short' })
  expect(previewDuplicates(rows, [{ same: ['long'], within: ['short'], messages: 9 }], firstRule).rows).toEqual([])
})
