/** Waits; a kill must come when the seed says, so this is no sleep in place of a state. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Asks again and again until the answer is yes; false when time is up. */
export async function until(question: () => boolean | Promise<boolean>, ms: number, every = 40): Promise<boolean> {
  const end = Date.now() + ms
  for (;;) {
    if (await question()) return true
    if (Date.now() > end) return false
    await pause(every)
  }
}

/** Rejects when something takes too long: whoever tortures must not hang itself. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`${what} took longer than ${ms} ms`)), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Measures how long this machine lets a process wait that could run: what is held up itself can keep no time. */
export interface Lateness {
  /** The longest wait since a time, in milliseconds. */
  since(at: number): number
  dispose(): void
}

const EVERY = 20

/** See {@link Lateness}. */
export function measureLateness(): Lateness {
  let waits: { readonly at: number; readonly ms: number }[] = []
  let last = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    if (now - last > 2 * EVERY) waits = [...waits.slice(-200), { at: now, ms: now - last - EVERY }]
    last = now
  }, EVERY)
  return {
    since: (at) => Math.max(0, Date.now() - last - EVERY, ...waits.filter((wait) => wait.at >= at).map(({ ms }) => ms)),
    dispose: () => clearInterval(timer),
  }
}
