import { Worker } from 'node:worker_threads'
import type { IndexProgress } from '../../shared/search.ts'
import { createRevivable } from '../rpc/revive.ts'
import type { WorkerLog } from '../rpc/types.ts'
import type { SearchMethods, SearchNotifications } from './methods.ts'
import type { IndexableSession, Search } from './port.ts'

export interface SearchDeps {
  /** Where the index is kept. */
  readonly folder: string
  /** COPILOT_HOME. */
  readonly home: string
  readonly workerUrl: URL
  readonly log: WorkerLog
}

/** Searches in a worker of its own, which is started with the first that it is told or asked; see {@link Search}. */
export function createSearch({ folder, home, workerUrl, log }: SearchDeps): Search {
  const listeners = new Set<(progress: IndexProgress | null) => void>()
  /** What there is; null until it was told: an index must not forget what it only has not heard of. */
  let there: Map<string, IndexableSession> | null = null
  let current: IndexProgress | null = null
  let disposed = false

  const worker = createRevivable<SearchMethods, SearchNotifications>({
    start: () => new Worker(workerUrl, { name: 'search' }),
    prepare: async (client) => {
      client.onNotified('progressed', ({ progress }) => {
        current = progress
        for (const listener of listeners) listener(progress)
      })
      client.onNotified('failed', ({ origin }) => log.error('search.failed', { origin }))
      await client.call('open', folder, home)
      if (there !== null) await client.call('sync', [...there.values()])
    },
    onDeath: () => warm(),
    log,
  })
  const warm = (): void => {
    // What keeps it from starting is met by whoever asks next.
    worker.client().catch(() => undefined)
  }
  const tell = (work: (client: Awaited<ReturnType<typeof worker.client>>) => Promise<void>): void => {
    if (disposed) return
    worker
      .client()
      .then(work)
      .catch(() => undefined)
  }

  return {
    sync: (sessions) => {
      there = new Map(sessions.map((session) => [session.id, session]))
      tell((client) => client.call('sync', sessions))
    },
    update: (changed, removed) => {
      if (there === null) return
      for (const session of changed) there.set(session.id, session)
      for (const id of removed) there.delete(id)
      tell((client) => client.call('update', changed, removed))
    },
    find: async (spec, signal) => (await worker.client()).callUntil(signal, 'find', spec),
    places: async ({ terms }, keys, signal) => (await worker.client()).callUntil(signal, 'places', terms, keys),
    names: async () => (await worker.client()).call('names'),
    scrub: async () => (await worker.client()).call('scrub'),
    progress: () => current,
    onProgress: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose: async () => {
      if (disposed) return
      disposed = true
      listeners.clear()
      const client = await worker.client().catch(() => null)
      // What is being written is finished: an index that was cut is whole all the same, but has to be read again.
      await client?.call('close').catch(() => undefined)
      await worker.dispose()
    },
  }
}
