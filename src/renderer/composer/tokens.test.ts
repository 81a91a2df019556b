import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateBytes, estimateTokens, tooLong } from './tokens.ts'

describe('estimateTokens', () => {
  // Counted with the tokenizer o200k_base.
  it.each([
    ['The quick brown fox jumps over the lazy dog.', 10],
    ['export function add(a: number, b: number): number {\n      return a + b\n}\n', 20],
    ['internationalization and antidisestablishmentarianism', 9],
    ['日本語の文章はトークンが多い。', 12],
    ['Привет, как дела сегодня?', 7],
  ])('%j', (text, tokens) => {
    const { least, likely } = estimateTokens(text)
    expect(least).toBeLessThanOrEqual(tokens)
    expect(likely).toBeGreaterThanOrEqual(tokens * 0.75)
    expect(likely).toBeLessThanOrEqual(tokens * 2)
  })

  it('grows with the text, and is never surer than it may be', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [one, both] = [estimateTokens(a), estimateTokens(a + b)]
        expect(one.least).toBeLessThanOrEqual(one.likely)
        expect(both.likely).toBeGreaterThanOrEqual(one.likely)
        expect(both.least).toBeGreaterThanOrEqual(one.least)
      }),
    )
  })
})

describe('tooLong', () => {
  const words = (count: number) => estimateTokens('word '.repeat(count))
  it('says nothing of what fits, or where the limit is not known', () => {
    expect(tooLong([words(100)], 1_000)).toBeNull()
    expect(tooLong([words(1_000_000)], null)).toBeNull()
  })

  it('says by how much, and whether it can work at all', () => {
    expect(tooLong([words(1_000)], 1_000)).toEqual({ by: 250, limit: 1_000, certain: false })
    expect(tooLong([words(10_000)], 1_000)).toEqual({ by: 12_000, limit: 1_000, certain: true })
  })

  it('counts what always goes along, but for what is certain', () => {
    expect(tooLong([words(700)], 1_000)).toBeNull()
    expect(tooLong([words(700)], 1_000, 600)).toEqual({ by: 480, limit: 1_000, certain: false })
    expect(tooLong([words(1)], 1_000, 5_000)).toMatchObject({ certain: false })
  })

  it('counts what goes along', () => {
    expect(tooLong([words(10), estimateBytes(100_000)], 1_000)).toMatchObject({ certain: true })
  })
})
