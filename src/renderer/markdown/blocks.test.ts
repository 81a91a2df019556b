import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import ReactMarkdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { describe, expect, it } from 'vitest'
import type { Block, Split } from './blocks.ts'
import { splitBlocks } from './blocks.ts'

const lines = [
  '',
  '',
  'Some words here',
  'a | b',
  '| a | b |',
  '|---|:-:|',
  '- one',
  '- two `x`',
  '  - inner',
  '  more of it',
  '* star',
  '+ plus',
  '1. first',
  '2. second',
  '3) third',
  '   continued',
  '```ts',
  '```',
  '~~~',
  '````',
  '  ```',
  '   ```js',
  '- ```',
  '> quoted',
  '> - quoted item',
  '# Heading',
  '## Two',
  '---',
  '* * *',
  '===',
  '**bold** and [link](http://a.b)',
  'const a = 1',
  'x'.repeat(40),
]
const joined = (some: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...some), { maxLength: 40 })
    .chain((all) => fc.boolean().map((end) => all.join('\n') + (end ? '\n' : '')))
const document = joined(lines)
/** Indented code and items without a word are left out where Markdown itself is asked: it reads them differently with and without neighbours. */
const anyDocument = joined([
  ...lines,
  '    indented',
  '\ttab',
  '-',
  '1.',
  '  -',
  '[^1]: note',
  '$$',
  '$$ x $$',
  '\\[',
  '\\]',
  'y $$',
  '$$ a',
  '[a]: http://b.c',
])

function incrementally(text: string, cuts: readonly number[]): Split {
  let split = splitBlocks('')
  for (const cut of [...cuts].sort((a, b) => a - b)) split = splitBlocks(text.slice(0, cut % (text.length + 1)), split)
  return splitBlocks(text, split)
}

function html(markdown: string): string {
  return renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm] }, markdown))
}

function blockHtml(block: Block, source: string): string {
  if (block.kind === 'text') return html(block.text)
  if (block.kind !== 'code') throw new Error(`No text of this test has a ${block.kind}`)
  // A fence is shown without Markdown's help: what it shows must be what Markdown would have shown.
  const whole = html(source)
  const code = /<code[^>]*>([\s\S]*)<\/code>/.exec(whole)?.[1] ?? ''
  const shown = renderToStaticMarkup(createElement('i', null, block.code)).slice(3, -4)
  // Half a tab that an indented fence takes away is the one thing that is not copied from Markdown.
  const bare = (text: string): string => text.replace(/^[ \t]+/gm, '').trimEnd()
  expect(bare(shown)).toBe(bare(code))
  return whole
}

describe('splitBlocks', () => {
  it('gives the same blocks whatever pieces a text comes in', () => {
    fc.assert(
      fc.property(anyDocument, fc.array(fc.nat(2_000), { maxLength: 12 }), (text, cuts) => {
        expect(incrementally(text, cuts)).toEqual(splitBlocks(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives the same blocks for any text, character by character', () => {
    const noise = fc.string({ unit: fc.constantFrom('`', '~', '\n', ' ', '-', '1', '.', '|', '#', 'a', '[', ']', ':') })
    fc.assert(
      fc.property(noise, (text) => {
        expect(
          incrementally(
            text,
            Array.from(text, (_, at) => at),
          ),
        ).toEqual(splitBlocks(text))
      }),
      { numRuns: 500 },
    )
  })

  it('shows each block as it would show in the whole text', () => {
    fc.assert(
      fc.property(document, (text) => {
        const { blocks } = splitBlocks(text)
        const parts = blocks.map((block, at) => blockHtml(block, text.slice(block.start, blocks[at + 1]?.start)))
        const shown = parts.filter((part) => part !== '').join('\n')
        const tidy = (markup: string): string => markup.replace(/\n+<\/code>/g, '</code>')
        expect(tidy(shown)).toBe(tidy(html(text)))
      }),
      { numRuns: 600 },
    )
  })

  it('keeps finished blocks identical while more text comes', () => {
    const first = splitBlocks('One\n\nTwo\n\nThr')
    const second = splitBlocks('One\n\nTwo\n\nThree and', first)
    expect(second.blocks[0]).toBe(first.blocks[0])
    expect(second.blocks[2]).not.toBe(first.blocks[2])
  })

  it('begins anew when the text is another one', () => {
    const first = splitBlocks('One\n\nTwo')
    expect(splitBlocks('Other\n\nTwo', first)).toEqual(splitBlocks('Other\n\nTwo'))
  })

  it('never lets a block grow without bound', () => {
    const list = Array.from({ length: 4_000 }, (_, at) => `${at + 1}. item number ${at}`).join('\n')
    const table = `| a | b |\n|---|---|\n${Array.from({ length: 4_000 }, (_, at) => `| ${at} | x |`).join('\n')}`
    for (const text of [list, table, 'line of words\n'.repeat(9_000)]) {
      const { blocks } = splitBlocks(text)
      expect(blocks.length).toBeGreaterThan(5)
      for (const block of blocks) expect(block.kind === 'text' && block.text.length < 7_000).toBe(true)
    }
    expect(splitBlocks(table).blocks[3]).toMatchObject({
      text: expect.stringMatching(/^\| a \| b \|\n\|---/) as string,
    })
  })

  it('says so when a text can neither be cut nor parsed in time', () => {
    expect(splitBlocks('x'.repeat(30_000)).blocks[0]).toMatchObject({ plain: true })
  })

  it('collects link definitions', () => {
    expect(splitBlocks('See [a].\n\n[a]: https://a.example\n').definitions).toBe('[a]: https://a.example\n')
  })

  it('knows the language and the state of a fence', () => {
    expect(splitBlocks('```TS title="x"\nlet a\n```').blocks).toEqual([
      { kind: 'code', start: 0, language: 'ts', code: 'let a', closed: true },
    ])
    expect(splitBlocks('```ts\nlet a\n').blocks[0]).toMatchObject({ code: 'let a\n', closed: false })
  })
})
