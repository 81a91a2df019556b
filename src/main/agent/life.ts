import { bounded } from './deadline.ts'
import { toAppError } from './mapError.ts'
import type { RuntimeProcess } from './runtime.ts'
import type { Timings } from './timings.ts'
import { createVigil, type Vigil } from './vigil.ts'

/** One life of the runtime, from start to end. */
export interface Life<R> {
  readonly runtime: R
  /** Aborted when it is over. */
  readonly gone: AbortSignal
  /** Calls it, bounded by time and by its end; rejects with an AppError. */
  call<T>(what: string, ms: number, work: (runtime: R) => Promise<T>): Promise<T>
}

/** A life as its supervisor keeps it. */
export interface OwnLife<R> extends Life<R> {
  readonly end: AbortController
  readonly vigil: Vigil
  /** True once it answered more than the handshake: its end then is no sign that it can't start. */
  readonly proven: () => boolean
}

/** What a life needs. */
export interface LifeDeps<R extends RuntimeProcess> {
  readonly runtime: R
  readonly needed: () => boolean
  readonly timings: Timings
  readonly onOver: (life: OwnLife<R>, reason: 'exited' | 'frozen') => void
}

/** Begins the life of a runtime that is about to be started. */
export function createLife<R extends RuntimeProcess>({ runtime, needed, timings, onOver }: LifeDeps<R>): OwnLife<R> {
  const end = new AbortController()
  let proven = false
  const life: OwnLife<R> = {
    runtime,
    end,
    gone: end.signal,
    vigil: createVigil({ runtime, gone: end.signal, needed, timings, onFrozen: () => onOver(life, 'frozen') }),
    proven: () => proven,
    call: async (what, ms, work) => {
      try {
        const value = await bounded(work(runtime), { what, ms, gone: end.signal })
        proven = true
        return value
      } catch (error) {
        const mapped = toAppError(error)
        if (mapped.code === 'runtimeTimeout') life.vigil.look()
        throw mapped
      }
    },
  }
  runtime.onExit(() => onOver(life, 'exited'))
  return life
}
