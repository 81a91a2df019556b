import type { Arrivals } from './arrivals.ts'
import type { Runner } from './runner.ts'

/** How long a runtime outlives its killed app at most, in milliseconds. */
const ORPHAN_MS = 2500

/** What a killed app left behind: for a moment its runtime still lives, and may still write what was on its way. */
export interface LastRun {
  /** Resolves when no runtime of the last run can be left: who holds a session then is somebody else. */
  readonly over: Promise<unknown>
  /** Sees to the messages on their way in these sessions, as soon as their logs can tell: each has arrived, or waits. */
  settle(ids: readonly string[], arrivals: Arrivals, runner: Pick<Runner, 'goOn'>): Promise<void>
  dispose(): void
}

/** See {@link LastRun}. */
export function createLastRun(orphanMs = ORPHAN_MS): LastRun {
  const over = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => over.resolve(undefined), orphanMs)
  return {
    over: over.promise,
    settle: async (ids, arrivals, runner) => {
      await over.promise
      for (const id of ids) {
        await arrivals.settle(id, 'ended')
        runner.goOn(id)
      }
    },
    dispose: () => clearTimeout(timer),
  }
}
