import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { createRevivable } from '../rpc/revive.ts'
import type { WorkerLog } from '../rpc/types.ts'
import { createKeptList } from './keptList.ts'
import type { HistoryMethods, HistoryNotifications, KeptPlace } from './methods.ts'
import type { DiskSession, History } from './port.ts'

/** How long a quit waits for the list to be kept, in milliseconds. */
const LAST = 1_500

export interface HistoryDeps {
  /** COPILOT_HOME; neither it nor its session-state need exist. */
  readonly home: string
  /** Left out, the list is read from the disk at each start. */
  readonly kept?: KeptPlace
  /** The built or plain source of worker.ts. */
  readonly workerUrl: URL
  readonly log: WorkerLog
}

type Listener = (changed: readonly DiskSession[], removed: readonly string[]) => void

/** Reads a home in a worker of its own; see {@link History}. The first listener sets the watching going. */
export function createHistory({ home, kept, workerUrl, log }: HistoryDeps): History {
  const listeners = new Set<Listener>()
  let attention = false
  let disposed = false

  const worker = createRevivable<HistoryMethods, HistoryNotifications>({
    start: () => new Worker(workerUrl, { name: 'history' }),
    prepare: async (client) => {
      client.onNotified('changed', ({ changed, removed }) => {
        for (const listener of listeners) listener(changed, removed)
      })
      client.onNotified('failed', ({ origin }) => log.error('history.failed', { origin }))
      await client.call('open', home, kept ?? null)
      if (listeners.size > 0) await client.call('watch', attention)
    },
    // Somebody listens: a new worker has to look, without waiting for somebody to ask.
    onDeath: () => {
      if (listeners.size > 0) warm()
    },
    log,
  })
  const warm = (): void => {
    // What keeps it from starting is met by whoever calls it next.
    worker.client().catch(() => undefined)
  }
  const watch = (): void => {
    worker
      .client()
      .then((client) => client.call('watch', attention))
      .catch(() => undefined)
  }
  warm()

  return {
    list: async () => (await worker.client()).call('list'),
    get: async (id) => (await worker.client()).call('get', id),
    read: async (options) => (await worker.client()).call('read', options),
    around: async (options) => (await worker.client()).call('around', options),
    newer: async (options) => (await worker.client()).call('newer', options),
    readAll: async (id) => (await worker.client()).call('readAll', id),
    prompts: async (id) => (await worker.client()).call('prompts', id),
    changes: async (id) => (await worker.client()).call('changes', id),
    diffs: async (id, itemIds) => (await worker.client()).call('diffs', { id, itemIds }),
    texts: {
      open: async (key, place) => (await worker.client()).call('openText', { ...key, place }),
      rows: async (key, from, count) => (await worker.client()).call('textRows', { ...key, from, count }),
      find: async (key, query, matchCase) => (await worker.client()).call('findInText', { ...key, query, matchCase }),
      whole: async (key) => (await worker.client()).call('wholeText', key),
    },
    sentPicture: async (id, turnId, index) => (await worker.client()).call('sentPicture', { id, turnId, index }),
    usage: async (id) => (await worker.client()).call('usage', id),
    onChanged: (listener) => {
      listeners.add(listener)
      if (listeners.size === 1) watch()
      return () => listeners.delete(listener)
    },
    setAttention: (watched) => {
      if (watched === attention || disposed) return
      attention = watched
      if (listeners.size > 0) watch()
    },
    scrub: async () => {
      try {
        await (await worker.client()).call('scrub')
      } catch {
        // Without the worker the next start reads the disk. At the end of a run it is kept as it is then.
        if (kept !== undefined && !disposed) createKeptList({ path: kept.path, of: '' }).remove()
      }
    },
    dispose: async () => {
      disposed = true
      listeners.clear()
      if (kept !== undefined) {
        const keeping = worker.client().then((client) => client.call('keep'))
        await Promise.race([keeping.catch(() => undefined), setTimeout(LAST, undefined, { ref: false })])
      }
      await worker.dispose()
    },
  }
}
