import { createFolderWatches } from './folderWatches.ts'
import type { Changes, Home } from './home.ts'

/**
 * How often it is looked whether something went unheard, and for how long each time at most (ms): while somebody looks at what
 * is not all heard of, and otherwise.
 */
const ATTENTIVE = { every: 1_500, budget: 2 }
const ASIDE = { every: 15_000, budget: 20 }
/** Changes come in bursts: one look for all of a burst, and not too many looks at what changes all the time (ms). */
const BURST = 50
const SPACING = 250
/** A long list that was kept is compared with the disk so long after the worker started (ms): behind the first paint. */
const COMPARE_AFTER = 2_500

/** Looks at a home again and again; never twice at a time. */
export interface Watcher {
  /** Begins, or goes on more or less often; what came meanwhile is looked for at once. */
  watch(attention: boolean): void
  dispose(): void
}

/** How often and how long a look without a reason is. */
export interface Pace {
  readonly every: number
  readonly budget: number
}

/**
 * What the system tells of is looked at within half a second; what it does not tell of (it has no more watches, or none at
 * all) with every look around, while somebody looks.
 * @param deps.root the folder session-state, which may come later
 */
export function createWatcher(deps: {
  readonly root: string
  readonly home: Home
  readonly onChanges: (changes: Changes) => void
  readonly onError: (error: unknown) => void
  readonly attentive?: Pace
  /** How many folders may be watched; see {@link createFolderWatches}. */
  readonly limit?: number
}): Watcher {
  const { home, attentive = ATTENTIVE } = deps
  const dirty = new Set<string>()
  let pace: Pace = ASIDE
  let timer: NodeJS.Timeout | null = null
  let looking = false
  let again = false
  let soon = false
  let failing = false
  let disposed = false
  let lookedAt = -Infinity
  let nextTurn = -Infinity

  const schedule = (delay: number): void => {
    if (timer !== null) clearTimeout(timer)
    timer = disposed ? null : setTimeout(() => void lookAround(), delay)
  }
  const lookSoon = (): void => {
    if (looking) again = true
    else if (!soon) {
      soon = true
      schedule(Math.max(BURST, lookedAt + SPACING - performance.now()))
    }
  }
  const watches = createFolderWatches({
    root: deps.root,
    ...(deps.limit === undefined ? {} : { limit: deps.limit }),
    onChange: (name) => {
      if (name !== null) dirty.add(name)
      else nextTurn = -Infinity
      lookSoon()
    },
  })

  const lookAround = async (): Promise<void> => {
    if (looking) {
      again = true
      return
    }
    looking = true
    again = false
    soon = false
    let at: readonly string[] = []
    try {
      watches.followRoot()
      const turn = performance.now() >= nextTurn
      let budget = 0
      if (turn) {
        const unheard = [...home.names()].filter((name) => !watches.covers(name))
        for (const name of unheard) dirty.add(name)
        // Where everything is heard of, this is only for what the system forgot to tell.
        const heard = watches.hearsRoot() && unheard.length === 0
        const kept = heard && pace.every < ASIDE.every ? ASIDE : pace
        nextTurn = performance.now() + kept.every
        budget = kept.budget
      }
      at = [...dirty]
      dirty.clear()
      const changes = await home.lookAround(at, budget)
      if (!disposed && changes.changed.length + changes.removed.length > 0) deps.onChanges(changes)
      // What happened before it was watched was not heard.
      for (const name of disposed ? [] : await watches.follow(home.names())) dirty.add(name)
      again ||= dirty.size > 0
      failing = false
    } catch (error) {
      for (const name of at) dirty.add(name)
      // Said once, not with every look.
      if (!failing) deps.onError(error)
      failing = true
    } finally {
      looking = false
      lookedAt = performance.now()
      if (disposed) watches.dispose()
      if (again && !failing) lookSoon()
      else schedule(Math.max(BURST, nextTurn - lookedAt))
    }
  }

  return {
    watch: (attention) => {
      pace = attention ? attentive : ASIDE
      nextTurn = -Infinity
      if (looking) again = true
      else schedule(home.isUnverified() ? Math.max(0, COMPARE_AFTER - performance.now()) : 0)
    },
    dispose: () => {
      disposed = true
      if (timer !== null) clearTimeout(timer)
      watches.dispose()
    },
  }
}
