import { readFileSync, statSync, watch, type FSWatcher } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { join } from 'node:path'

/** How long watches are set before others get their turn (ms). */
const SLICE = 8
/** Where a watch of a folder hears of everything below it, for the price of one. */
const RECURSIVE = process.platform === 'darwin' || process.platform === 'win32'

/** Hears from the system what happens in a folder of folders: on Linux each of them costs a watch, but no open file. */
export interface FolderWatches {
  /** Watches the outer folder as it is now; to be called again and again, since it may come, go and be replaced. */
  followRoot(): void
  /** Watches exactly these folders; resolves to those that were not watched before: what happened in them until now was not heard. */
  follow(names: ReadonlySet<string>): Promise<readonly string[]>
  /** Whether folders that come and go are heard of: not while the outer folder is not there. */
  hearsRoot(): boolean
  /** Whether everything that happens in a folder is heard of. */
  covers(name: string): boolean
  dispose(): void
}

/**
 * @param deps.onChange a folder came, went, or something in it changed; `null`: something did, and nobody knows where
 * @param deps.limit how many folders are watched at most; left out, half of what the system allows, which is shared by all programs
 */
export function createFolderWatches(deps: {
  readonly root: string
  readonly onChange: (name: string | null) => void
  readonly limit?: number
  readonly recursive?: boolean
}): FolderWatches {
  const { root, onChange, recursive = RECURSIVE } = deps
  const limit = deps.limit ?? systemLimit()
  const watched = new Map<string, FSWatcher>()
  let outer: { readonly watcher: FSWatcher; readonly inode: number } | null = null
  /** No more can be had; asked again when one was given back. */
  let full = false

  const drop = (name: string): void => {
    const watcher = watched.get(name)
    if (watcher === undefined) return
    watcher.close()
    watched.delete(name)
    full = false
  }
  const add = (name: string): boolean => {
    try {
      const watcher = watch(join(root, name), { persistent: false }, () => onChange(name))
      watcher.on('error', () => drop(name))
      watched.set(name, watcher)
      return true
    } catch (error) {
      // Gone already, or one that may not be read, is nobody else's trouble; a system that has no more is.
      full ||= error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EMFILE')
      return false
    }
  }
  const hear = (type: string, path: string | null): void => {
    const [name = '', ...rest] = path?.split(/[\\/]/u) ?? []
    // What has this name now may be another folder, which nobody watches yet.
    if (type === 'rename' && rest.length === 0) drop(name)
    onChange(name === '' ? null : name)
  }

  return {
    followRoot: () => {
      const inode = statSync(root, { throwIfNoEntry: false })?.ino ?? null
      if (outer !== null && outer.inode === inode) return
      outer?.watcher.close()
      for (const name of [...watched.keys()]) drop(name)
      outer = null
      if (inode === null) return
      try {
        const watcher = watch(root, { persistent: false, recursive }, hear)
        watcher.on('error', () => {
          watcher.close()
          outer = null
        })
        outer = { watcher, inode }
      } catch {
        // Too many watches on this machine, or a file system that has none.
      }
    },
    follow: async (names) => {
      if (recursive || outer === null) return []
      for (const name of [...watched.keys()]) if (!names.has(name)) drop(name)
      const fresh: string[] = []
      let sliceEnd = performance.now() + SLICE
      for (const name of names) {
        if (full || watched.size >= limit) break
        if (watched.has(name)) continue
        if (add(name)) fresh.push(name)
        if (performance.now() < sliceEnd) continue
        await setImmediate()
        sliceEnd = performance.now() + SLICE
      }
      return fresh
    },
    hearsRoot: () => outer !== null,
    covers: (name) => outer !== null && (recursive || watched.has(name)),
    dispose: () => {
      outer?.watcher.close()
      outer = null
      for (const name of [...watched.keys()]) drop(name)
    },
  }
}

function systemLimit(): number {
  try {
    return Math.floor(Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8')) / 2)
  } catch {
    return Infinity
  }
}
