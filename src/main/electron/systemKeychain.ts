import { safeStorage } from 'electron'
import type { Keychain } from '../settings/keychain.ts'
import { isOpenSecret } from '../settings/openSecret.ts'

/** The keychain of the system. Only the asynchronous functions are used: the others are deprecated, and block while the system asks. */
export function createSystemKeychain(): Keychain {
  const available = async (): Promise<boolean> => {
    // Without a keyring Chromium encrypts with a password that everybody knows, and calls that available.
    if (process.platform === 'linux') {
      const backend = safeStorage.getSelectedStorageBackend()
      if (backend === 'basic_text' || backend === 'unknown') return false
    }
    return safeStorage.isAsyncEncryptionAvailable()
  }
  return {
    available,
    encrypt: async (text) => {
      const data = await safeStorage.encryptStringAsync(text)
      if (process.platform === 'linux' && isOpenSecret(data, text)) throw new Error('no keyring')
      return data
    },
    decrypt: async (data) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(data))
      return { text: result, stale: shouldReEncrypt }
    },
  }
}
