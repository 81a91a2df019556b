import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { askLimits } from './contextLimits.ts'
import { testServer } from './server.fixture.ts'

/** A server that answers at these paths with JSON, or with what makes it of the request's body, and 404 elsewhere. */
async function serving(answers: Readonly<Record<string, unknown>>, show: (model: string) => unknown = () => undefined) {
  return testServer((request, response) => {
    void bodyOf(request).then((body) => {
      const answer =
        request.url === '/api/show' ? show((JSON.parse(body) as { model: string }).model) : answers[request.url ?? '']
      if (answer === undefined) response.writeHead(404).end('not here')
      else response.end(JSON.stringify(answer))
    })
  })
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const ask = (url: string, ...models: readonly string[]) => askLimits(`${url}/v1`, models, fetch, 5_000)

test('LM Studio tells what a model was loaded with, and else what it could take', async () => {
  const { url } = await serving({
    '/api/v0/models': {
      data: [
        { id: 'loaded', state: 'loaded', max_context_length: 131_072, loaded_context_length: 4_096 },
        { id: 'idle', state: 'not-loaded', max_context_length: 32_768 },
        { id: 'odd', max_context_length: 'much' },
      ],
    },
  })
  expect(await ask(url, 'loaded', 'idle', 'odd')).toEqual({ loaded: 4_096, idle: 32_768 })
})

test('Ollama tells what runs, what was set, and what a model was made for', async () => {
  const shown: Readonly<Record<string, unknown>> = {
    set: {
      parameters: 'stop "<|end|>"\nnum_ctx                        16384',
      model_info: { 'llama.context_length': 131_072 },
    },
    made: { parameters: null, model_info: { 'general.architecture': 'qwen3', 'qwen3.context_length': 40_960 } },
    silent: {},
  }
  const { url, requests } = await serving(
    {
      '/api/ps': {
        models: [
          { name: 'runs:latest', context_length: 8_192 },
          { name: 'made', context_length: null },
        ],
      },
    },
    (model) => shown[model],
  )
  expect(await ask(url, 'runs', 'set', 'made', 'silent')).toEqual({ runs: 8_192, set: 16_384, made: 40_960 })
  // What runs need not be asked for.
  expect(requests.filter((one) => one.url === '/api/show')).toHaveLength(3)
})

test('llama.cpp tells what each of its slots takes', async () => {
  const { url } = await serving({ '/props': { default_generation_settings: { n_ctx: 12_288 }, total_slots: 4 } })
  expect(await ask(url, 'its-model')).toEqual({ 'its-model': 12_288 })
})

test('who answers with something else, or not at all, tells nothing', async () => {
  const { url } = await serving({ '/props': [], '/api/ps': 'ok', '/api/v0/models': { error: 'Unexpected endpoint' } })
  expect(await ask(url, 'a')).toEqual({})
  expect(await ask('http://127.0.0.1:9', 'a')).toEqual({})
})
