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
    ['words\n-', 'words\n'],
    ['words\n==', 'words\n'],
    ['- one\n- ', '- one\n'],
    ['words\n\n1', 'words\n\n'],
    ['words\n\n12. ', 'words\n\n'],
    ['words\n\n##', 'words\n\n'],
    ['words\n> ', 'words\n'],
    ['words\n- o', 'words\n- o'],
    ['see\n![x](data:image/png;base64,AAAA', 'see\n'],
    ['see\n![x](data:image/png;base64,AAAA)', 'see\n![x](data:image/png;base64,AAAA)'],
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

/** Pieces as models write them. */
const pieces = [
  'Some words here.',
  'Words with `code`, **bold**, *old* and [a link](https://a.example).',
  'Two\nlines of words',
  '# Heading',
  '- one\n- two\n  - inner\n- three',
  '1. one\n\n   more\n2. two',
  '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |',
  '```ts\nconst a = 1\n\n- no list\n```',
  '~~~\n| a |\n~~~',
  '$$\nx = 1\n$$',
  '\\[ y = 2 \\]',
  'It is $x_1$, or $5 and $6[^a].',
  '> quoted\n> more',
  '---',
  '- [ ] open\n- [x] done',
  '[^a]: The note.',
  '![chart](https://a.example/x.png)',
]
const answer = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((all) => all.join('\n\n'))

describe('a document that comes character by character', () => {
  it('only ever grows, keeps its finished blocks, and shows each block as what it is from the first', () => {
    fc.assert(
      fc.property(answer, (text) => {
        let before = splitBlocks('')
        const kinds = new Map<number, Set<string>>()
        for (let end = 1; end <= text.length; end += 1) {
          const split = splitBlocks(withoutHalfOpen(text.slice(0, end)), before)
          expect(split.text.startsWith(before.text.trimEnd())).toBe(true)
          // A block that another one follows is finished.
          const finished = before.blocks.slice(0, -1)
          expect(split.blocks.slice(0, finished.length)).toEqual(finished)
          const last = split.blocks.at(-1)
          if (last !== undefined) kinds.set(last.start, (kinds.get(last.start) ?? new Set()).add(last.kind))
          before = split
        }
        for (const seen of kinds.values()) expect(seen.size).toBe(1)
      }),
      { numRuns: 300 },
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
    ['an *old', 'an *old*'],
    ['an *old ', 'an *old*'],
    ['an *', 'an '],
    ['2 * 3', '2 * 3'],
    ['an *old* one', 'an *old* one'],
    ['- **a** *b', '- **a** *b*'],
    ['see ![the cha', 'see '],
    ['see ![the chart](http://a', 'see '],
    ['said[^no', 'said'],
    ['said[^note]', 'said[^note]'],
  ])('%j shows %j', (text, shown) => {
    expect(closeInline(text)).toBe(shown)
  })
})
