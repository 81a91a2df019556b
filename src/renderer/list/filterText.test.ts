import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryPieces } from '../../shared/query.ts'
import { added, chipsOf, filterOf, opened, replaced, typed } from './filterText.ts'

const none = filterOf('')

test('operators are chips, words stand in the box', () => {
  const filter = filterOf('cache is:unread -tag:"a b" login')
  expect(filter).toEqual({ filter: 'is:unread -tag:"a b" cache login', filterBox: 'cache login' })
  expect(chipsOf(filter)).toBe('is:unread -tag:"a b"')
})

test('an operator becomes a chip when it is finished, and filters before that', () => {
  const half = typed(none, 'cache is:unread', false)
  expect(half).toEqual({ filter: 'cache is:unread', filterBox: 'cache is:unread' })
  const whole = typed(half, 'cache is:unread ', false)
  expect([whole.filter, whole.filterBox, chipsOf(whole)]).toEqual(['is:unread cache ', 'cache ', 'is:unread'])
  expect(typed(half, 'cache is:unread', true)).toMatchObject({ filter: 'is:unread cache ', filterBox: 'cache ' })
  expect(typed(whole, 'cache tag:"a b" x', false)).toMatchObject({
    filter: 'is:unread tag:"a b" cache x',
    filterBox: 'cache x',
  })
  expect(typed(none, 'tag:"a b', true)).toMatchObject({ filter: 'tag:"a b"', filterBox: '' })
})

test('a chip is turned around, taken away, added once, and comes back into the box', () => {
  const filter = filterOf('is:unread tag:x word')
  expect(replaced(filter, 0, 9, '-is:unread').filter).toBe('-is:unread tag:x word')
  expect(replaced(filter, 10, 15, '')).toEqual({ filter: 'is:unread word', filterBox: 'word' })
  expect(added(filter, 'tag:x')).toBe(filter)
  expect(added(filter, 'tag:y').filter).toBe('is:unread tag:x tag:y word')
  expect(opened(filter)).toBe(filter)
  expect(opened(filterOf('is:unread tag:"a b"'))).toEqual({ filter: 'is:unread tag:"a b"', filterBox: 'tag:"a b"' })
})

test('whatever is typed, the box has what is left of it, and nothing that was asked for is lost', () => {
  const part = fc.constantFrom('is:unread', '-tag:x', 'tag:"a b"', 'in:"', '""', 'word', ' ', '  ', '"', ':', 'é')
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 6 }),
      fc.array(part, { maxLength: 6 }),
      fc.boolean(),
      (first, then, done) => {
        const before = typed(none, first.join(''), true)
        const text = then.join('')
        const after = typed(before, text, done)
        expect(after.filter.endsWith(after.filterBox)).toBe(true)
        expect(asked(after.filter)).toEqual([...asked(before.filter), ...asked(text)].toSorted())
      },
    ),
  )
})

test('a filter that was kept asks for the same with its operators in front, even where a quote has no end', () => {
  expect(filterOf('word tag:"a b')).toEqual({ filter: 'tag:"a b" word', filterBox: 'word' })
  const part = fc.constantFrom('is:unread', '-tag:x', 'tag:"a ""b""', 'in:"', 'word', '"a b', ' ', '"', ':', 'é')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const text = parts.join('')
      const { filter, filterBox } = filterOf(text)
      expect(filter.endsWith(filterBox)).toBe(true)
      expect(asked(filter)).toEqual(asked(text))
      expect(said(filter)).toEqual(said(text))
    }),
  )
})

/** What a filter asks for by operators, and by words. */
function asked(query: string): readonly string[] {
  return queryPieces(query)
    .flatMap(({ not, name, value }) => (name === null ? [] : [`${not} ${name} ${value}`]))
    .toSorted()
}

function said(query: string): readonly string[] {
  return queryPieces(query).flatMap(({ not, name, value }) => (name === null ? [`${not} ${value}`] : []))
}
