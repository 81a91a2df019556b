import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginningOf } from './beginning.ts'

test('a text that is short enough is shown whole, a longer one up to the end of a paragraph', () => {
  expect(beginningOf('one\n\ntwo', 0, 8)).toBe('one\n\ntwo')
  expect(beginningOf('one two\n\nthree', 0, 9)).toBe('one two')
  // Where no paragraph ends near, it is cut; but no character is.
  expect(beginningOf('x\n\nlonger than that', 0, 10)).toBe('x\n\nlonger ')
  expect(beginningOf('abc😀', 2, 2)).toBe('abc\ufffd')
})

test('with each wish for more there is more, until it is all there', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('word ', '\n\n', '```', 'ação')),
      fc.integer({ min: 2, max: 9 }),
      (parts, step) => {
        const text = parts.join('')
        let shown = beginningOf(text, 0, step)
        for (let times = 0; shown.length < text.length; times += 1) {
          const next = beginningOf(text, shown.length, step)
          expect(next.length).toBeGreaterThan(shown.length)
          shown = next
          expect(times).toBeLessThan(text.length)
        }
        expect(shown).toBe(text)
      },
    ),
  )
})
