import type { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import { connect, type Client } from './connect.ts'
import type { Methods, Notifications, WorkerLog } from './types.ts'

/** A worker that dies more often than this within a minute stays dead. */
const MAX_DEATHS = 5
const MINUTE = 60_000

/** A worker that is started anew when it died. */
export interface Revivable<M extends Methods<M>, N extends Notifications<N>> {
  /** The living worker, started if need be; rejects with what `prepare` rejects with, or `internal` when it keeps dying. */
  client(): Promise<Client<M, N>>
  /** Ends it for good. */
  dispose(): Promise<void>
}

/**
 * Keeps a worker alive. `prepare` is called with each new one before anybody else gets it; `onDeath` after each death
 * that nobody asked for. What was under way in it is rejected, never repeated: only the caller knows whether it may be.
 */
export function createRevivable<M extends Methods<M>, N extends Notifications<N>>(deps: {
  readonly start: () => Worker
  readonly prepare: (client: Client<M, N>) => Promise<void>
  readonly onDeath: () => void
  readonly log: WorkerLog
}): Revivable<M, N> {
  let current: Promise<Client<M, N>> | null = null
  let deaths: readonly number[] = []
  let disposed = false

  const start = async (): Promise<Client<M, N>> => {
    const client = connect<M, N>(deps.start(), deps.log)
    let refused = false
    client.onExit(() => {
      if (disposed) return
      current = null
      if (refused) return
      deaths = [...deaths.filter((at) => at > Date.now() - MINUTE), Date.now()]
      deps.log.error('worker.died', { deaths: deaths.length })
      deps.onDeath()
    })
    try {
      await deps.prepare(client)
      return client
    } catch (error) {
      refused = true
      await client.dispose()
      throw error
    }
  }

  return {
    client: async () => {
      if (disposed) throw new AppError('internal', 'disposed')
      if (current === null && deaths.filter((at) => at > Date.now() - MINUTE).length >= MAX_DEATHS) {
        throw new AppError('internal', 'worker')
      }
      current ??= start()
      return current
    },
    dispose: async () => {
      disposed = true
      const client = await current?.catch(() => null)
      await client?.dispose()
    },
  }
}
