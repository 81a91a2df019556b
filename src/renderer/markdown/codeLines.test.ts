import fc from 'fast-check'
import type { Element, Nodes, Root } from 'hast'
import { describe, expect, it } from 'vitest'
import { inLines, plainLines } from './codeLines.ts'
import { highlight } from './languages.ts'

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

describe('inLines', () => {
  it('keeps every character, and gives each line an element of its own', () => {
    const piece = fc.constantFrom('const a = 1', '/* a\nb', '*/', '\n', '`x\n${y}`', '"s"', '  ', '// c', '\r', 'é')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const code = pieces.join('')
        const tree = highlight('ts', code)
        if (tree === null) throw new Error('TypeScript is known')
        const lines = inLines(tree)
        expect(textOf(lines)).toBe(code)
        const texts = lines.children.map(textOf)
        expect(texts).toEqual(plainLines(code))
        for (const text of texts) expect(text.slice(0, -1)).not.toContain('\n')
      }),
    )
  })

  it('repeats the colour of what goes over several lines', () => {
    const tree = inLines(highlight('ts', '/* a\nb */') as Root)
    const classes = tree.children.map((line) => ((line as Element).children[0] as Element).properties['className'])
    expect(classes).toEqual([['hljs-comment'], ['hljs-comment']])
  })
})

describe('plainLines', () => {
  it.each([
    ['a', ['a']],
    ['a\nb', ['a\n', 'b']],
    ['a\n\nb\n', ['a\n', '\n', 'b\n']],
    ['', ['']],
  ])('%j has the lines %j', (code, lines) => {
    expect(plainLines(code)).toEqual(lines)
  })
})
