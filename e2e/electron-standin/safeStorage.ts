import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { core } from './core.ts'
import { getPath } from './paths.ts'
import { strict } from './strict.ts'

const PREFIX = Buffer.from('v10')
let plainText = false

/** A machine without a keychain is a machine of its own kind: tests ask for one. */
function hasKeychain(): boolean {
  return process.env['RETOMA_STANDIN_NO_KEYCHAIN'] !== '1'
}

function available(): boolean {
  return core.ready && (hasKeychain() || plainText)
}

function key(): Buffer {
  const file = join(getPath('userData'), 'standin-keychain')
  try {
    return readFileSync(file)
  } catch {
    mkdirSync(getPath('userData'), { recursive: true })
    const made = randomBytes(32)
    writeFileSync(file, made, { mode: 0o600, flag: 'wx' })
    return made
  }
}

function assertAvailable(what: string, method: string): void {
  if (!core.ready) throw new Error('safeStorage cannot be used before app is ready')
  if (!available()) throw new Error(`Error while ${what} safeStorage.${method}. Encryption is not available.`)
}

function encrypt(text: string): Buffer {
  assertAvailable('encrypting the text provided to', 'encryptStringAsync')
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key(), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([PREFIX, iv, cipher.getAuthTag(), sealed])
}

function decrypt(encrypted: Buffer): string {
  assertAvailable('decrypting the ciphertext provided to', 'decryptStringAsync')
  const failure = 'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.'
  if (!encrypted.subarray(0, 3).equals(PREFIX)) {
    throw new Error(`${failure} Ciphertext does not appear to be encrypted.`)
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15))
    decipher.setAuthTag(encrypted.subarray(15, 31))
    return Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString('utf8')
  } catch {
    throw new Error(failure)
  }
}

/**
 * `safeStorage` without its deprecated, synchronous half: really encrypted, with a key that lies beside the data. It
 * protects nothing; it is a stand-in.
 */
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(available()),
  encryptStringAsync: async (text: string): Promise<Buffer> => Promise.resolve(encrypt(text)),
  decryptStringAsync: async (encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> =>
    Promise.resolve({ shouldReEncrypt: false, result: decrypt(encrypted) }),
  getSelectedStorageBackend: (): 'unknown' | 'basic_text' | 'gnome_libsecret' =>
    !core.ready ? 'unknown' : hasKeychain() ? 'gnome_libsecret' : 'basic_text',
  setUsePlainTextEncryption(usePlainText: boolean): void {
    plainText = usePlainText
  },
})
