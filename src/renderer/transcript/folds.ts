/** So many are kept; the oldest are forgotten. */
export const MOST_FOLDS = 5_000

/** What a person opened and closed in the sessions of this window: turns leave the page, and come back as they were left. */
export interface Folds {
  /** Undefined for what nobody touched. */
  get(sessionId: string, name: string): boolean | undefined
  set(sessionId: string, name: string, open: boolean): void
}

/** Kept in memory alone: a start shows everything folded. */
export function createFolds(most = MOST_FOLDS): Folds {
  const known = new Map<string, boolean>()
  const keyOf = (sessionId: string, name: string): string => `${sessionId} ${name}`
  return {
    get: (sessionId, name) => known.get(keyOf(sessionId, name)),
    set: (sessionId, name, open) => {
      const key = keyOf(sessionId, name)
      known.delete(key)
      known.set(key, open)
      if (known.size > most) known.delete(known.keys().next().value ?? '')
    },
  }
}
