import { AppError } from '../../shared/errors.ts'
import type { Handlers } from '../rpc/types.ts'
import { createDoctor, type Doctor } from './doctor.ts'
import { ALL } from './methods.ts'
import type { HealthMethods, HealthNotifications } from './methods.ts'
import type { HealthOptions, Progress } from './port.ts'

/** How often progress is told at most (ms). */
const PACE = 100

/** What the doctor's worker does. */
export function createHealthService(deps: {
  readonly now: () => number
  readonly onProgress: (progress: HealthNotifications['progressed']) => void
}): Handlers<HealthMethods> {
  let opened: Doctor | null = null
  const running = new Map<string, Set<AbortController>>()
  const doctor = (): Doctor => {
    if (opened === null) throw new AppError('readFailed', 'health')
    return opened
  }
  const teller = (id: string): ((progress: Progress) => void) => {
    let next = 0
    return (progress) => {
      const time = performance.now()
      if (time < next && progress.done < progress.total) return
      next = time + PACE
      deps.onProgress({ id, ...progress })
    }
  }
  const cancellable = async <T>(id: string, work: (options: HealthOptions) => Promise<T>): Promise<T> => {
    const controller = new AbortController()
    const all = running.get(id) ?? new Set()
    running.set(id, all.add(controller))
    try {
      return await work({ refused: null, signal: controller.signal, onProgress: teller(id) })
    } finally {
      all.delete(controller)
      if (all.size === 0) running.delete(id)
    }
  }

  return {
    open: (root, kept) => {
      opened = createDoctor({ root, kept, now: deps.now })
    },
    scan: (id, refused) => cancellable(id, (options) => doctor().scan(id, { ...options, refused })),
    rewrite: (id, kind, refused) => cancellable(id, (options) => doctor().rewrite(id, kind, { ...options, refused })),
    cancel: (id) => {
      for (const controller of running.get(id) ?? []) controller.abort(new AppError('cancelled', id))
    },
    sessionOf: (undoId) => doctor().sessionOf(undoId),
    undo: (undoId) => doctor().undo(undoId),
    forget: (id) => doctor().forget(id),
    kept: () => doctor().kept(),
    discard: (undoId) => doctor().discard(undoId),
    sentWith: (id, turnId) => doctor().sentWith(id, turnId),
    fork: (spec) => doctor().fork(spec),
    holders: (id) => doctor().holders(id),
    sameMessages: (ids) =>
      cancellable(ALL, ({ signal, onProgress }) =>
        doctor().sameMessages(ids, {
          ...(signal === undefined ? {} : { signal }),
          onProgress: (done, total) => onProgress?.({ done, total }),
        }),
      ),
  }
}
