import { PRACTICE_MODEL } from '../../../shared/model/provider.ts'
import type { PracticeReply } from './answer.ts'

/** Tokens as the runtime counts them: roughly, four characters each. */
export interface Counts {
  readonly prompt: number
  readonly completion: number
}

/** How a reply is sent. */
export interface StreamOptions {
  /** Milliseconds before each piece. */
  readonly pace: number
  readonly signal: AbortSignal
  readonly counts: Counts
}

/** A reply as server-sent events, a word at a time; made only as fast as it is read, and it ends when it is aborted. */
export function streamReply(reply: Exclude<PracticeReply, { kind: 'refusal' }>, options: StreamOptions): Response {
  const { pace, signal } = options
  const lines = linesOf(reply, options.counts)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        if (pace > 0) await pause(pace, signal)
        if (signal.aborted) {
          controller.error(new Error('The request was aborted.'))
          return
        }
        const next = lines.next()
        if (next.done === true) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      },
    },
    // Nothing is made ahead of its reader.
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

/** A reply in one piece, for a request that does not stream. */
export function wholeReply(reply: Exclude<PracticeReply, { kind: 'refusal' }>, counts: Counts): Response {
  const message =
    reply.kind === 'text'
      ? { role: 'assistant', content: reply.text }
      : { role: 'assistant', content: null, tool_calls: [toolCall(reply)] }
  return Response.json({
    id: 'practice',
    object: 'chat.completion',
    model: PRACTICE_MODEL,
    choices: [{ index: 0, message, finish_reason: reply.kind === 'text' ? 'stop' : 'tool_calls' }],
    usage: usageOf(counts),
  })
}

function* linesOf(reply: Exclude<PracticeReply, { kind: 'refusal' }>, counts: Counts): Generator<string> {
  if (reply.kind === 'text') {
    for (const piece of pieces(reply.reasoning)) yield line({ reasoning_content: piece }, null)
    for (const piece of pieces(reply.text)) yield line({ content: piece }, null)
    yield line({}, 'stop', usageOf(counts))
  } else {
    yield line({ tool_calls: [{ index: 0, ...toolCall(reply) }] }, null)
    yield line({}, 'tool_calls', usageOf(counts))
  }
  yield 'data: [DONE]\n\n'
}

/** Words with the white space after them. */
function pieces(text: string): readonly string[] {
  return text.match(/\s*\S+\s?/gu) ?? []
}

function toolCall(reply: Extract<PracticeReply, { kind: 'call' }>): Record<string, unknown> {
  return {
    id: reply.id,
    type: 'function',
    function: { name: reply.tool, arguments: JSON.stringify(reply.arguments) },
  }
}

function line(delta: Record<string, unknown>, finish: string | null, usage?: Record<string, number>): string {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  return `data: ${JSON.stringify({ id: 'practice', object: 'chat.completion.chunk', model: PRACTICE_MODEL, choices, usage })}\n\n`
}

function usageOf({ prompt, completion }: Counts): Record<string, number> {
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
