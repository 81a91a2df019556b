import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { syncFolder } from '../trash/tree.ts'

const assetName = /^[0-9a-f]{64}\.(?:png|jpg|gif|webp|txt)$/u

/** Our own copies of pictures and texts that were pasted or dropped: the name is the hash of the bytes, so each is kept once. */
export interface Assets {
  /** Resolves with the name when the bytes are on the disk; rejects with diskFull or writeFailed. */
  put(bytes: Uint8Array, ending: string): Promise<string>
  /** Null when it is not there any more. */
  read(asset: string): Promise<Uint8Array | null>
  /** Removes all but those that `kept` resolves to and those that were put meanwhile. */
  sweep(kept: () => Promise<ReadonlySet<string>>): Promise<void>
}

/** Keeps them in a folder that is made with the first one. */
export function createAssets(folder: string): Assets {
  /** What a sweep that is under way must not take, however old its list is. */
  const put = new Set<string>()

  const write = async (asset: string, bytes: Uint8Array): Promise<void> => {
    const beside = join(folder, `.${randomUUID()}`)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, join(folder, asset))
      await syncFolder(folder)
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined)
      const full = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
      throw new AppError(full ? 'diskFull' : 'writeFailed', 'attachments', { cause: error })
    }
  }

  return {
    put: async (bytes, ending) => {
      const asset = `${createHash('sha256').update(bytes).digest('hex')}.${ending}`
      put.add(asset)
      await write(asset, bytes)
      return asset
    },
    read: async (asset) => {
      if (!assetName.test(asset)) return null
      return readFile(join(folder, asset)).catch(() => null)
    },
    sweep: async (kept) => {
      put.clear()
      const names = await readdir(folder).catch(() => [])
      if (names.length === 0) return
      const wanted = await kept()
      for (const name of names) {
        if (wanted.has(name) || put.has(name)) continue
        await rm(join(folder, name), { force: true })
      }
    },
  }
}
