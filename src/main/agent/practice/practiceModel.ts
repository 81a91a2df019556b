import { PRACTICE_MODEL } from '../../../shared/model/provider.ts'
import { answer } from './answer.ts'
import { readRequest } from './conversation.ts'
import { streamReply, wholeReply } from './stream.ts'

/** Where the practice model is addressed, and how fast it speaks. */
export interface PracticeOptions {
  /** Its address; requests to other hosts are not its own. */
  readonly url: string
  /** Milliseconds before each word. */
  readonly pace: number
}

/** Answers requests in OpenAI's form that go to the practice model's host; null for all others. */
export type PracticeModel = (request: Request, signal: AbortSignal) => Promise<Response> | null

export function createPracticeModel({ url, pace }: PracticeOptions): PracticeModel {
  const { host } = new URL(url)
  return (request, signal) => (URL.parse(request.url)?.host === host ? respond(request, pace, signal) : null)
}

async function respond(request: Request, pace: number, signal: AbortSignal): Promise<Response> {
  if (request.method === 'GET') {
    return Response.json({ object: 'list', data: [{ id: PRACTICE_MODEL, object: 'model' }] })
  }
  const body = await request.text()
  const { messages, tools, streams } = readRequest(parsed(body))
  const reply = answer(messages, tools)
  if (reply.kind === 'refusal') {
    return Response.json({ error: { message: reply.message, type: 'practice' } }, { status: reply.status })
  }
  const said = reply.kind === 'text' ? reply.reasoning + reply.text : JSON.stringify(reply.arguments)
  const counts = { prompt: Math.ceil(body.length / 4), completion: Math.ceil(said.length / 4) }
  return streams ? streamReply(reply, { pace, signal, counts }) : wholeReply(reply, counts)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return null
  }
}
