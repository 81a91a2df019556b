import { statSync, watch, type FSWatcher } from 'node:fs'
import type { Changes, Home } from './home.ts'

/** How often the home is looked at, and for how long each time at most (ms). */
const ATTENTIVE = { every: 1_500, budget: 8 }
const ASIDE = { every: 15_000, budget: 40 }
/** Folders come and go in bursts: one look for all of a burst (ms). */
const BURST = 50

/** Looks at a home again and again; never twice at a time. */
export interface Watcher {
  /** Begins, or goes on more or less often; what came meanwhile is looked for at once. */
  watch(attention: boolean): void
  dispose(): void
}

/** @param root the folder session-state, which may come later */
export function createWatcher(deps: {
  readonly root: string
  readonly home: Home
  readonly onChanges: (changes: Changes) => void
  readonly onError: (error: unknown) => void
}): Watcher {
  let pace = ASIDE
  let timer: NodeJS.Timeout | null = null
  let looking = false
  let again = false
  let soon = false
  let failing = false
  let disposed = false
  let folder: { readonly watcher: FSWatcher; readonly inode: number } | null = null

  const schedule = (delay: number): void => {
    if (timer !== null) clearTimeout(timer)
    timer = disposed ? null : setTimeout(() => void lookAround(), delay)
  }
  const delay = (): number => (again ? BURST : pace.every)
  const lookAround = async (): Promise<void> => {
    if (looking) {
      again = true
      return
    }
    looking = true
    again = false
    soon = false
    try {
      followFolder()
      const changes = await deps.home.lookAround(pace.budget)
      if (!disposed && changes.changed.length + changes.removed.length > 0) deps.onChanges(changes)
      failing = false
    } catch (error) {
      // Said once, not with every look.
      if (!failing) deps.onError(error)
      failing = true
    } finally {
      looking = false
      schedule(delay())
    }
  }

  const lookSoon = (): void => {
    if (looking) again = true
    else if (!soon) {
      soon = true
      schedule(BURST)
    }
  }

  /** Hears of new and gone folders at once where the system tells; looking around finds them in any case. */
  const followFolder = (): void => {
    const inode = statSync(deps.root, { throwIfNoEntry: false })?.ino ?? null
    if (folder !== null && folder.inode === inode) return
    folder?.watcher.close()
    folder = null
    if (inode === null) return
    try {
      const watcher = watch(deps.root, { persistent: false }, lookSoon)
      watcher.on('error', () => watcher.close())
      folder = { watcher, inode }
    } catch {
      // Too many watches on this machine, or a file system that has none.
    }
  }

  return {
    watch: (attention) => {
      pace = attention ? ATTENTIVE : ASIDE
      if (looking) again = true
      else schedule(0)
    },
    dispose: () => {
      disposed = true
      if (timer !== null) clearTimeout(timer)
      folder?.watcher.close()
    },
  }
}
