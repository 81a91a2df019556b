import fc from 'fast-check'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { remarkFormulas } from './remarkFormulas.ts'
import { closeInline } from './streaming.ts'

interface AnyNode {
  readonly type: string
  readonly value?: string
  readonly data?: { readonly hProperties?: { readonly source: string; readonly display?: string } }
  readonly children?: readonly AnyNode[]
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFormulas)

/** The words of a text, formulas in braces, those that stand by themselves in two. */
function read(text: string): string {
  const walk = (node: AnyNode): string => {
    const formula = node.data?.hProperties
    if (formula !== undefined) return formula.display === undefined ? `{${formula.source}}` : `{{${formula.source}}}`
    if (node.type === 'inlineCode') return `\`${node.value ?? ''}\``
    return node.value ?? (node.children ?? []).map(walk).join('')
  }
  return walk(parser.parse(text) as unknown as AnyNode)
}

describe('formulas in Markdown', () => {
  it.each([
    ['a $x$ b', 'a {x} b'],
    ['$x_1$ and $y_2$', '{x_1} and {y_2}'],
    ['**$x$**', '{x}'],
    ['| a |\n|-|\n| $x$ |', 'a{x}'],
    ['$2 + 2 = 4$', '{2 + 2 = 4}'],
    ['$\\$5$', '{\\$5}'],
    ['$$x$$ in words', '{{x}} in words'],
    ['\\(a_1\\) and \\[b\n+c\\]', '{a_1} and {{b\n+c}}'],
    ['> \\(a\n> b=c\\)', '{a\nb=c}'],
    ['- $$\n  x\n  $$', '{{x}}'],
    ['($x$), $y$.', '({x}), {y}.'],
  ])('%j has formulas', (text, shown) => {
    expect(read(text)).toBe(shown)
  })

  it.each([
    '$5 and $6',
    'from $5 to $10, or $20k',
    'US$5-$6',
    'costs $5, or US$ now',
    '$20k and $30k',
    '$HOME and $PATH',
    '$5/$6',
    '$a\nb$',
    '$$$x$$$',
    '$ x $',
    '$x$y',
  ])('%j has none', (text) => {
    expect(read(text)).toBe(text)
  })

  it.each([
    ['`$x$` and `\\(y\\)`', '`$x$` and `\\(y\\)`'],
    ['\\$x$', '$x$'],
    ['\\\\(a=b\\\\)', '\\(a=b\\)'],
    ['array\\[0\\]', 'array[0]'],
    ['\\[ \\] open, \\[x\\] done', '[ ] open, [x] done'],
    ['\\(see below\\)', '(see below)'],
  ])('%j is code, or escaped', (text, shown) => {
    expect(read(text)).toBe(shown)
  })

  it('never loses a character of what is no formula', () => {
    const noise = fc.string({ unit: fc.constantFrom('$', 'a', '1', ' ', '.', '(', '=') })
    fc.assert(
      fc.property(noise, (text) => {
        const bare = (shown: string): string => shown.replace(/[${}\s]/g, '')
        expect(bare(read(`x ${text}`))).toBe(bare(`x ${text}`))
      }),
      { numRuns: 500 },
    )
  })
})

describe('a formula that streams', () => {
  it.each([
    ['so $x', 'so '],
    ['so \\(x', 'so '],
    ['so $$x', 'so '],
    ['so $x$', 'so $x$'],
    ['so $x$ and $y', 'so $x$ and '],
    ['it costs $5', 'it costs $5'],
    ['it costs $5 and', 'it costs $5 and'],
    ['`$x', '`$x`'],
    ['set $HOME to something', 'set $HOME to something'],
    ['`$a` and', '`$a` and'],
    ['first\n\nso $x', 'first\n\nso '],
  ])('%j shows %j', (text, shown) => {
    expect(closeInline(text)).toBe(shown)
  })
})
