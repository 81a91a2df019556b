import { describe, expect, it } from 'vitest'
import remarkGfm from 'remark-gfm'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import ReactMarkdown from 'react-markdown'
import { isDeep, looksDeep, remarkShallow } from './shallow.ts'

const deep = 5_000

describe('looksDeep', () => {
  it.each([
    ['quotations', `${'>'.repeat(deep)} x`],
    ['quotations with gaps', `${'> '.repeat(deep)}x`],
    ['lists on one line', `${'- '.repeat(deep)}x`],
    ['numbered lists on one line', `${'1. '.repeat(deep)}x`],
    ['lists line by line', Array.from({ length: 400 }, (_, at) => `${' '.repeat(2 * at)}- x`).join('\n')],
    ['emphasis', '*a '.repeat(deep) + ' a*'.repeat(deep)],
    ['strong emphasis', '**a '.repeat(deep) + 'b** '.repeat(deep)],
    ['a long run', `${'*'.repeat(deep)}a${'*'.repeat(deep)}`],
    ['brackets', `${'['.repeat(deep)}a${']'.repeat(deep)}`],
    ['pictures', '![a'.repeat(deep) + '](x)'.repeat(deep)],
    ['struck words', '~~a '.repeat(deep) + 'a~~ '.repeat(deep)],
    ['a table of 400 columns', `|${'a|'.repeat(400)}\n|${'-|'.repeat(400)}\n|${'x|'.repeat(400)}`],
    ['countless marks', '*a**b***c'.repeat(deep)],
  ])('sees %s', (_what, text) => {
    expect(looksDeep(text)).toBe(true)
  })

  it.each([
    ['a rule', '- '.repeat(200)],
    ['a rule of stars', '*'.repeat(400)],
    ['a line of equals signs', '='.repeat(400)],
    ['a long list', '- *one* and **two** [three](four)\n'.repeat(400)],
    ['a table', `| a | b |\n|---|---|\n${'| **x** | [y](z) |\n'.repeat(150)}`],
    ['a quotation', '> > quoted\n'.repeat(300)],
    ['prose with dashes', 'one - two - three '.repeat(300)],
    ['code in words', '`a[0][1][2]` and `**kwargs` '.repeat(100)],
  ])('takes %s for what it is', (_what, text) => {
    expect(looksDeep(text)).toBe(false)
  })
})

describe('remarkShallow', () => {
  it('shows what is nested too deep as it is written, and nothing else', () => {
    const html = (text: string): string =>
      renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm, remarkShallow] }, text))
    const nested = Array.from({ length: 80 }, (_, at) => `${' '.repeat(2 * at)}- x${at}`).join('\n')
    expect(html(nested)).toMatch(/^<div class="md-plain">- x0\n {2}- x1/)
    expect(html('- a\n  - b')).toContain('<ul>')
  })

  it('counts without running out of stack', () => {
    let tree: Parameters<typeof isDeep>[0] = { type: 'root' }
    for (let at = 0; at < 100_000; at += 1) tree = { type: 'root', children: [tree] }
    expect(isDeep(tree)).toBe(true)
    expect(isDeep(tree, 200_000)).toBe(false)
  })
})
