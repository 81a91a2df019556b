import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastAtMost } from './lastAtMost.ts'

test('finds what looking at each would find', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50)), fc.integer({ min: -5, max: 60 }), (numbers, place) => {
      const ascending = numbers.toSorted((a, b) => a - b)
      expect(lastAtMost(ascending, place)).toBe(
        Math.max(
          0,
          ascending.findLastIndex((one) => one <= place),
        ),
      )
    }),
  )
})
