import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shownText } from './shownText.ts'

const read = (markdown: string): string => shownText(markdown)?.text ?? markdown

it('leaves out the marks of emphasis, code, links and headings', () => {
  expect(read('This is **very _bold_** and `code`.')).toBe('This is very bold and code.')
  expect(read('See [the *docs*](https://example.org/a_b) now')).toBe('See the docs now')
  expect(read('## Title\n\n> quoted \\* ~~gone~~')).toBe('Title\n\nquoted * gone')
})

it('leaves alone what is no mark', () => {
  for (const text of ['plain', 'snake_case_name', 'a * b', '2 > 1', 'array[0]', 'f(x)']) expect(read(text)).toBe(text)
})

it('gives every place in the text its place in the Markdown', () => {
  const piece = fc.constantFrom('**', '*', '_', '`', '~~', '[', '](u)', '\\', '# ', 'a', 'b', ' ', '\n', 'é', '😀')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(), fc.nat(), (pieces, a, b) => {
      const markdown = pieces.join('')
      const shown = shownText(markdown)
      fc.pre(shown !== null && shown.text !== '')
      const { text, placeOf } = shown
      const start = Math.min(a % text.length, b % text.length)
      const [from, to] = placeOf(start, start + 1)
      expect(markdown.slice(from, to)).toBe(text[start])
    }),
  )
})
