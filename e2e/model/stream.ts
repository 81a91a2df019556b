import type { ServerResponse } from 'node:http'
import type { ModelRequest, Reply, ScriptedToolCall } from './reply.ts'

/** What a reply needs from the server while it is sent. */
export interface StreamControl {
  readonly signal: AbortSignal
  /** Resolves at the first `release()` since the request came. */
  readonly released: () => Promise<void>
  readonly nextCallId: () => string
}

/** Sends a reply as server-sent events; resolves when it is finished, stalled for good, or the client has gone. */
export async function streamReply(
  response: ServerResponse,
  request: ModelRequest,
  reply: Reply,
  control: StreamControl,
): Promise<void> {
  const { signal } = control
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...reply.headers })
  response.flushHeaders()
  let sent = 0
  for (const delta of deltas(reply)) {
    if (reply.holdAfter === sent) await control.released()
    if (reply.stallAfter === sent) return aborted(signal)
    if (reply.cutAfter === sent) {
      response.destroy()
      return
    }
    if (reply.delayMs !== undefined && reply.delayMs > 0) await pause(reply.delayMs, signal)
    if (signal.aborted) return
    if (!response.write(chunk(reply.model ?? request.model, delta, null))) await drained(response, signal)
    sent += 1
  }
  if (reply.holdAfter !== undefined && reply.holdAfter >= sent) await control.released()
  if (reply.stallAfter !== undefined) return aborted(signal)
  if (reply.cutAfter !== undefined) {
    response.destroy()
    return
  }
  // Read here, since the answer may have ended while it was held.
  if (control.signal.aborted) return
  const tools = reply.toolCalls ?? []
  for (const [index, call] of tools.entries()) {
    response.write(chunk(reply.model ?? request.model, toolDelta(call, index, control.nextCallId), null))
  }
  response.write(
    chunk(reply.model ?? request.model, {}, tools.length > 0 ? 'tool_calls' : 'stop', usageOf(request, reply)),
  )
  response.end('data: [DONE]\n\n')
}

/** The same reply in one piece, for a request that does not stream. */
export function wholeReply(request: ModelRequest, reply: Reply, nextCallId: () => string): string {
  const tools = (reply.toolCalls ?? []).map((call) => ({
    id: call.id ?? nextCallId(),
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }))
  const message = {
    role: 'assistant',
    content: pieces(reply.text, 1_000_000).join(''),
    ...(tools.length > 0 ? { tool_calls: tools } : {}),
  }
  return JSON.stringify({
    id: 'scripted',
    object: 'chat.completion',
    model: reply.model ?? request.model,
    choices: [{ index: 0, message, finish_reason: tools.length > 0 ? 'tool_calls' : 'stop' }],
    usage: usageOf(request, reply),
  })
}

function* deltas(reply: Reply): Generator<Record<string, unknown>> {
  const size = reply.chunkSize ?? 8
  for (const piece of pieces(reply.reasoning, size)) yield { reasoning_content: piece }
  for (const piece of pieces(reply.text, size)) yield { content: piece }
}

function pieces(text: string | readonly string[] | undefined, size: number): readonly string[] {
  if (text === undefined) return []
  if (typeof text !== 'string') return text
  const characters = Array.from(text)
  const result: string[] = []
  for (let start = 0; start < characters.length; start += size) {
    result.push(characters.slice(start, start + size).join(''))
  }
  return result
}

function toolDelta(call: ScriptedToolCall, index: number, nextCallId: () => string): Record<string, unknown> {
  const definition = { name: call.name, arguments: JSON.stringify(call.arguments) }
  return { tool_calls: [{ index, id: call.id ?? nextCallId(), type: 'function', function: definition }] }
}

function chunk(model: string, delta: Record<string, unknown>, finish: string | null, usage?: unknown): string {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  return `data: ${JSON.stringify({ id: 'scripted', object: 'chat.completion.chunk', model, choices, usage })}\n\n`
}

function usageOf(request: ModelRequest, reply: Reply): Record<string, number> {
  const prompt = reply.usage?.prompt ?? Math.ceil(request.bytes / 4)
  const completion = reply.usage?.completion ?? Math.ceil(pieces(reply.text, 1_000_000).join('').length / 4)
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

/** Resolves when the client has gone away. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
