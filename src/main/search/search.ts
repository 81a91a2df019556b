import { Worker } from 'node:worker_threads'
import type { IndexProgress } from '../../shared/search.ts'
import { AppError } from '../../shared/errors.ts'
import type { Client as ClientOf } from '../rpc/connect.ts'
import { createRevivable } from '../rpc/revive.ts'
import type { WorkerLog } from '../rpc/types.ts'
import type { SearchMethods, SearchNotifications } from './methods.ts'
import type { IndexableSession, Search } from './port.ts'

type Client = ClientOf<SearchMethods, SearchNotifications>

export interface SearchDeps {
  /** Where the index is kept. */
  readonly folder: string
  /** COPILOT_HOME. */
  readonly home: string
  readonly workerUrl: URL
  readonly log: WorkerLog
  /** When a worker that kept dying is started once more (ms); a minute when left out. */
  readonly again?: number
  /** Starts the worker; for who wants to hold it. */
  readonly start?: () => Worker
}

/** After so long a worker that kept dying may be tried again; see {@link createRevivable}. */
const AGAIN = 61_000
/** What is read is garbage as soon as it is indexed: with more room for it the heap only grows, by 100 MB, and nothing is quicker. */
const YOUNG_MB = 8

/**
 * Searches in a worker of its own, which is started with the first that it is told or asked; see {@link Search}. One that died is
 * started again, told what there is, and asked again what it was asked: to search twice is to search once.
 */
export function createSearch({
  folder,
  home,
  workerUrl,
  log,
  again = AGAIN,
  start = () => new Worker(workerUrl, { name: 'search', resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } }),
}: SearchDeps): Search {
  const listeners = new Set<(progress: IndexProgress | null) => void>()
  const changeListeners = new Set<() => void>()
  /** What there is; null until it was told: an index must not forget what it only has not heard of. */
  let there: Map<string, IndexableSession> | null = null
  let current: IndexProgress | null = null
  let disposed = false

  const worker = createRevivable<SearchMethods, SearchNotifications>({
    start,
    prepare: async (client) => {
      client.onNotified('progressed', ({ progress }) => {
        current = progress
        for (const listener of listeners) listener(progress)
      })
      client.onNotified('changed', () => {
        for (const listener of changeListeners) listener()
      })
      client.onNotified('failed', ({ origin }) => log.error('search.failed', { origin }))
      await client.call('open', folder, home)
      if (there !== null) await client.call('sync', [...there.values()])
    },
    onDeath: () => {
      current = null
      for (const listener of listeners) listener(null)
      revive()
    },
    log,
  })
  let later: NodeJS.Timeout | null = null
  const revive = (): void => {
    if (later !== null) clearTimeout(later)
    later = null
    worker.client().then(
      () => {
        // Who was told that it does not work looks again.
        for (const listener of changeListeners) listener()
      },
      (error: unknown) => {
        // What else keeps it from starting is met by whoever asks next.
        if (isDeath(error) && !disposed) later = setTimeout(revive, again).unref()
      },
    )
  }
  const ask = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    try {
      return await worker.client().then(work)
    } catch (error) {
      if (disposed || !isDeath(error)) throw error
      return worker
        .client()
        .then(work)
        .catch((failure: unknown) => {
          throw isDeath(failure) ? new AppError('searchStopped', '', { cause: failure }) : failure
        })
    }
  }
  const tell = (work: (client: Client) => Promise<void>): void => {
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
    find: (spec, signal) => ask((client) => client.callUntil(signal, 'find', spec)),
    places: ({ terms }, keys, signal) => ask((client) => client.callUntil(signal, 'places', terms, keys)),
    names: () => ask((client) => client.call('names')),
    scrub: () => ask((client) => client.call('scrub')),
    progress: () => current,
    onProgress: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onChanged: (listener) => {
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
    dispose: async () => {
      if (disposed) return
      disposed = true
      if (later !== null) clearTimeout(later)
      listeners.clear()
      changeListeners.clear()
      const client = await worker.client().catch(() => null)
      // What is being written is finished: an index that was cut is whole all the same, but has to be read again.
      await client?.call('close').catch(() => undefined)
      await worker.dispose()
    },
  }
}

/** Whether a call failed because the worker is gone, and not by what it was asked. */
function isDeath(error: unknown): boolean {
  return error instanceof AppError && error.code === 'internal' && error.detail === 'worker'
}
