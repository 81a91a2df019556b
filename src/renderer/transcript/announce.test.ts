import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { announceBatches } from './announce.ts'

describe('announceBatches', () => {
  it('says sentences without the signs of Markdown, and no code', () => {
    const markdown = '# Title\n\nUse **`get`** and [the docs](http://a.b).\n\n```ts\nsecret()\n```\n\n- One\n- Two'
    expect(announceBatches(markdown)).toEqual({ batches: ['Title Use get and the docs. One Two'], more: false })
  })

  it('cuts between sentences, and stops after a while', () => {
    const { batches, more } = announceBatches('This is a sentence of some length. '.repeat(100))
    expect(more).toBe(true)
    for (const text of batches) {
      expect(text.length).toBeLessThanOrEqual(340)
      expect(text.endsWith('.')).toBe(true)
    }
  })

  it('never says more than a few sentences at once, whatever it is given', () => {
    const anything = fc.oneof(fc.string({ maxLength: 3_000 }), fc.constantFrom('x'.repeat(5_000), 'word '.repeat(900)))
    fc.assert(
      fc.property(anything, (markdown) => {
        const { batches } = announceBatches(markdown)
        for (const one of batches) {
          expect(one.length).toBeLessThanOrEqual(301)
          expect(one.trim()).not.toBe('')
        }
        expect(batches.join('').length).toBeLessThanOrEqual(1_600)
      }),
    )
  })

  it('says every word once, in order', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 8 })
    const sentences = fc.array(
      fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `${words.join(' ')}.`),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(sentences, (all) => {
        expect(announceBatches(all.join(' ')).batches.join(' ')).toBe(all.join(' '))
      }),
    )
  })
})
