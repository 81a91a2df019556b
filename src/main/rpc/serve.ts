import type { MessagePort } from 'node:worker_threads'
import {
  createMessageConnection,
  Message,
  PortMessageReader,
  PortMessageWriter,
  type CancellationToken,
} from 'vscode-jsonrpc/node'
import { AppError } from '../../shared/errors.ts'
import { toResponseError } from './failure.ts'
import type { Handlers, Methods, Notifications } from './types.ts'

/** The worker's end of a connection. */
export interface Server<N extends Notifications<N>> {
  notify<K extends keyof N & string>(name: K, payload: N[K]): void
  dispose(): void
}

/**
 * Answers calls that come over a port, each begun in the order in which it came. What a handler throws reaches the
 * caller as an AppError: its own, or `internal`.
 */
export function serve<M extends Methods<M>, N extends Notifications<N> = object>(
  port: MessagePort,
  handlers: Handlers<M>,
): Server<N> {
  const writer = new PortMessageWriter(port)
  const connection = createMessageConnection(new PortMessageReader(port), writer)

  connection.onRequest(async (name: string, params: unknown, token: CancellationToken) => {
    const cancelled = new AbortController()
    const watch = token.onCancellationRequested(() => cancelled.abort())
    try {
      if (!Object.hasOwn(handlers, name)) throw new AppError('invalid', name)
      const handler = handlers[name as keyof M] as (...args: unknown[]) => unknown
      return await handler(...(Array.isArray(params) ? (params as unknown[]) : []), cancelled.signal)
    } catch (error) {
      return toResponseError(error)
    } finally {
      watch.dispose()
    }
  })
  // A result that can't be cloned would leave its caller waiting for ever.
  connection.onError(([error, message]) => {
    if (!Message.isResponse(message) || message.error !== undefined) return
    const failed = toResponseError(new Error(error.name))
    void writer.write({ jsonrpc: '2.0', id: message.id, error: failed.toJson() } as Message)
  })
  connection.listen()

  return {
    notify: (name, payload) => {
      // When the other end is gone there is nobody left to tell.
      connection.sendNotification(name, payload).catch(() => undefined)
    },
    dispose: () => {
      connection.dispose()
      port.close()
    },
  }
}
