import type { Arrivals } from './arrivals.ts'
import type { Runner } from './runner.ts'

/** How long a runtime outlives its killed app at most, in milliseconds; on a busy machine it may be later. */
const ORPHAN_MS = 2500
/** For so long its end is waited for before it is said what became of a message that it has, and so often it is looked for. */
const HELD_MS = 15_000
const LOOK_MS = 250

/** What a killed app left behind: for a moment its runtime still lives, and may still write what was on its way. */
export interface LastRun {
  /** Resolves when no runtime of the last run is to be expected any more: who holds a session then is somebody else. */
  readonly over: Promise<unknown>
  /** Sees to the messages on their way in these sessions, as soon as their logs can tell: each has arrived, or waits. */
  settle(ids: readonly string[], arrivals: Pick<Arrivals, 'settle'>, runner: Pick<Runner, 'goOn'>): Promise<void>
  dispose(): void
}

export interface LastRunDeps {
  readonly orphanMs?: number
  /** Whether a process that is not of this app has a session open. */
  readonly isHeld: (id: string) => Promise<boolean>
}

/** See {@link LastRun}. */
export function createLastRun({ orphanMs = ORPHAN_MS, isHeld }: LastRunDeps): LastRun {
  const timers = new Set<NodeJS.Timeout>()
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        resolve()
      }, ms)
      timers.add(timer)
    })
  const over = pause(orphanMs)
  /** A message that is given back while the old runtime can still read it would be said twice. */
  const left = async (id: string): Promise<void> => {
    // Who can't look goes by the time alone.
    const held = (): Promise<boolean> => isHeld(id).catch(() => false)
    for (let waited = 0; waited < HELD_MS && (await held()); waited += LOOK_MS) await pause(LOOK_MS)
  }
  return {
    over,
    settle: async (ids, arrivals, runner) => {
      await over
      await Promise.all(
        ids.map(async (id) => {
          await left(id)
          await arrivals.settle(id, 'ended')
          runner.goOn(id)
        }),
      )
    },
    dispose: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
