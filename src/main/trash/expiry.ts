const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Empties the trash of what is past its days: at the start, and every day for as long as the app runs. */
export interface Expiry {
  /** Does it now, and daily from now on. */
  begin(): void
  /** The machine woke: a timer does not count while it sleeps, the clock does. */
  woke(): void
  dispose(): void
}

/** See {@link Expiry}; a run that fails is told of and tried again with the next one. */
export function createExpiry(deps: {
  readonly purgeExpired: () => Promise<void>
  readonly now: () => number
  readonly onError: (error: unknown) => void
}): Expiry {
  let timer: NodeJS.Timeout | null = null
  let lastRun: number | null = null
  let running = false

  const check = (): void => {
    if (timer === null || running) return
    const passed = lastRun === null ? Infinity : deps.now() - lastRun
    // A clock that was set back must not put it off for as long as it was wrong.
    if (passed >= 0 && passed < DAY) return
    lastRun = deps.now()
    running = true
    deps
      .purgeExpired()
      .catch(deps.onError)
      .finally(() => {
        running = false
      })
  }

  return {
    begin: () => {
      timer ??= setInterval(check, HOUR)
      check()
    },
    woke: check,
    dispose: () => {
      if (timer !== null) clearInterval(timer)
      timer = null
    },
  }
}
