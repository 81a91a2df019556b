import { describe, expect, it } from 'vitest'
import { plainWords } from './plain.ts'

describe('plainWords', () => {
  it.each([
    ['# A long answer\n\nWith **bold** and `code`', 'A long answer With bold and code'],
    ['## Title See [the notes](https://example.org/?q=1) for more', 'Title See the notes for more'],
    ['- one\n- two\n> said', 'one two said'],
    ['```ts\nconst a = 1\n```', 'const a = 1'],
    ['snake_case and issue #4 stay, 2 * 3 loses its star', 'snake_case and issue #4 stay, 2 3 loses its star'],
    ['cut in a [link](https://exam', 'cut in a link'],
  ])('makes %j plain', (markdown, words) => {
    expect(plainWords(markdown)).toBe(words)
  })
})
