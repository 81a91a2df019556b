import { chmod, readFile, rename } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Keychain } from '../settings/keychain.ts'

/** The keys of providers, each encrypted by the keychain of the system; the file knows none of them in plain text. */
export interface Keys {
  has(providerId: string): boolean
  /** Null when there is none. Rejects with `keychainUnavailable` when it can't be decrypted here. */
  get(providerId: string): Promise<string | null>
  /** Null forgets it. Rejects with `keychainUnavailable` rather than write what anybody could read. */
  set(providerId: string, key: string | null): Promise<void>
}

const fileShape = z.object({ version: z.literal(1), keys: z.record(z.string(), z.base64()) })

/** Opens the file of keys; one that can't be read is kept beside, since a person may still want to repair it. */
export async function openKeys(path: string, keychain: Keychain): Promise<Keys> {
  const stored = new Map<string, string>(await readStored(path))
  let writing: Promise<void> = Promise.resolve()

  // Writes go one after the other, each with the whole file as it is then.
  const write = (): Promise<void> => {
    const next = writing.then(async () => {
      const text = `${JSON.stringify({ version: 1, keys: Object.fromEntries(stored) }, null, 2)}\n`
      try {
        await writeFileAtomic(path, text, { encoding: 'utf8', mode: 0o600, fsync: true })
      } catch (error) {
        const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
        throw new AppError(full ? 'diskFull' : 'writeFailed', 'keys', { cause: error })
      }
    })
    writing = next.catch(() => undefined)
    return next
  }
  const put = async (providerId: string, key: string): Promise<void> => {
    if (!(await keychain.available())) throw new AppError('keychainUnavailable')
    let data: Uint8Array
    try {
      data = await keychain.encrypt(key)
    } catch (error) {
      throw new AppError('keychainUnavailable', '', { cause: error })
    }
    const before = stored.get(providerId)
    stored.set(providerId, Buffer.from(data).toString('base64'))
    try {
      await write()
    } catch (error) {
      if (before === undefined) stored.delete(providerId)
      else stored.set(providerId, before)
      throw error
    }
  }

  return {
    has: (providerId) => stored.has(providerId),
    get: async (providerId) => {
      const data = stored.get(providerId)
      if (data === undefined) return null
      try {
        const { text, stale } = await keychain.decrypt(Buffer.from(data, 'base64'))
        if (stale) await put(providerId, text).catch(() => undefined)
        return text
      } catch (error) {
        throw new AppError('keychainUnavailable', '', { cause: error })
      }
    },
    set: async (providerId, key) => {
      if (key !== null) await put(providerId, key)
      else if (stored.delete(providerId)) await write()
    },
  }
}

async function readStored(path: string): Promise<readonly (readonly [string, string])[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch {
    return []
  }
  // A copy from a backup may have lost its mode.
  await chmod(path, 0o600).catch(() => undefined)
  try {
    return Object.entries(fileShape.parse(JSON.parse(text)).keys)
  } catch {
    await rename(path, `${path}.unreadable`).catch(() => undefined)
    return []
  }
}
