import type { HealthOptions, Progress } from './port.ts'

/** What is done with logs right now: each tells how far it is, and can be cancelled. */
export interface Examinations {
  /** Works on a session's log; rejects with `cancelled` when that was asked for in time. */
  run<T>(id: string, work: (options: Omit<HealthOptions, 'refused'>) => Promise<T>): Promise<T>
  cancel(id: string): void
}

/** See {@link Examinations}. */
export function createExaminations(onProgress: (id: string, progress: Progress) => void): Examinations {
  const running = new Map<string, AbortController>()
  return {
    run: async (id, work) => {
      const controller = new AbortController()
      running.set(id, controller)
      try {
        return await work({ signal: controller.signal, onProgress: (progress) => onProgress(id, progress) })
      } finally {
        if (running.get(id) === controller) running.delete(id)
      }
    },
    cancel: (id) => running.get(id)?.abort(),
  }
}
