import type { Handlers } from '../rpc/types.ts'
import { measureDisk } from './measure.ts'
import type { FilesMethods } from './methods.ts'
import { indexOf, rank, type Index } from './rank.ts'
import { walk, type Listing } from './walk.ts'

/** How many paths of one folder are known. */
const MAX_PATHS = 60_000
/** After this time a folder is listed anew, behind the answer from the old list (ms). */
const STALE = 5_000
/** How many folders are remembered. */
const MAX_FOLDERS = 4

interface Known {
  readonly listing: Listing
  readonly index: Index
  readonly at: number
}

/** What the worker does that knows the files of folders. */
export function createFilesService(now: () => number): Handlers<FilesMethods> {
  const known = new Map<string, Known>()
  const listing = new Map<string, Promise<Known>>()

  const list = (folder: string): Promise<Known> => {
    const under = listing.get(folder)
    if (under !== undefined) return under
    const work = (async () => {
      const found = await walk(folder, MAX_PATHS)
      const fresh = { listing: found, index: indexOf(found.paths), at: now() }
      known.delete(folder)
      known.set(folder, fresh)
      for (const other of known.keys()) if (known.size > MAX_FOLDERS) known.delete(other)
      // The first look through so many takes ten times as long as any other: between two keys, nobody waits for it.
      setImmediate(() => rank('e', fresh.index, 1))
      return fresh
    })().finally(() => listing.delete(folder))
    listing.set(folder, work)
    return work
  }

  return {
    measure: (home, own) => measureDisk(home, own),
    find: async (folder, query, limit) => {
      const before = known.get(folder)
      if (before !== undefined && now() - before.at > STALE) void list(folder)
      const { listing: found, index } = before ?? (await list(folder))
      const paths = query === '' ? found.paths.slice(0, limit) : rank(query, index, limit)
      return { paths, complete: found.complete }
    },
  }
}
