import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitBlocks } from './blocks.ts'
import { closeInline, withoutHalfOpen } from './streaming.ts'

describe('withoutHalfOpen', () => {
  it.each([
    ['words\n``', 'words\n'],
    ['words\n~', 'words\n'],
    ['words\n```', 'words\n```'],
    ['words `', 'words `'],
    ['words\n\n| a | b', 'words\n\n'],
    ['words\n\n| a | b |\n|--', 'words\n\n'],
    ['words\n\n| a | b |\n|---|---|\n', 'words\n\n| a | b |\n|---|---|\n'],
    ['| a | b |\n|---|---|\n| 1 ', '| a | b |\n|---|---|\n| 1 '],
    ['| a | b |\n|---|---|\n| 1 | 2 |\n| ', '| a | b |\n|---|---|\n| 1 | 2 |\n| '],
    ['', ''],
  ])('%j shows %j', (text, shown) => {
    expect(withoutHalfOpen(text)).toBe(shown)
  })

  it('never shows a table that is taken for words at first', () => {
    const text = 'Look:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nDone.'
    for (let end = 0; end <= text.length; end += 1) {
      const shown = withoutHalfOpen(text.slice(0, end))
      const table = splitBlocks(shown).blocks.find((block) => block.kind === 'text' && block.text.startsWith('|'))
      if (table !== undefined) expect(table).toMatchObject({ text: expect.stringContaining('\n|-') as string })
    }
  })

  it('gives a beginning of the text, and all of it but its last two lines', () => {
    const text = fc.string({ unit: fc.constantFrom('|', '-', '`', '\n', 'a', ' ') })
    fc.assert(
      fc.property(text, (whole) => {
        const shown = withoutHalfOpen(whole)
        expect(whole.startsWith(shown)).toBe(true)
        expect(whole.slice(shown.length).split('\n').length).toBeLessThanOrEqual(2)
      }),
    )
  })
})

describe('closeInline', () => {
  it.each([
    ['use `get', 'use `get`'],
    ['use `', 'use '],
    ['a **bold', 'a **bold**'],
    ['a **', 'a '],
    ['a **bold *', 'a **bold**'],
    ['see [the docs](http://a', 'see the docs'],
    ['see [the do', 'see the do'],
    ['see [the docs](http://a)', 'see [the docs](http://a)'],
    ['done `a` **b**', 'done `a` **b**'],
    ['first **open\n\nsecond', 'first **open\n\nsecond'],
    ['a `[` b', 'a `[` b'],
  ])('%j shows %j', (text, shown) => {
    expect(closeInline(text)).toBe(shown)
  })
})
