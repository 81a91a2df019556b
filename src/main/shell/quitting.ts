import { describeError } from './log.ts'
import type { Log } from './log.ts'

/** How the app ends: asks if it must, closes its windows, disposes of everything, and is gone after `deadline` whatever happens. */
export interface Quitting {
  /** True once there is no way back: windows may close then. */
  isQuitting(): boolean
  /** A wish to quit came. Returns true when all is done and the process may end; otherwise the work goes on in the background. */
  requested(): boolean
  /** Quits without asking: the system is shutting down, or a signal came. */
  force(): void
}

export interface QuittingDeps {
  /** Resolves to false when the person would rather stay. */
  readonly confirm: () => Promise<boolean>
  /** Closes every window; resolves when their pages had the chance to save what was typed. */
  readonly closeWindows: () => Promise<void>
  readonly dispose: () => Promise<void>
  /** Lets the process end in order. */
  readonly finish: () => void
  /** Ends the process at once. */
  readonly exit: (code: number) => void
  readonly log: Log
  /** Milliseconds from the decision to the hard end. */
  readonly deadline?: number
}

/** The one way out of the app. */
export function createQuitting(deps: QuittingDeps): Quitting {
  const { confirm, closeWindows, dispose, finish, exit, log, deadline = 10_000 } = deps
  let phase: 'running' | 'asking' | 'ending' | 'done' = 'running'

  const end = async (): Promise<void> => {
    phase = 'ending'
    const timer = setTimeout(() => {
      log.error('quit.deadline')
      exit(1)
    }, deadline)
    for (const step of [closeWindows, dispose]) {
      try {
        await step()
      } catch (error) {
        log.error('quit.failed', describeError(error))
      }
    }
    clearTimeout(timer)
    phase = 'done'
    finish()
  }
  const ask = async (): Promise<void> => {
    phase = 'asking'
    // A question that can't be asked must not hold the app.
    const leaves = await confirm().catch(() => true)
    // A signal may have come while the question stood.
    if (isAsking()) {
      if (leaves) await end()
      else phase = 'running'
    }
  }
  const isAsking = (): boolean => phase === 'asking'

  return {
    isQuitting: () => phase === 'ending' || phase === 'done',
    requested: () => {
      if (phase === 'running') void ask()
      return phase === 'done'
    },
    force: () => {
      if (phase === 'running' || phase === 'asking') void end()
    },
  }
}
