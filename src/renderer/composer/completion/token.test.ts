import { describe, expect, it } from 'vitest'
import { tokenAt } from './token.ts'

/** The caret stands at the bar. */
const at = (marked: string): string | null => {
  const caret = marked.indexOf('|')
  const token = tokenAt(marked.replace('|', ''), caret)
  return token === null ? null : `${token.kind} ${token.start}-${token.end} ${token.query}`
}

describe('tokenAt', () => {
  it.each([
    ['/|', 'command 0-1 '],
    ['/com|pact', 'command 0-4 com'],
    ['|/compact', null],
    ['/compact |', null],
    ['/usr/bin|', null],
    [' /compact|', null],
    ['text /compact|', null],
    ['@|', 'file 0-1 '],
    ['look at @src/app.t|', 'file 8-18 src/app.t'],
    ['look at @src|/app', 'file 8-12 src'],
    ['(@a|', 'file 1-3 a'],
    ['“@a|', 'file 1-3 a'],
    ['first\n@a|', 'file 6-8 a'],
    ['me@example.com|', null],
    ['@done |', null],
    ['a@@b|', null],
    ['/review @sr|', 'file 8-11 sr'],
  ])('%s', (text, token) => {
    expect(at(text)).toBe(token)
  })

  it('looks no further back than a path is long', () => {
    expect(tokenAt(`@${'a'.repeat(400)}`, 401)).toBeNull()
  })
})
