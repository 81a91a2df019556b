import type { Worker } from 'node:worker_threads'
import {
  CancellationTokenSource,
  createMessageConnection,
  ParameterStructures,
  PortMessageReader,
  PortMessageWriter,
} from 'vscode-jsonrpc/node'
import { AppError } from '../../shared/errors.ts'
import { describeOrigin, fromResponseError } from './failure.ts'
import type { Arguments, Methods, Notifications, Result, WorkerLog } from './types.ts'

/** Our end of a connection with a worker thread. */
export interface Client<M extends Methods<M>, N extends Notifications<N>> {
  /** Rejects with an AppError: the handler's own, or `internal` when it failed otherwise or the worker is gone. */
  call<K extends keyof M & string>(name: K, ...args: Arguments<M[K]>): Promise<Result<M[K]>>
  /** As `call`; rejects with the signal's reason as soon as it aborts, and tells the worker. */
  callUntil<K extends keyof M & string>(signal: AbortSignal, name: K, ...args: Arguments<M[K]>): Promise<Result<M[K]>>
  /** As `call`; tells the worker when the signal aborts, and takes its answer all the same: it may have been done by then. */
  callToEnd<K extends keyof M & string>(signal: AbortSignal, name: K, ...args: Arguments<M[K]>): Promise<Result<M[K]>>
  onNotified<K extends keyof N & string>(name: K, listener: (payload: N[K]) => void): () => void
  /** Called once, when the worker has ended for whatever reason; at once if it has already. */
  onExit(listener: () => void): () => void
  /** Ends the worker now; what is under way is rejected. */
  dispose(): Promise<void>
}

/** Speaks with what {@link serve} answers in a worker thread. */
export function connect<M extends Methods<M>, N extends Notifications<N> = object>(
  worker: Worker,
  log: WorkerLog,
): Client<M, N> {
  const connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker))
  const pending = new Set<(error: AppError) => void>()
  const exitListeners = new Set<() => void>()
  let ended = false

  worker.on('error', (error) => log.error('worker.failed', { origin: describeOrigin(error) }))
  worker.once('exit', () => {
    ended = true
    for (const reject of pending) reject(new AppError('internal', 'worker'))
    pending.clear()
    connection.dispose()
    for (const listener of exitListeners) listener()
    exitListeners.clear()
  })
  connection.listen()

  const request = async (name: string, args: readonly unknown[], source: CancellationTokenSource): Promise<unknown> => {
    try {
      return await connection.sendRequest(name, ParameterStructures.byPosition, ...args, source.token)
    } catch (thrown) {
      const { error, origin } = fromResponseError(thrown)
      if (origin !== null && !ended) log.error('worker.call.failed', { call: name, origin })
      throw error
    }
  }

  const run = async <K extends keyof M & string>(
    signal: AbortSignal | null,
    name: K,
    args: Arguments<M[K]>,
    answered: 'atOnce' | 'atEnd' = 'atOnce',
  ): Promise<Result<M[K]>> => {
    signal?.throwIfAborted()
    if (ended) throw new AppError('internal', 'worker')
    const source = new CancellationTokenSource()
    const gone = Promise.withResolvers<never>()
    const giveUp = (): void => {
      source.cancel()
      if (answered === 'atOnce') gone.reject(signal?.reason)
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    pending.add(gone.reject)
    try {
      return (await Promise.race([request(name, args, source), gone.promise])) as Result<M[K]>
    } finally {
      pending.delete(gone.reject)
      signal?.removeEventListener('abort', giveUp)
      source.dispose()
    }
  }

  return {
    call: (name, ...args) => run(null, name, args),
    callUntil: (signal, name, ...args) => run(signal, name, args),
    callToEnd: (signal, name, ...args) => run(signal, name, args, 'atEnd'),
    onNotified: (name, listener) => {
      const handle = connection.onNotification(name, listener)
      return () => handle.dispose()
    },
    onExit: (listener) => {
      if (ended) listener()
      else exitListeners.add(listener)
      return () => exitListeners.delete(listener)
    },
    dispose: async () => {
      await worker.terminate()
    },
  }
}
