import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstSaid, nothingSaid, sayOn } from './announce.ts'

const saidOf = (markdown: string) => sayOn(markdown, true, nothingSaid)

/** What is said of a text that comes in pieces of these sizes. */
function streamed(markdown: string, sizes: readonly number[]): readonly string[] {
  const batches: string[] = []
  let said = nothingSaid
  for (let end = 0, n = 0; end < markdown.length; n += 1) {
    end = Math.min(markdown.length, end + sizes[n % sizes.length]!)
    const step = sayOn(markdown.slice(0, end), end === markdown.length, said)
    batches.push(...step.batches)
    said = step.now
  }
  return batches
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })

describe('what is said of an answer', () => {
  it('is sentences without the signs of Markdown, and no code', () => {
    const markdown = '# Title\n\nUse **`get`** and [the docs](http://a.b).\n\n```ts\nsecret()\n```\n\n- One\n- Two'
    expect(saidOf(markdown)).toMatchObject({ batches: ['Title Use get and the docs. One Two'], more: false })
  })

  it.each([
    ['```ts\nconst a = 1\n\nconst b = 2\n```', 'Look: After it. Done.'],
    ['~~~\n```\nconst b = 2\n~~~', 'Look: After it. Done.'],
    ['- ```\n  const b = 2\n  ```', 'Look: After it. Done.'],
    ['````\n```\nconst b = 2\n```\n````', 'Look: After it. Done.'],
    ['It is ```const``` here', 'Look: It is const here After it. Done.'],
  ])('leaves out %j, and nothing behind it', (code, said) => {
    const markdown = `Look:\n\n${code}\nAfter it.\n\nDone.`
    expect(saidOf(markdown).batches.join(' ')).toBe(said)
    expect(streamed(markdown, [1]).join(' ')).toBe(said)
  })

  it('is cut between sentences, and stops after a while', () => {
    const { batches, more } = saidOf('This is a sentence of some length. '.repeat(100))
    expect(more).toBe(true)
    for (const text of batches) {
      expect(text.length).toBeLessThanOrEqual(340)
      expect(text.endsWith('.')).toBe(true)
    }
  })

  it('is never more than a few sentences at once, whatever it is given and however it comes', () => {
    const anything = fc.oneof(fc.string({ maxLength: 3_000 }), fc.constantFrom('x'.repeat(5_000), 'word '.repeat(900)))
    fc.assert(
      fc.property(anything, sizes, (markdown, pieces) => {
        for (const batches of [saidOf(markdown).batches, streamed(markdown, pieces)]) {
          for (const one of batches) {
            expect(one.length).toBeLessThanOrEqual(301)
            expect(one.trim()).not.toBe('')
          }
          expect(batches.join('').length).toBeLessThanOrEqual(1_600)
        }
      }),
    )
  })

  it('is every word once, in order', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 8 })
    const sentences = fc.array(
      fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `${words.join(' ')}.`),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(sentences, (all) => {
        expect(saidOf(all.join(' ')).batches.join(' ')).toBe(all.join(' '))
      }),
    )
  })

  it('is the same words while it streams, in whatever pieces, and whole paragraphs at a time', () => {
    const block = fc.constantFrom(
      'One. Two.',
      '# Three',
      '- four\n- five',
      '```\nsix.\n\nseven\n```',
      'Eight, nine.',
      '',
    )
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 9 }), sizes, (blocks, pieces) => {
        const markdown = blocks.join('\n\n')
        const batches = streamed(markdown, pieces)
        expect(batches.join(' ')).toBe(saidOf(markdown).batches.join(' '))
        for (const said of batches) expect(said).not.toMatch(/(?:One|Eight)$/)
      }),
    )
  })

  it('begins before the answer is complete, and never with half a paragraph', () => {
    const first = sayOn('The first of two. It is whole.\n\nThe second is', false, nothingSaid)
    expect(first.batches).toEqual(['The first of two. It is whole.'])
    expect(sayOn('The first of two. It is whole.\n\nThe second is not', false, first.now).batches).toEqual([])
  })
})

describe('firstSaid', () => {
  it('is the beginning of a text, and nothing of none', () => {
    expect(firstSaid('**Which** colour?')).toBe('Which colour?')
    expect(firstSaid('```\ncode\n```')).toBe('')
  })
})
