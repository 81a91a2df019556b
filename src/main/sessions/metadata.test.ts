import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newRecord } from '../library/record.ts'
import { changesMarks, readMetadata, toMetadata, whatIsNew } from './metadata.ts'

const record = newRecord('a', 1)
const found = { at: 5, title: 'Theirs', pinned: true, tags: ['x'], lineage: null, nameSeen: 'Theirs' }

describe('what is kept with a session', () => {
  it('reads what it wrote, within what the runtime takes, for any title and tags', () => {
    const any = fc.record({
      title: fc.option(fc.string({ unit: 'binary', maxLength: 300 })),
      pinned: fc.boolean(),
      tags: fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 20 }),
      markedAt: fc.nat(),
    })
    fc.assert(
      fc.property(any, (marks) => {
        const text = toMetadata({ ...record, ...marks })
        expect(Buffer.byteLength(text)).toBeLessThan(16_384)
        const { markedAt, ...rest } = marks
        expect(readMetadata(text)).toEqual({ ...rest, at: markedAt, lineage: null, nameSeen: null })
      }),
    )
  })

  it.each([
    '',
    'no JSON',
    '{}',
    '{"v":2,"at":1,"title":null,"pinned":false,"tags":[],"lineage":null,"nameSeen":null}',
    'null',
  ])('leaves %j alone', (text) => {
    expect(readMetadata(text)).toBeNull()
  })

  it('does not know a later kind of lineage, and keeps the rest', () => {
    const text = JSON.stringify({ v: 1, ...found, lineage: { from: 'b', kind: 'grafted' } })
    expect(readMetadata(text)).toEqual(found)
  })
})

describe('whatIsNew', () => {
  const taken = {
    title: 'Theirs',
    nameSeen: 'Theirs',
    pinned: true,
    tags: ['x'],
    lineage: null,
    markedAt: 5,
    syncedAt: 5,
  }

  it('takes everything where the library has nothing, or something older', () => {
    expect(whatIsNew(null, found)).toEqual(taken)
    expect(whatIsNew(record, found)).toEqual(taken)
    expect(whatIsNew({ ...record, title: 'Mine', markedAt: 4, syncedAt: 4 }, found)).toEqual(taken)
  })

  it('takes nothing where the library knows of it', () => {
    expect(whatIsNew({ ...record, markedAt: 5, syncedAt: null }, found)).toBeNull()
    expect(whatIsNew({ ...record, markedAt: 9, syncedAt: 5 }, found)).toBeNull()
  })

  it('fills what is missing in a library that was lost and written to before it was asked', () => {
    const mine = { ...record, tags: ['mine'], markedAt: 9 }
    expect(whatIsNew(mine, found)).toEqual({
      title: 'Theirs',
      nameSeen: 'Theirs',
      pinned: true,
      tags: ['mine'],
      lineage: null,
    })
    const whole = { ...mine, title: 'Mine', pinned: true }
    expect(whatIsNew(whole, found)).toBeNull()
  })
})

describe('changesMarks', () => {
  it('sees title, pin, tags and lineage, and only when they differ', () => {
    expect(changesMarks(record, { title: 'T' })).toBe(true)
    expect(changesMarks(record, { title: null, pinned: false, tags: [] })).toBe(false)
    expect(changesMarks({ ...record, tags: ['a', 'b'] }, { tags: ['b', 'a'] })).toBe(true)
    expect(changesMarks(record, { lineage: { from: 'b', kind: 'continued' } })).toBe(true)
    expect(changesMarks(record, { notes: 'n', unread: true })).toBe(false)
    expect(changesMarks(record, { title: 'T', markedAt: 3 })).toBe(false)
  })
})
