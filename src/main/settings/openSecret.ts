import { createDecipheriv, pbkdf2Sync } from 'node:crypto'

/**
 * Whether an encrypted text is protected by nothing: Chromium on a Linux without a keyring does not refuse, it encrypts with a
 * password that stands in its source code ("v10", AES-128-CBC). What opens with that is as good as plain text.
 */
export function isOpenSecret(data: Uint8Array, text: string): boolean {
  const bytes = Buffer.from(data)
  if (bytes.subarray(0, 3).toString('latin1') !== 'v10') return false
  try {
    const key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1')
    const decipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '))
    return Buffer.concat([decipher.update(bytes.subarray(3)), decipher.final()]).toString('utf8') === text
  } catch {
    return false
  }
}
