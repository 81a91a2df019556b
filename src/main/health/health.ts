import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { createRevivable } from '../rpc/revive.ts'
import type { Client } from '../rpc/connect.ts'
import type { WorkerLog } from '../rpc/types.ts'
import { ALL } from './methods.ts'
import type { HealthMethods, HealthNotifications } from './methods.ts'
import type { Health, HealthOptions } from './port.ts'

export interface HealthDeps {
  /** COPILOT_HOME; neither it nor its session-state need exist. */
  readonly home: string
  /** Where logs that were replaced are kept. */
  readonly kept: string
  /** The built or plain source of worker.ts. */
  readonly workerUrl: URL
  readonly log: WorkerLog
}

/** The doctor in a worker of its own, which is started when it is first needed; see {@link Health}. */
export function createHealth({ home, kept, workerUrl, log }: HealthDeps): Health {
  const worker = createRevivable<HealthMethods, HealthNotifications>({
    start: () => new Worker(workerUrl, { name: 'health' }),
    prepare: (client) => client.call('open', join(home, 'session-state'), kept),
    onDeath: () => undefined,
    log,
  })

  const during = async <T>(
    id: string,
    { onProgress, signal }: Omit<HealthOptions, 'refused'>,
    work: (client: Client<HealthMethods, HealthNotifications>) => Promise<T>,
  ): Promise<T> => {
    signal?.throwIfAborted()
    const client = await worker.client()
    const stop = client.onNotified('progressed', (progress) => {
      if (progress.id === id) onProgress?.({ done: progress.done, total: progress.total })
    })
    // The worker says whether it was in time: a log that has been replaced must not be called cancelled.
    const cancel = (): void => void client.call('cancel', id).catch(() => undefined)
    signal?.addEventListener('abort', cancel)
    try {
      return await work(client)
    } finally {
      stop()
      signal?.removeEventListener('abort', cancel)
    }
  }

  return {
    scan: (id, options) => during(id, options, (client) => client.call('scan', id, options.refused)),
    repair: (id, options) => during(id, options, (client) => client.call('rewrite', id, 'repair', options.refused)),
    slim: (id, options) => during(id, options, (client) => client.call('rewrite', id, 'slim', null)),
    sessionOf: async (undoId) => (await worker.client()).call('sessionOf', undoId),
    undo: async (undoId) => (await worker.client()).call('undo', undoId),
    kept: async () => (await worker.client()).call('kept'),
    discard: async (undoId) => (await worker.client()).call('discard', undoId),
    forget: async (id) => (await worker.client()).call('forget', id),
    sentWith: async (id, turnId) => (await worker.client()).call('sentWith', id, turnId),
    fork: async (spec) => (await worker.client()).call('fork', spec),
    holders: async (id) => (await worker.client()).call('holders', id),
    sameMessages: (ids, options) => during(ALL, options, (client) => client.call('sameMessages', ids)),
    dispose: () => worker.dispose(),
  }
}
