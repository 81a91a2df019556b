import { expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { isLocal, normaliseBaseUrl } from './address.ts'
import { discoverServers, knownServers } from './discover.ts'
import { probe } from './probe.ts'
import { modelsAt, testServer } from './server.fixture.ts'

const PATIENCE = 10_000

test.each([
  ['openai', 'https://api.example.org/v1/', 'https://api.example.org/v1'],
  ['openai', ' HTTPS://API.example.org ', 'https://api.example.org'],
  ['openai', 'http://localhost:11434/v1', 'http://localhost:11434/v1'],
  ['openai', 'http://192.168.1.7:1234', 'http://192.168.1.7:1234'],
  ['openai', 'http://[::1]:8080/', 'http://[::1]:8080'],
  ['openai', 'http://[::ffff:10.0.0.1]/', 'http://[::ffff:a00:1]'],
  ['openai', 'http://box.local/v1', 'http://box.local/v1'],
  ['anthropic', 'https://api.anthropic.com/v1', 'https://api.anthropic.com'],
  ['azure', 'https://r.openai.azure.com/openai/v1/', 'https://r.openai.azure.com'],
] as const)('%s at %s is kept as %s', (kind, typed, kept) => {
  expect(normaliseBaseUrl(kind, typed)).toBe(kept)
})

test.each([
  '',
  'api.example.org/v1',
  'ftp://example.org',
  'file:///etc/passwd',
  'https://me:secret@example.org/v1',
  'https://example.org/v1?key=secret',
  'https://example.org/v1#x',
  'http://example.org/v1',
  'http://8.8.8.8/v1',
  'http://172.32.0.1',
  'http://127.0.0.1.example.org',
  'http://[2001:db8::1]/v1',
])('refuses %s', (typed) => {
  expect(() => normaliseBaseUrl('openai', typed)).toThrow(AppError)
})

test('knows what is on this machine', () => {
  expect(isLocal('http://127.9.9.9:1/v1')).toBe(true)
  expect(isLocal('http://[::1]:1')).toBe(true)
  expect(isLocal('http://192.168.1.7')).toBe(false)
  expect(isLocal('https://localhost.example.org')).toBe(false)
})

test.each([
  ['openai', '/models', 'authorization', 'Bearer k'],
  ['anthropic', '/v1/models', 'x-api-key', 'k'],
  ['azure', '/openai/v1/models', 'api-key', 'k'],
] as const)('asks %s at %s with its own header', async (kind, path, header, value) => {
  const server = await testServer(modelsAt(path, 'a', 'b', 'a'))
  expect(await probe({ kind, baseUrl: server.url, key: 'k' }, fetch, PATIENCE)).toEqual({
    baseUrl: server.url,
    models: ['a', 'b'],
    limits: {},
  })
  expect(server.requests[0]?.headers[header]).toBe(value)
  if (kind === 'anthropic') expect(server.requests[0]?.headers['anthropic-version']).toBe('2023-06-01')
})

test('without a key no header is sent', async () => {
  const server = await testServer(modelsAt('/models', 'a'))
  await probe({ kind: 'openai', baseUrl: server.url, key: null }, fetch, PATIENCE)
  expect(server.requests[0]?.headers.authorization).toBeUndefined()
})

test('adds /v1 only where it fails without and works with', async () => {
  const server = await testServer(modelsAt('/v1/models', 'a'))
  expect(await probe({ kind: 'openai', baseUrl: server.url, key: null }, fetch, PATIENCE)).toEqual({
    baseUrl: `${server.url}/v1`,
    models: ['a'],
    limits: {},
  })
  const none = await testServer(modelsAt('/elsewhere'))
  await expect(probe({ kind: 'openai', baseUrl: none.url, key: null }, fetch, PATIENCE)).rejects.toMatchObject({
    code: 'providerRefused',
    detail: '404',
  })
})

test('learns what a request may weigh, by whatever name a server calls it', async () => {
  const data = [
    { id: 'router', context_length: 8192 },
    { id: 'vllm', max_model_len: 4096 },
    { id: 'cloud', context_window: 131_072, max_input_tokens: 100_000 },
    { id: 'llama', meta: { n_ctx: 2048, n_ctx_train: 32_768 } },
    { id: 'odd', context_length: 'many', meta: null },
    { id: 'silent' },
  ]
  const server = await testServer((_request, response) => response.end(JSON.stringify({ data })))
  const { limits } = await probe({ kind: 'openai', baseUrl: server.url, key: null }, fetch, PATIENCE)
  expect(limits).toEqual({ router: 8192, vllm: 4096, cloud: 100_000, llama: 2048 })
})

test('a refused key is not tried elsewhere, and comes with its status', async () => {
  const server = await testServer((_request, response) => response.writeHead(401).end())
  await expect(probe({ kind: 'openai', baseUrl: server.url, key: 'k' }, fetch, PATIENCE)).rejects.toMatchObject({
    code: 'providerRefused',
    detail: '401',
  })
  expect(server.requests).toHaveLength(1)
})

test('does not follow a redirect: it could take the key elsewhere', async () => {
  const thief = await testServer(modelsAt('/models', 'a'))
  const server = await testServer((_request, response) =>
    response.writeHead(302, { location: `${thief.url}/models` }).end(),
  )
  await expect(probe({ kind: 'azure', baseUrl: server.url, key: 'k' }, fetch, PATIENCE)).rejects.toMatchObject({
    code: 'providerRefused',
    detail: '302',
  })
  expect(thief.requests).toHaveLength(0)
})

test('an answer that is no list of models is invalid', async () => {
  const server = await testServer((_request, response) => response.end('<html>hello</html>'))
  await expect(probe({ kind: 'openai', baseUrl: server.url, key: null }, fetch, PATIENCE)).rejects.toMatchObject({
    code: 'providerInvalid',
  })
})

test('a server that is not there, or never answers, is unreachable', async () => {
  const gone = await testServer(() => undefined)
  const slow = probe({ kind: 'openai', baseUrl: gone.url, key: null }, fetch, 50)
  await expect(slow).rejects.toMatchObject({ code: 'providerUnreachable' })
  const refused = probe({ kind: 'openai', baseUrl: 'http://127.0.0.1:1', key: null }, fetch, PATIENCE)
  await expect(refused).rejects.toMatchObject({ code: 'providerUnreachable', detail: '127.0.0.1:1' })
})

test('finds the servers of this machine that answer', async () => {
  const here = await testServer(modelsAt('/v1/models', 'llama'))
  const other = await testServer(modelsAt('/nothing'))
  const env = {
    RETOMA_LOCAL_SERVERS: `Mine=${here.url},Other=${other.url},None=http://127.0.0.1:1,Far=http://10.0.0.1`,
  }
  expect(knownServers(env).map((server) => server.name)).toEqual(['Mine', 'Other', 'None'])
  expect(await discoverServers(knownServers(env), fetch)).toEqual([
    { name: 'Mine', baseUrl: `${here.url}/v1`, models: ['llama'] },
  ])
  expect(knownServers({ RETOMA_LOCAL_SERVERS: '' })).toEqual([])
  expect(knownServers({}).map((server) => server.name)).toEqual(['Ollama', 'LM Studio', 'llama.cpp'])
})
