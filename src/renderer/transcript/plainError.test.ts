import { expect, it } from 'vitest'
import { plainError, saysMore } from './plainError.ts'

it('says what failed without where in a program', () => {
  expect(plainError('Error: ENOENT: no such file\n    at open (node:fs:12:3)\n    at async read (/x/y.ts:3:1)')).toBe(
    'Error: ENOENT: no such file',
  )
  const python =
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    run()\nValueError: bad value'
  expect(plainError(python)).toBe('ValueError: bad value')
  expect(saysMore(python)).toBe(true)
  expect(saysMore('No match found\n')).toBe(false)
})
