/** One value that the app must keep, with what was asked of it while nobody knew yet whether it had arrived. */
export interface Register<T> {
  /** A new value was asked for. */
  ask(value: T): Asked
  /**
   * What may stand there after a kill: the newest value that the app owes since `until` or longer, and whatever was
   * asked for after it.
   */
  allowed(until: number): readonly T[]
  /** The newest value that was asked for. */
  latest(): T
  /** There was a kill, and what stands there can't be seen yet: what the app did not owe since `until` it may have lost. */
  killed(until: number): void
  /** This is what was found: it counts from now on. */
  found(value: T): void
}

/** What became of something that was asked for. */
export interface Asked {
  /** The app owes it: at once, or from `since` on (epoch milliseconds) where it may take its time. */
  owed(since?: number): void
  /** It was refused: nothing of it may stand anywhere. */
  refused(): void
}

/** See {@link Register}. */
export function createRegister<T>(first: T): Register<T> {
  let versions: { readonly value: T; owedSince: number }[] = [{ value: first, owedSince: -Infinity }]
  return {
    ask: (value) => {
      const version = { value, owedSince: Infinity }
      versions.push(version)
      return {
        owed: (since = -Infinity) => {
          version.owedSince = since
        },
        refused: () => {
          versions = versions.filter((other) => other !== version)
        },
      }
    },
    allowed: (until) => {
      const base = versions.findLastIndex(({ owedSince }) => owedSince <= until)
      return versions.slice(Math.max(base, 0)).map(({ value }) => value)
    },
    killed: (until) => {
      for (const version of versions) if (version.owedSince > until) version.owedSince = Infinity
    },
    latest: () => versions.at(-1)!.value,
    found: (value) => {
      versions = [{ value, owedSince: -Infinity }]
    },
  }
}
