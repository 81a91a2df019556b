import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitAbstention } from './abstention.ts'

describe('splitAbstention', () => {
  it('takes an answer with the mark for an abstention, wherever the mark stands', () => {
    for (const text of ['[[POR_ABSTAIN]]', 'No. [[POR_ABSTAIN]] out of scope']) {
      expect(splitAbstention(text, true)).toEqual({ abstained: true, text: '', raw: text })
    }
  })

  it('leaves every other answer as it is', () => {
    expect(splitAbstention('see [[POR_ABST', true)).toEqual({
      abstained: false,
      text: 'see [[POR_ABST',
      raw: 'see [[POR_ABST',
    })
  })

  it('never shows a part of the mark while it streams', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '[') }), (before) => {
        const text = `${before.replace(/\[+$/, '')}[[POR_ABSTAIN]]`
        for (let end = text.length - 15; end < text.length; end += 1) {
          const shown = splitAbstention(text.slice(0, end), false).text
          expect(text.slice(0, -15).startsWith(shown)).toBe(true)
        }
      }),
    )
  })

  it('shows brackets that are no mark', () => {
    expect(splitAbstention('a [[b]', false).text).toBe('a [[b]')
  })
})
