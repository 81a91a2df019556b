/** A timer that fires so much later than it should, in milliseconds, was held up by a machine that slept. */
const LATE_MS = 5_000

/** Whether a timer that was due at a time (`Date.now()`) comes so late that the machine must have slept. */
export function cameLate(due: number): boolean {
  return Date.now() - due > LATE_MS
}

/**
 * Calls `over` after `ms`, but counts only the time in which the machine was awake: a timer that comes late is started
 * anew in full, since whatever was waited for had no time either. Returns its undo.
 */
export function awakeTimeout(ms: number, over: () => void): () => void {
  let timer: NodeJS.Timeout
  const start = (): void => {
    const due = Date.now() + ms
    timer = setTimeout(() => {
      if (cameLate(due)) start()
      else over()
    }, ms)
  }
  start()
  return () => clearTimeout(timer)
}
