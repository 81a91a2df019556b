import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isAsideId } from '../../shared/aside.ts'

/** The copies that side questions are put to, as folders. */
export interface AsideCopies {
  /** Those that are there though no living process has them: a crash left them. */
  left(): Promise<readonly string[]>
  /** Removes whatever is left of one. */
  wipe(id: string): Promise<void>
}

/** @param state the folder session-state of the home @param holders the living processes that have a session open */
export function createAsideCopies(state: string, holders: (id: string) => Promise<readonly unknown[]>): AsideCopies {
  return {
    left: async () => {
      const names = await readdir(state).catch(() => [])
      const found = await Promise.all(
        names.filter(isAsideId).map(async (id) => ((await holders(id)).length === 0 ? [id] : [])),
      )
      return found.flat()
    },
    wipe: async (id) => {
      if (isAsideId(id)) await rm(join(state, id), { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
