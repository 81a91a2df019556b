import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How an answer comes. */
export interface Pace {
  perSecond: number
  seconds: number
  /** What is said in place of the time. */
  pieces?: readonly string[]
}

/** A language model whose every word is the time at which it was sent (`@` and epoch milliseconds, one decimal). */
export interface ClockModel {
  readonly baseUrl: string
  /** Words that each answer sends in a second, and how long an answer lasts. */
  readonly pace: Pace
  /** Resolves when this many answers stream at the same time. */
  streaming(count: number): Promise<void>
  close(): Promise<void>
}

/** Starts it on 127.0.0.1. A paragraph ends every 40 words, as in an answer. */
export async function startClockModel(): Promise<ClockModel> {
  const pace: Pace = { perSecond: 900, seconds: 5 }
  let active = 0
  let waiting: { readonly count: number; readonly go: () => void }[] = []

  const stream = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const { perSecond, seconds, pieces } = pace
    const from = performance.now()
    let sent = 0
    active += 1
    for (const { count, go } of waiting) if (active >= count) go()
    waiting = waiting.filter(({ count }) => active < count)
    const timer = setInterval(() => {
      const due = Math.min(((performance.now() - from) / 1000) * perSecond, perSecond * seconds)
      for (; sent < due; sent += 1) {
        const end = sent % 40 === 39 ? '\n\n' : ' '
        const time = `@${(performance.timeOrigin + performance.now()).toFixed(1)}${end}`
        response.write(chunk({ content: pieces === undefined ? time : (pieces[sent] ?? '') }, null))
      }
      if (sent < perSecond * seconds) return
      clearInterval(timer)
      response.write(chunk({}, 'stop'))
      response.end('data: [DONE]\n\n')
    }, 1)
    response.once('close', () => {
      active -= 1
      clearInterval(timer)
    })
  }

  const server = createServer((request, response) => {
    if (request.url?.endsWith('/models') === true) {
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'clock', object: 'model' }] }))
      return
    }
    if (request.method === 'GET') {
      response.writeHead(404).end()
      return
    }
    request.resume().once('end', () => {
      stream(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    pace,
    streaming: (count) => new Promise((go) => (active >= count ? go() : waiting.push({ count, go }))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function chunk(delta: object, finish: string | null): string {
  const body = {
    id: 'clock',
    object: 'chat.completion.chunk',
    model: 'clock',
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...(finish !== null && { usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 } }),
  }
  return `data: ${JSON.stringify(body)}\n\n`
}
