import { setImmediate } from 'node:timers/promises'
import type { Handlers } from '../rpc/types.ts'
import { measureDisk, measureSession } from './measure.ts'
import type { FilesMethods, FilesNotifications } from './methods.ts'
import { indexOf, rank, type Index } from './rank.ts'
import { walk, type Listing } from './walk.ts'

/** How many paths of one folder are known. */
const MAX_PATHS = 60_000
/** After this time a folder is listed anew, behind the answer from the old list (ms). */
const STALE = 5_000
/** How many folders are remembered. */
const MAX_FOLDERS = 4
/**
 * How many letters of a path are looked for in a new list before anybody looks for something: the first look through so many
 * paths takes ten times as long as any other, and the next few still twice as long.
 */
const WARM_UP = [1, 3, 1, 2, 1] as const

/** How often it is told at most how far measuring is (ms). */
const PACE = 100

interface Known {
  readonly listing: Listing
  readonly index: Index
  readonly at: number
}

/** What the worker does that knows the files of folders. */
export function createFilesService({
  now,
  onMeasured,
}: {
  readonly now: () => number
  readonly onMeasured: (progress: FilesNotifications['measured']) => void
}): Handlers<FilesMethods> {
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
      void warmUp(fresh)
      return fresh
    })().finally(() => listing.delete(folder))
    listing.set(folder, work)
    return work
  }

  return {
    measure: (home, own, signal) => {
      let next = performance.now() + PACE
      return measureDisk(home, own, {
        signal,
        onProgress: (done, of) => {
          const time = performance.now()
          if (time < next) return
          next = time + PACE
          onMeasured({ done, of })
        },
      })
    },
    measureSession: (home, id) => measureSession(home, id),
    find: async (folder, query, limit) => {
      const before = known.get(folder)
      if (before !== undefined && now() - before.at > STALE) void list(folder)
      const { listing: found, index } = before ?? (await list(folder))
      const paths = query === '' ? found.paths.slice(0, limit) : rank(query, index, limit)
      return { paths, complete: found.complete }
    },
  }
}

/** One after the other between two wishes: nobody waits for more than one of them. */
async function warmUp({ listing, index }: Known): Promise<void> {
  const path = listing.paths.at(listing.paths.length >> 1) ?? ''
  const name = path.slice(path.lastIndexOf('/', path.length - 2) + 1)
  for (const letters of WARM_UP) {
    await setImmediate()
    rank(name.slice(0, letters), index, 1)
  }
}
