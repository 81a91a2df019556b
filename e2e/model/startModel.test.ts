import { afterEach, beforeEach, expect, it } from 'vitest'
import { calls, echo, refuses, says } from './reply.ts'
import { type ModelServer, startModel } from './startModel.ts'

let model: ModelServer

beforeEach(async () => {
  model = await startModel(echo, { models: ['a', 'b'], key: 'secret' })
})
afterEach(() => model.close())

function ask(text: string, more: { stream?: boolean; key?: string; signal?: AbortSignal } = {}): Promise<Response> {
  const body = { model: 'a', stream: more.stream ?? true, messages: [{ role: 'user', content: text }] }
  return fetch(`${model.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${more.key ?? 'secret'}` },
    body: JSON.stringify(body),
    ...(more.signal === undefined ? {} : { signal: more.signal }),
  })
}

it('answers by the queue first, then by the route, and keeps what it was asked', async () => {
  model.enqueue(says('queued'))
  expect(await (await ask('one', { stream: false })).text()).toContain('queued')
  expect(await (await ask('two', { stream: false })).text()).toContain('echo(1): two')
  model.route(() => says('routed'))
  expect(await (await ask('three')).text()).toContain('routed')
  expect(model.requests.map(({ number, lastUser }) => [number, lastUser])).toEqual([
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ])
  expect(await model.waitForRequest(2)).toBe(model.requests[1])
})

it('streams in pieces, holds until it is released, and tells that it was finished', async () => {
  model.enqueue(says('abcdef', { chunkSize: 2, holdAfter: 1, reasoning: ['hm'] }))
  const reader = (await ask('x')).body!.pipeThrough(new TextDecoderStream()).getReader()
  const first = (await reader.read()).value
  expect(first).toContain('"reasoning_content":"hm"')
  expect(first).not.toContain('ab')
  model.release()
  let rest = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value
  expect(rest).toContain('"content":"ab"')
  expect(rest).toContain('[DONE]')
  expect(await model.requests[0]!.ended).toBe(true)
})

it('stalls until the client goes, cuts, refuses, calls tools', async () => {
  model.enqueue(
    says('abc', { stallAfter: 0 }),
    says('abcdefghijkl', { cutAfter: 1 }),
    refuses(429, 'slow', { 'retry-after': '1' }),
  )
  const abort = new AbortController()
  const stalled = await ask('one', { signal: abort.signal })
  expect(stalled.status).toBe(200)
  abort.abort()
  expect(await model.requests[0]!.ended).toBe(false)
  await expect(ask('two').then((response) => response.text())).rejects.toThrow()
  const refused = await ask('three')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
  model.enqueue(calls('bash', { command: 'ls' }))
  expect(await (await ask('four')).text()).toContain('"arguments":"{\\"command\\":\\"ls\\"}"')
})

it('lists its models, and wants its key', async () => {
  const headers = { authorization: 'Bearer secret' }
  expect(await (await fetch(`${model.baseUrl}/models`, { headers })).json()).toMatchObject({
    data: [{ id: 'a' }, { id: 'b' }],
  })
  expect(model.modelLists()).toBe(1)
  expect((await ask('x', { key: 'wrong' })).status).toBe(401)
  expect(model.requests).toEqual([])
})
