import { describe, expect, it } from 'vitest'
import { addressIssue, modelLines, nameFromAddress } from './address.ts'

describe('addressIssue', () => {
  it.each([
    ['https://api.openai.com/v1', null],
    ['http://localhost:11434/v1', null],
    ['http://127.0.0.1:1234', null],
    ['http://[::1]:8080', null],
    ['http://example.com/v1', 'plain'],
    ['http://localhost.example.com', 'plain'],
    ['', 'empty'],
    ['  ', 'empty'],
    ['api.openai.com', 'invalid'],
    ['file:///etc/passwd', 'invalid'],
    ['javascript:alert(1)', 'invalid'],
  ])('of %s is %s', (address, issue) => {
    expect(addressIssue(address)).toBe(issue)
  })
})

describe('nameFromAddress', () => {
  it('is the host', () => {
    expect(nameFromAddress(' http://localhost:1234/v1 ')).toBe('localhost:1234')
    expect(nameFromAddress('not yet')).toBe('')
  })
})

describe('modelLines', () => {
  it('drops blanks and repetitions', () => {
    expect(modelLines(' a \n\nb\na\n')).toEqual(['a', 'b'])
  })
})
