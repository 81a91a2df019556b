import type { Readable, Writable } from 'node:stream'
// Types only, erased when run: the package ships them without exporting them.
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }

/** The names of the commands of the DevTools protocol. */
export type Command = keyof Protocol.CommandParameters & keyof Protocol.CommandReturnValues
type Params<C extends Command> = Protocol.CommandParameters[C]
type Result<C extends Command> = Protocol.CommandReturnValues[C]
type EventName = keyof Protocol.Events
type Listener<E extends EventName> = (params: Protocol.Events[E]) => void

/** One session of the DevTools protocol: the browser's own, or that of one page. */
export interface CdpSession {
  /** Rejects with the browser's message when the command fails or the connection is gone. */
  send<C extends Command>(command: C, params?: Params<C>): Promise<Result<C>>
  /** Sends without caring for the answer. */
  post<C extends Command>(command: C, params?: Params<C>): void
  /** Answers with its undo. */
  on<E extends EventName>(event: E, listener: Listener<E>): () => void
  /** Forgets the session's listeners. */
  dispose(): void
}

/** The browser ended, or its pipe did. */
export class BrowserGone extends Error {
  constructor(command: Command) {
    super(`${command}: the browser is gone`)
  }
}

/** A connection to the browser over its debugging pipe. */
export interface Cdp {
  browser: CdpSession
  session(sessionId: string): CdpSession
}

interface Message {
  id?: number
  sessionId?: string
  method?: string
  params?: unknown
  result?: unknown
  error?: { message: string }
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
  command: Command
}

/** A listener that throws (the app's own code may run in it) must not cost the messages that came with its own. */
function hear(listener: (params: never) => void, params: unknown): void {
  try {
    listener(params as never)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

/** Speaks the DevTools protocol over two streams, in which a zero byte ends each message. */
export function connectCdp(input: Readable, output: Writable): Cdp {
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Map<string, Array<(params: never) => void>>>()
  let lastId = 0
  let closed = false
  let parts: Buffer[] = []

  function close(): void {
    closed = true
    for (const { reject, command } of waiting.values()) reject(new BrowserGone(command))
    waiting.clear()
  }

  function receive(text: string): void {
    const message = JSON.parse(text) as Message
    if (message.id === undefined) {
      const heard = listeners.get(message.sessionId ?? '')?.get(message.method ?? '')
      for (const listener of heard ?? []) hear(listener, message.params)
      return
    }
    const asked = waiting.get(message.id)
    if (!asked) return
    waiting.delete(message.id)
    if (message.error) asked.reject(new Error(`${asked.command}: ${message.error.message}`))
    else asked.resolve(message.result)
  }

  input.on('data', (chunk: Buffer) => {
    let start = 0
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end))
      const text = (parts.length === 1 ? chunk.subarray(start, end) : Buffer.concat(parts)).toString()
      parts = []
      start = end + 1
      receive(text)
    }
    if (start < chunk.length) parts.push(chunk.subarray(start))
  })
  input.on('close', close)
  input.on('error', close)
  output.on('error', close)

  function write(id: number, sessionId: string, method: string, params: unknown): void {
    output.write(JSON.stringify(sessionId ? { id, sessionId, method, params } : { id, method, params }) + '\0')
  }

  function session(sessionId: string): CdpSession {
    const mine = new Map<string, Array<(params: never) => void>>()
    listeners.set(sessionId, mine)
    return {
      send: <C extends Command>(command: C, params?: Params<C>) =>
        new Promise<Result<C>>((resolve, reject) => {
          if (closed) {
            reject(new BrowserGone(command))
            return
          }
          const id = ++lastId
          waiting.set(id, { resolve, reject, command })
          write(id, sessionId, command, params ?? {})
        }),
      post: (command, params) => {
        if (!closed) write(++lastId, sessionId, command, params ?? {})
      },
      on: (event, listener) => {
        mine.set(event, [...(mine.get(event) ?? []), listener])
        return () => {
          mine.set(event, mine.get(event)?.filter((one) => one !== listener) ?? [])
        }
      },
      dispose: () => listeners.delete(sessionId),
    }
  }

  return { browser: session(''), session }
}
