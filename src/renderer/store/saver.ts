/** Keeps what changes often and writes it seldom, each key for itself. */
export interface Saver<T> {
  /** Remembers a value; it is written at most `delay` ms later. */
  set(key: string, value: T): void
  /** What waits to be written. */
  get(key: string): T | undefined
  /** Forgets what waits. */
  drop(key: string): void
  /** Writes what waits now. */
  flush(): void
}

/** Makes a saver: the first change starts the clock, later ones only replace the value, so nothing is older than `delay`. */
export function createSaver<T>(deps: {
  readonly delay: number
  readonly write: (key: string, value: T) => void
}): Saver<T> {
  const waiting = new Map<string, { value: T; timer: ReturnType<typeof setTimeout> }>()

  function write(key: string): void {
    const entry = waiting.get(key)
    if (entry === undefined) return
    clearTimeout(entry.timer)
    waiting.delete(key)
    deps.write(key, entry.value)
  }

  return {
    set: (key, value) => {
      const entry = waiting.get(key)
      if (entry === undefined) waiting.set(key, { value, timer: setTimeout(() => write(key), deps.delay) })
      else entry.value = value
    },
    get: (key) => waiting.get(key)?.value,
    drop: (key) => {
      clearTimeout(waiting.get(key)?.timer)
      waiting.delete(key)
    },
    flush: () => {
      for (const key of [...waiting.keys()]) write(key)
    },
  }
}
