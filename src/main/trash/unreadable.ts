import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrashEntry } from '../../shared/model/keeping.ts'
import { readBelongings, type Belongings } from './belongings.ts'
import { readManifest } from './manifest.ts'
import type { Place, Places } from './places.ts'

/** An entry whose manifest can't be read, with what its other files still tell; null when there is nothing of that name. */
export async function describeUnreadable(places: Places, entryId: string): Promise<TrashEntry | null> {
  const path = places.entry('kept', entryId)
  const stats = await lstat(path).catch(() => null)
  if (stats === null) return null
  const belongings = await belongingsOf(places, 'kept', entryId)
  const record = belongings?.record ?? null
  // The name begins with the time at which it was made.
  const time = Number(/^\d{12,14}/u.exec(entryId)?.[0] ?? NaN)
  return {
    entryId,
    id: record?.id ?? '',
    title: record?.title ?? '',
    deletedAt: Number.isNaN(time) ? Math.round(stats.mtimeMs) : time,
    goesAt: null,
    size: await sizeOf(path),
    origin: 'retoma',
    unsent: false,
    bookmarks: belongings?.bookmarks.length ?? 0,
    unreadable: true,
  }
}

/** The id of the session that an entry was, from whatever of it can be read; empty when nothing tells. */
export async function idOfAny(places: Places, place: Place, entryId: string): Promise<string> {
  const manifest = await readManifest(places, place, entryId).catch(() => null)
  return manifest?.id ?? (await belongingsOf(places, place, entryId))?.record?.id ?? ''
}

async function belongingsOf(places: Places, place: Place, entryId: string): Promise<Belongings | null> {
  return readBelongings(places.belongings(place, entryId)).catch(() => null)
}

/** Bytes of all files in a folder, as far as they may be seen. */
async function sizeOf(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
  let size = 0
  for (const entry of entries) {
    if (entry.isFile()) size += (await lstat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0
  }
  return size
}
