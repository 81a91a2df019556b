import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromTable, toTable } from './table.ts'

test('what comes out of a table is what went in, in its order', () => {
  const thing = fc.record({
    id: fc.string(),
    tags: fc.array(fc.string()),
    size: fc.integer(),
    parent: fc.option(fc.string()),
  })
  fc.assert(
    fc.property(fc.array(thing), (things) => {
      expect(fromTable(toTable(things))).toEqual(things)
    }),
  )
})

test('names each field once', () => {
  const text = JSON.stringify(toTable([{ title: 'a' }, { title: 'b' }]))
  expect(text.match(/title/gu)).toHaveLength(1)
})
