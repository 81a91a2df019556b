import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { createPlaces, isSafeName, passages, type Place, type Places } from './places.ts'
import { isMissing, syncFolder } from './tree.ts'

/** The entries of a trash, and their way from place to place. */
export interface Shelf {
  readonly places: Places
  /** Makes all places, for the person alone. */
  make(): Promise<void>
  entriesOf(place: Place): Promise<readonly string[]>
  /** Moves an entry on: one rename, durable on both sides. */
  pass(entryId: string, from: Place, to: Place): Promise<void>
  /** Removes an entry with all that is in it. */
  drop(entryId: string, place: Place): Promise<void>
}

/** @param root the folder of the trash, which need not exist; @param home COPILOT_HOME */
export function createShelf(root: string, home: string): Shelf {
  const places = createPlaces(root, home)
  return {
    places,
    make: async () => {
      for (const path of [places.root, ...passages.map((passage) => places.place(passage))]) {
        await mkdir(path, { recursive: true, mode: 0o700 })
        await chmod(path, 0o700)
      }
    },
    entriesOf: async (place) => {
      try {
        return (await readdir(places.place(place))).filter(isSafeName)
      } catch (error) {
        if (isMissing(error)) return []
        throw error
      }
    },
    pass: async (entryId, from, to) => {
      await rename(places.entry(from, entryId), places.entry(to, entryId))
      await syncFolder(places.place(to))
      await syncFolder(places.place(from))
    },
    drop: async (entryId, place) => {
      await rm(places.entry(place, entryId), { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
