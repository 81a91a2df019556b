import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { isOpenSecret } from './openSecret.ts'

function sealed(text: string, key: Buffer, prefix = 'v10'): Buffer {
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '))
  return Buffer.concat([Buffer.from(prefix), cipher.update(text, 'utf8'), cipher.final()])
}

test('recognises what the public password opens, and only that', () => {
  const known = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1')
  expect(isOpenSecret(sealed('sk-1', known), 'sk-1')).toBe(true)
  expect(isOpenSecret(sealed('sk-1', randomBytes(16)), 'sk-1')).toBe(false)
  expect(isOpenSecret(sealed('sk-1', known, 'v11'), 'sk-1')).toBe(false)
  expect(isOpenSecret(Buffer.from('v10'), 'sk-1')).toBe(false)
})
