import { AppError } from '../../shared/errors.ts'
import { awakeTimeout } from './awake.ts'

/** What a call may wait for, besides its answer. */
export interface Bounds {
  /** What is being done, for the error. */
  readonly what: string
  readonly ms: number
  /** Aborted, with the error as its reason, when an answer can no longer come. */
  readonly gone: AbortSignal
}

/**
 * Waits for an answer, but not longer than `ms`, and not after `gone`: the runtime leaves calls hanging for ever when
 * it dies. Time in which the machine slept does not count. Rejects with `runtimeTimeout`, or with the reason of `gone`.
 */
export function bounded<T>(work: Promise<T>, { what, ms, gone }: Bounds): Promise<T> {
  return new Promise((resolve, reject) => {
    const rest = awakeTimeout(ms, () => finish(() => reject(new AppError('runtimeTimeout', what))))
    const onGone = (): void => finish(() => reject(reasonOf(gone)))
    const finish = (settle: () => void): void => {
      rest()
      gone.removeEventListener('abort', onGone)
      settle()
    }
    work.then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error instanceof Error ? error : new Error(String(error)))),
    )
    if (gone.aborted) onGone()
    else gone.addEventListener('abort', onGone, { once: true })
  })
}

/** Waits for the work to settle, however, or for the time to be over; tells whether it settled in time. */
export function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms)
    const settle = (): void => {
      clearTimeout(timer)
      resolve(true)
    }
    work.then(settle, settle)
  })
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new AppError('runtimeFailed')
}
