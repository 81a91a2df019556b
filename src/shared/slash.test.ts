import { describe, expect, it } from 'vitest'
import { commandIn } from './slash.ts'

describe('commandIn', () => {
  it.each([
    ['/compact', { name: 'compact', input: '' }],
    ['/review only the tests\nand nothing else ', { name: 'review', input: 'only the tests\nand nothing else' }],
    ['/security-review\n', { name: 'security-review', input: '' }],
    ['/usr/bin is full', null],
    ['// a comment', null],
    [' /compact', null],
    ['/', null],
    ['/1', null],
    ['a /compact', null],
  ])('%j', (text, command) => {
    expect(commandIn(text)).toEqual(command)
  })
})
