import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { echo, type ModelMessage, type ModelRequest, type Reply, type Route } from './reply.ts'
import { aborted, streamReply, wholeReply } from './stream.ts'

/** A scripted, OpenAI-compatible language model on a port of its own. */
export interface ModelServer {
  /** What a provider's address is set to, `/v1` included. */
  readonly baseUrl: string
  /** Every chat request so far, in the order of arrival. */
  readonly requests: readonly ModelRequest[]
  /** How many requests have come to the list of models. */
  modelLists(): number
  /** Replies for the next requests, one for each, before the route is asked. */
  enqueue(...replies: readonly Reply[]): void
  /** Replaces the route. */
  route(route: Route): void
  /** Lets every request go on that has arrived, held by `holdAfter` already or not yet. */
  release(): void
  /** Resolves with the n-th chat request (1 for the first), at once when it has come already. */
  waitForRequest(n: number): Promise<ModelRequest>
  /** Breaks every connection and stops listening. */
  close(): Promise<void>
}

/** What `startModel` may be told. */
export interface ModelOptions {
  /** What `/models` lists; `demo` when left out. */
  readonly models?: readonly string[]
  /** Tokens that a request may weigh, as `/models` tells it; untold when left out. */
  readonly contextLimit?: number
  /** The same as llama.cpp tells it at an address of its own; there is none when left out. */
  readonly contextLength?: number
  /** Answers 401 to whoever brings another key; every key is welcome when left out. */
  readonly key?: string
  readonly port?: number
}

const messagesSchema = z.array(z.object({ role: z.string(), content: z.unknown() }))
const named = z.object({ name: z.string() })
const bodySchema = z.object({
  model: z.string().default('demo'),
  stream: z.boolean().default(false),
  messages: messagesSchema.default([]),
  // A tool whose input is free text (`apply_patch`) stands under `custom`.
  tools: z.array(z.object({ function: named.optional(), custom: named.optional() })).default([]),
})

/**
 * Starts a scripted model on 127.0.0.1. `script` answers each request (`echo` when left out): one reply for all, or a
 * function of the request. Example: `const model = await startModel((request) => says('Hello ' + request.lastUser))`.
 */
export async function startModel(script: Reply | Route = echo, options: ModelOptions = {}): Promise<ModelServer> {
  const requests: ModelRequest[] = []
  const queue: Reply[] = []
  const waiting: { readonly n: number; readonly resolve: (request: ModelRequest) => void }[] = []
  let held: (() => void)[] = []
  let route: Route = typeof script === 'function' ? script : () => script
  let lists = 0
  let callIds = 0

  const server = createServer((message, response) => {
    void answer(message, response).catch(() => response.destroy())
  })

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(message)
    const authorization = message.headers.authorization ?? null
    if (options.key !== undefined && authorization !== `Bearer ${options.key}`) {
      refuse(response, { status: 401, error: 'Incorrect API key provided.' })
      return
    }
    // Where servers of certain makes tell more about themselves than all of them do.
    if (message.url === '/props' && options.contextLength !== undefined) {
      const settings = { default_generation_settings: { n_ctx: options.contextLength } }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(settings))
      return
    }
    if (message.url === '/props' || message.url?.startsWith('/api/') === true) {
      refuse(response, { status: 404, error: 'There is nothing here.' })
      return
    }
    if (message.url?.endsWith('/models') === true) {
      lists += 1
      const limit = options.contextLimit === undefined ? {} : { max_model_len: options.contextLimit }
      const data = (options.models ?? ['demo']).map((id) => ({ id, object: 'model', ...limit }))
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }))
      return
    }
    const gone = new AbortController()
    const ended = new Promise<boolean>((resolve) => {
      response.once('close', () => {
        gone.abort()
        resolve(response.writableFinished)
      })
    })
    const { request, streams } = readRequest(body, requests.length + 1, authorization, ended)
    requests.push(request)
    // From now on, not from where it holds: who has seen the request may let it go before that.
    const go = Promise.withResolvers<void>()
    if (streams) held.push(go.resolve)
    const reply = queue.shift() ?? route(request)
    for (const waiter of waiting.filter(({ n }) => n === request.number)) waiter.resolve(request)
    if (reply.silent === true) return aborted(gone.signal)
    if (reply.status !== undefined && reply.status !== 200) {
      refuse(response, reply)
      return
    }
    const nextCallId = (): string => `call-${++callIds}`
    if (!streams) {
      response.setHeader('content-type', 'application/json').end(wholeReply(request, reply, nextCallId))
      return
    }
    await streamReply(response, request, reply, {
      signal: gone.signal,
      released: () => Promise.race([go.promise, aborted(gone.signal)]),
      nextCallId,
    })
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    modelLists: () => lists,
    enqueue: (...replies) => {
      queue.push(...replies)
    },
    route: (next) => {
      route = next
    },
    release: () => {
      const going = held
      held = []
      for (const go of going) go()
    },
    waitForRequest: (n) => {
      const request = requests[n - 1]
      return request === undefined ? new Promise((resolve) => waiting.push({ n, resolve })) : Promise.resolve(request)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function refuse(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status ?? 500, { 'content-type': 'application/json', ...reply.headers })
  response.end(JSON.stringify({ error: { message: reply.error ?? 'The scripted model refuses.', type: 'scripted' } }))
}

function readRequest(
  body: string,
  number: number,
  authorization: string | null,
  ended: Promise<boolean>,
): { readonly request: ModelRequest; readonly streams: boolean } {
  const raw: unknown = JSON.parse(body)
  const parsed = bodySchema.parse(raw)
  const messages: ModelMessage[] = parsed.messages.map(({ role, content }) => ({ role, content: textOf(content) }))
  const request: ModelRequest = {
    number,
    model: parsed.model,
    messages,
    lastUser: messages.findLast(({ role }) => role === 'user')?.content ?? '',
    tools: parsed.tools.map((tool) => (tool.function ?? tool.custom)?.name ?? ''),
    authorization,
    bytes: Buffer.byteLength(body),
    at: Date.now(),
    ended,
    raw,
  }
  return { request, streams: parsed.stream }
}

const partsSchema = z.array(z.object({ text: z.string().default('') }))

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  const parts = partsSchema.safeParse(content)
  return parts.success ? parts.data.map(({ text }) => text).join('') : ''
}

async function readAll(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
