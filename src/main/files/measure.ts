import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskPlace, DiskUse } from '../../shared/diskUse.ts'

/** Folders that are looked at side by side. */
const AT_ONCE = 8
/** What the runtime calls its folders, under COPILOT_HOME. */
const SESSIONS = 'session-state'
const LOGS = 'logs'

/** The folders of our own data that are measured, absolute. */
export type OwnPlaces = readonly { readonly place: DiskPlace; readonly path: string }[]

/** How measuring is followed and ended. */
export interface MeasureOptions {
  readonly signal?: AbortSignal
  /** Sessions: measured of all that there are. */
  readonly onProgress?: (done: number, of: number) => void
}

/** Measures a home and our own data. What can't be read, or goes meanwhile, counts as nothing. */
export async function measureDisk(
  home: string,
  own: OwnPlaces,
  { signal, onProgress }: MeasureOptions = {},
): Promise<DiskUse> {
  const ids = await names(join(home, SESSIONS))
  let done = 0
  const measured = await inTurns(ids, async (id) => {
    signal?.throwIfAborted()
    const bytes = await sizeOf(join(home, SESSIONS, id))
    done += 1
    onProgress?.(done, ids.length)
    return { id, bytes }
  })
  const sessions = measured.toSorted((a, b) => b.bytes - a.bytes)
  const others = (await names(home)).filter((name) => name !== SESSIONS && name !== LOGS)
  const rest = await inTurns(others, (name) => sizeOf(join(home, name)))
  return {
    sessions: { ids: sessions.map(({ id }) => id), bytes: sessions.map(({ bytes }) => bytes) },
    places: [
      { place: 'runtimeLogs', bytes: await sizeOf(join(home, LOGS)) },
      { place: 'runtimeOther', bytes: rest.reduce((sum, bytes) => sum + bytes, 0) },
      ...(await inTurns(own, async ({ place, path }) => ({ place, bytes: await sizeOf(path) }))),
    ],
  }
}

/** The room that one session takes, in bytes; 0 where it has no folder. */
export function measureSession(home: string, id: string): Promise<number> {
  return sizeOf(join(home, SESSIONS, id))
}

/** Links are counted as what they are, and not followed: what they lead to is somewhere else. */
async function sizeOf(path: string): Promise<number> {
  const facts = await lstat(path).catch(() => null)
  if (facts === null) return 0
  // What a file takes, which is more than what is in it; Windows does not tell.
  const own = facts.blocks > 0 ? facts.blocks * 512 : facts.size
  if (!facts.isDirectory()) return own
  let sum = own
  for (const name of await names(path)) sum += await sizeOf(join(path, name))
  return sum
}

async function names(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}

async function inTurns<In, Out>(all: readonly In[], work: (one: In) => Promise<Out>): Promise<readonly Out[]> {
  const done: Out[] = []
  let next = 0
  const turn = async (): Promise<void> => {
    for (let at = next++; at < all.length; at = next++) done[at] = await work(all[at] as In)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, turn))
  return done
}
