import { AppError, toFailure } from '../../shared/errors.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import type { Outgoing } from './outgoing.ts'

/** Does one thing after the other, tells how it goes, and stops between two when asked. */
export interface Works {
  /**
   * What has been done is done when one fails or the work is cancelled; only what was tried has a result. `each`
   * resolves to what its result says beside the id; its signal says that the work was cancelled meanwhile.
   */
  run(
    work: string | undefined,
    ids: readonly string[],
    each: (id: string, signal: AbortSignal) => Promise<Omit<ItemResult, 'id' | 'error'>>,
    options?: RunOptions,
  ): Promise<readonly ItemResult[]>
  /** Does one thing of many parts; `told` says how many of them are done. Rejects when it fails or is cancelled. */
  follow<T>(
    work: string | undefined,
    job: (signal: AbortSignal, told: (done: number, of: number) => void) => Promise<T>,
  ): Promise<T>
  cancel(work: string): void
  /** The app ends: what goes on is cancelled, and nothing more begins. */
  end(): void
  /** Whether it ended: who is not there any more can't be told what became of a work, but can at the next start. */
  hasEnded(): boolean
}

/** How many things are done. */
export interface RunOptions {
  /** So many at the same time; one when it is left out. */
  readonly atOnce?: number
  /** What is left to be done with all of them together, cancelled or not. The work goes on until then, and fails as this does. */
  readonly last?: (signal: AbortSignal) => Promise<void>
}

/** See {@link Works}. */
export function createWorks(
  outgoing: Outgoing,
  log: { readonly error: (what: string, error: unknown) => void },
): Works {
  /** By their names; those that nobody can cancel have one of their own. */
  const running = new Map<string | symbol, AbortController>()
  let ended = false
  const during = async <T>(work: string | undefined, job: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const key = work ?? Symbol()
    const state = new AbortController()
    if (ended) state.abort(new AppError('cancelled'))
    running.set(key, state)
    try {
      return await job(state.signal)
    } finally {
      running.delete(key)
    }
  }

  const tried = async (
    id: string,
    signal: AbortSignal,
    each: (id: string, signal: AbortSignal) => Promise<Omit<ItemResult, 'id' | 'error'>>,
  ): Promise<ItemResult> => {
    try {
      return { ...(await each(id, signal)), id, error: null }
    } catch (error) {
      const failure = toFailure(error)
      if (failure.code === 'internal') log.error('one of many', error)
      return { id, error: { code: failure.code, message: failure.detail } }
    }
  }

  return {
    run: (work, ids, each, { atOnce = 1, last } = {}) =>
      during(work, async (signal) => {
        const results: ItemResult[] = []
        const left = [...new Set(ids)]
        while (left.length > 0 && !signal.aborted) {
          for (const result of await Promise.all(left.splice(0, atOnce).map((id) => tried(id, signal, each)))) {
            // Nothing of it was done.
            if (result.error?.code === 'cancelled') continue
            results.push(result)
            if (work === undefined) continue
            outgoing.add({ type: 'work.progressed', id: work, done: results.length, of: ids.length, result })
          }
        }
        await last?.(signal)
        return results
      }),
    follow: (work, job) =>
      during(work, (signal) =>
        job(signal, (done, of) => {
          if (work === undefined) return
          outgoing.add({ type: 'work.progressed', id: work, done, of, result: { id: '', error: null } })
        }),
      ),
    cancel: (work) => {
      running.get(work)?.abort(new AppError('cancelled'))
    },
    end: () => {
      ended = true
      for (const state of running.values()) state.abort(new AppError('cancelled'))
    },
    hasEnded: () => ended,
  }
}
