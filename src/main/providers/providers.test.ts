import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { AuthState, Model, Provider } from '../../shared/model/provider.ts'
import { createMemoryDisk } from '../settings/disk.ts'
import type { Keychain } from '../settings/keychain.ts'
import { createSettings } from '../settings/settings.ts'
import { defaultChoice } from './choice.ts'
import { openKeys } from './keys.ts'
import type { Fetch } from './probe.ts'
import { createProviders } from './providers.ts'
import type { ProviderDraft } from './providers.ts'
import { modelsAt, testServer } from './server.fixture.ts'

const SECRET = 'sk-very-secret'

/** A keychain that really hides, as far as a test can tell. */
function testKeychain(state: { available: boolean; stale?: boolean }): Keychain {
  const mask = createHash('sha512').update('a test').digest()
  const turn = (data: Uint8Array): Buffer => Buffer.from(data.map((byte, index) => byte ^ (mask[index % 64] ?? 0)))
  return {
    available: () => Promise.resolve(state.available),
    encrypt: (text) => Promise.resolve(turn(Buffer.from(text))),
    decrypt: (data) =>
      state.available
        ? Promise.resolve({ text: turn(data).toString(), stale: state.stale ?? false })
        : Promise.reject(new Error('locked')),
  }
}

/** Asks this machine alone: no test leaves it. */
const localFetch: Fetch = (url, init) =>
  new URL(url).hostname === '127.0.0.1' ? fetch(url, init) : Promise.reject(new Error('offline'))

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'retoma-providers-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

async function setUp(options: { readonly env?: Record<string, string> } = {}) {
  const file = join(await folder(), 'keys.json')
  const keychain = { available: true }
  const keys = await openKeys(file, testKeychain(keychain))
  const disk = createMemoryDisk()
  const settings = createSettings({ disk })
  const copilot: { auth: AuthState; models: readonly Model[] } = {
    auth: { signedIn: false, login: null, source: null, detail: '' },
    models: [{ id: 'gpt-5', name: 'GPT-5', efforts: [], contextLimit: 1000 }],
  }
  let clock = 0
  const providers = createProviders({
    settings,
    keys,
    fetch: localFetch,
    agent: {
      authState: () => Promise.resolve(copilot.auth),
      copilotModels: () => Promise.resolve(copilot.models),
    },
    env: { RETOMA_LOCAL_SERVERS: '', ...options.env },
    now: () => clock,
  })
  onTestFinished(() => {
    providers.dispose()
    settings.dispose()
  })
  return {
    providers,
    settings,
    keychain,
    copilot,
    file,
    disk,
    pass: (ms: number) => {
      clock += ms
    },
  }
}

function draft(patch: Partial<ProviderDraft>): ProviderDraft {
  return {
    id: null,
    kind: 'openai',
    name: 'Mine',
    baseUrl: 'https://models.example/v1',
    key: null,
    models: [],
    ...patch,
  }
}

test('Copilot and the practice model are always there, in this order', async () => {
  const { providers } = await setUp()
  expect(providers.list().map(({ id, kind, state }) => [id, kind, state])).toEqual([
    ['copilot', 'copilot', 'unknown'],
    ['practice', 'practice', 'ready'],
  ])
  expect(await providers.connection('copilot')).toEqual({ kind: 'copilot' })
  expect(await providers.connection('practice')).toEqual({ kind: 'practice' })
  await expect(providers.connection('own-none')).rejects.toMatchObject({ code: 'providerMissing' })
})

test('a key is stored encrypted, for its user alone, and comes back with the connection', async () => {
  const { providers, file, disk } = await setUp()
  const saved = await providers.save(draft({ key: SECRET, models: ['m1'] }))
  expect(saved).toMatchObject({ name: 'Mine', keyStored: true, local: false, state: 'unknown' })
  expect(saved.models.map((model) => model.id)).toEqual(['m1'])
  expect(await readFile(file, 'utf8')).not.toContain(SECRET)
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(JSON.stringify(disk.saved())).not.toContain(SECRET)
  expect(JSON.stringify(providers.list())).not.toContain(SECRET)
  expect(await providers.connection(saved.id)).toEqual({
    kind: 'openai',
    baseUrl: 'https://models.example/v1',
    apiKey: SECRET,
  })
})

test('without a keychain no key is written, and the provider is not saved', async () => {
  const { providers, keychain, file } = await setUp()
  keychain.available = false
  await expect(providers.save(draft({ key: SECRET }))).rejects.toMatchObject({ code: 'keychainUnavailable' })
  await expect(readFile(file)).rejects.toThrow()
  expect(providers.list()).toHaveLength(2)
  const keyless = await providers.save(draft({ key: '' }))
  expect(keyless.keyStored).toBe(false)
  expect(await providers.connection(keyless.id)).toMatchObject({ apiKey: null })
})

test('a key that can not be read here says so instead of being left out', async () => {
  const { providers, keychain } = await setUp()
  const { id } = await providers.save(draft({ key: SECRET }))
  keychain.available = false
  await expect(providers.connection(id)).rejects.toMatchObject({ code: 'keychainUnavailable' })
})

test('null keeps a key, an empty one removes it, and it goes with its provider', async () => {
  const { providers, file } = await setUp()
  const { id } = await providers.save(draft({ key: SECRET }))
  expect((await providers.save(draft({ id, name: 'Renamed' }))).keyStored).toBe(true)
  expect((await providers.save(draft({ id, key: '' }))).keyStored).toBe(false)
  await providers.save(draft({ id, key: SECRET }))
  await providers.remove(id)
  await providers.remove(id)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 1, keys: {} })
  expect(providers.list()).toHaveLength(2)
})

test('a stored key goes to no other server than the one that it was given for', async () => {
  const { providers } = await setUp()
  const thief = await testServer(modelsAt('/models', 'a'))
  const { id } = await providers.save(draft({ key: SECRET }))
  const moved = draft({ id, baseUrl: thief.url })
  await expect(providers.test(moved)).rejects.toMatchObject({ code: 'providerKeyMissing' })
  await expect(providers.save(moved)).rejects.toMatchObject({ code: 'providerKeyMissing' })
  expect(thief.requests).toHaveLength(0)
  expect(await providers.connection(id)).toMatchObject({ baseUrl: 'https://models.example/v1' })
})

test('a test asks with the stored key and stores nothing; saving keeps the address that worked', async () => {
  const { providers } = await setUp()
  const server = await testServer(modelsAt('/v1/models', 'a', 'b'))
  expect(await providers.test(draft({ baseUrl: server.url, key: SECRET }))).toEqual({
    models: ['a', 'b'],
    limits: {},
  })
  expect(providers.list()).toHaveLength(2)
  const { id, baseUrl } = await providers.save(draft({ baseUrl: server.url, key: SECRET }))
  expect(baseUrl).toBe(`${server.url}/v1`)
  await providers.refresh(id)
  const before = server.requests.length
  await providers.test(draft({ id, baseUrl: baseUrl ?? '' }))
  expect(server.requests[before]?.headers.authorization).toBe(`Bearer ${SECRET}`)
})

test('looks again in the background, tells what changed, and corrects the address', async () => {
  const { providers } = await setUp()
  const server = await testServer(modelsAt('/v1/models', 'a', 'b'))
  const told: Provider[][] = []
  providers.onChanged((list) => told.push([...list]))
  const { id } = await providers.save(draft({ baseUrl: server.url, key: '' }))
  await vi.waitFor(() => expect(providers.get(id)?.state).toBe('ready'))
  expect(providers.get(id)).toMatchObject({ baseUrl: `${server.url}/v1`, local: true })
  expect(providers.get(id)?.models.map((model) => model.id)).toEqual(['a', 'b'])
  expect(told.at(-1)?.find((provider) => provider.id === id)?.state).toBe('ready')
})

test('a refused key and a server that is gone show as what they are', async () => {
  const { providers } = await setUp()
  const server = await testServer((_request, response) => response.writeHead(401).end())
  const refused = await providers.save(draft({ baseUrl: server.url, key: SECRET, models: ['m'] }))
  const gone = await providers.save(draft({ baseUrl: 'http://127.0.0.1:1', key: '', models: ['m'] }))
  await providers.refresh()
  expect(providers.get(refused.id)?.state).toBe('signedOut')
  expect(providers.get(gone.id)?.state).toBe('unreachable')
})

test('asks nobody again for a while', async () => {
  const { providers, pass } = await setUp()
  const server = await testServer(modelsAt('/models', 'a'))
  const { id } = await providers.save(draft({ baseUrl: server.url, key: '' }))
  await vi.waitFor(() => expect(providers.get(id)?.state).toBe('ready'))
  await providers.refresh()
  const lists = (): number => server.requests.filter(({ url }) => url === '/models').length
  const [before, all] = [lists(), server.requests.length]
  providers.list()
  pass(30_000)
  providers.list()
  expect(server.requests).toHaveLength(all)
  pass(60_000)
  providers.list()
  await vi.waitFor(() => expect(lists()).toBe(before + 1))
})

test('Copilot shows its models when signed in, none when signed out, and the last known before one knows', async () => {
  const { providers, copilot, settings } = await setUp()
  await providers.refresh('copilot')
  expect(providers.get('copilot')).toMatchObject({ state: 'signedOut', models: [] })
  copilot.auth = { ...copilot.auth, signedIn: true, login: 'me' }
  await providers.refresh('copilot')
  expect(providers.get('copilot')).toMatchObject({ state: 'ready', models: [{ id: 'gpt-5' }] })
  expect(settings.copilotModels()).toHaveLength(1)
})

test('an address that may not be used is refused before anything is stored', async () => {
  const { providers, file } = await setUp()
  const bad = draft({ baseUrl: 'http://models.example/v1', key: SECRET })
  await expect(providers.save(bad)).rejects.toMatchObject({ code: 'providerInvalid' })
  await expect(providers.test(bad)).rejects.toMatchObject({ code: 'providerInvalid' })
  await expect(readFile(file)).rejects.toThrow()
  await expect(providers.save(draft({ id: 'own-none' }))).rejects.toMatchObject({ code: 'providerMissing' })
})

test('a file of keys that can not be read is kept beside', async () => {
  const path = join(await folder(), 'keys.json')
  await writeFile(path, '{ half')
  const keys = await openKeys(path, testKeychain({ available: true }))
  expect(keys.has('a')).toBe(false)
  await keys.set('a', SECRET)
  expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('{ half')
  const again = await openKeys(path, testKeychain({ available: true }))
  expect(await again.get('a')).toBe(SECRET)
})

test('a renewed keychain gets its keys encrypted anew', async () => {
  const path = join(await folder(), 'keys.json')
  const keychain = testKeychain({ available: true, stale: true })
  const keys = await openKeys(path, keychain)
  await keys.set('a', SECRET)
  const encrypt = vi.spyOn(keychain, 'encrypt')
  expect(await keys.get('a')).toBe(SECRET)
  expect(encrypt).toHaveBeenCalledTimes(1)
})

test('the practice model is never chosen while something else can be', () => {
  const provider = (id: string, state: Provider['state'], ...models: readonly string[]): Provider => ({
    id,
    kind: id === 'copilot' ? 'copilot' : id === 'practice' ? 'practice' : 'openai',
    name: id,
    baseUrl: null,
    keyStored: false,
    local: false,
    models: models.map((model) => ({ id: model, name: model, efforts: [], contextLimit: null })),
    state,
  })
  const practice = provider('practice', 'ready', 'practice')
  const nothing = { defaultProviderId: null, defaultModel: null }
  const choose = (...others: readonly Provider[]): string => defaultChoice([...others, practice], nothing).providerId
  expect(choose(provider('copilot', 'signedOut'))).toBe('practice')
  expect(choose(provider('copilot', 'ready', 'gpt-5'))).toBe('copilot')
  expect(choose(provider('copilot', 'unknown', 'gpt-5'))).toBe('copilot')
  expect(choose(provider('copilot', 'signedOut'), provider('own', 'unknown', 'm'))).toBe('own')
  expect(choose(provider('copilot', 'unknown', 'gpt-5'), provider('own', 'ready', 'm'))).toBe('copilot')
  expect(choose(provider('copilot', 'unreachable', 'gpt-5'), provider('own', 'ready', 'm'))).toBe('own')
  expect(choose(provider('copilot', 'ready'))).toBe('practice')
})

test('what the person chose stands, even while it can not be reached', () => {
  const own: Provider = {
    id: 'own',
    kind: 'openai',
    name: 'Own',
    baseUrl: 'https://models.example',
    keyStored: true,
    local: false,
    models: [{ id: 'first', name: 'first', efforts: [], contextLimit: null }],
    state: 'unreachable',
  }
  expect(defaultChoice([own], { defaultProviderId: 'own', defaultModel: 'm' })).toEqual({
    providerId: 'own',
    model: 'm',
  })
  expect(defaultChoice([own], { defaultProviderId: 'own', defaultModel: null })).toEqual({
    providerId: 'own',
    model: 'first',
  })
  expect(defaultChoice([own], { defaultProviderId: 'gone', defaultModel: 'm' }).providerId).toBe('practice')
})

test('a server on this machine is asked in its own way how much its models take, and that is kept for the next start', async () => {
  const list = modelsAt('/v1/models', 'small')
  const { url } = await testServer((request, response) => {
    if (request.url === '/props') response.end(JSON.stringify({ default_generation_settings: { n_ctx: 8_192 } }))
    else list(request, response)
  })
  const { providers, settings } = await setUp()
  const { id } = await providers.save(draft({ baseUrl: url }))
  await vi.waitFor(() => expect(providers.get(id)?.models).toMatchObject([{ id: 'small', contextLimit: 8_192 }]))
  expect(settings.providers()[0]?.limits).toEqual({ small: 8_192 })
})

test('what the person sets for a model goes before what the provider tells, is kept for the next start, and can be taken back', async () => {
  const server = await testServer((_request, response) =>
    response.end(JSON.stringify({ data: [{ id: 'told', max_model_len: 4_096 }, { id: 'silent' }] })),
  )
  const { providers, settings, disk } = await setUp()
  const { id } = await providers.save(draft({ baseUrl: server.url, models: ['told', 'silent'] }))
  const models = () => providers.get(id)?.models.map(({ id: model, contextLimit, told }) => [model, contextLimit, told])
  await vi.waitFor(() =>
    expect(models()).toEqual([
      ['told', 4_096, undefined],
      ['silent', null, undefined],
    ]),
  )
  const own = draft({ id, baseUrl: server.url, models: ['told', 'silent'] })
  expect((await providers.save({ ...own, limits: { told: 2_048, silent: 8_192 } })).models).toMatchObject([
    { id: 'told', contextLimit: 2_048, told: 4_096 },
    { id: 'silent', contextLimit: 8_192, told: null },
  ])
  // Who does not speak of it changes nothing about it; nor does the provider.
  await providers.save({ ...own, name: 'Renamed' })
  await providers.refresh(id)
  expect(models()).toEqual([
    ['told', 2_048, 4_096],
    ['silent', 8_192, null],
  ])
  settings.flush()
  const later = createSettings({ disk })
  onTestFinished(() => later.dispose())
  expect(later.providers()[0]?.ownLimits).toEqual({ told: 2_048, silent: 8_192 })
  await providers.save({ ...own, limits: {} })
  // What it told before is known at once.
  expect(models()).toEqual([
    ['told', 4_096, undefined],
    ['silent', null, undefined],
  ])
  expect(settings.providers()[0]).not.toHaveProperty('ownLimits')
})

test('a test tells what the provider says of its models', async () => {
  const server = await testServer((_request, response) =>
    response.end(JSON.stringify({ data: [{ id: 'told', context_length: 4_096 }, { id: 'silent' }] })),
  )
  const { providers } = await setUp()
  expect(await providers.test(draft({ baseUrl: server.url }))).toEqual({
    models: ['told', 'silent'],
    limits: { told: 4_096 },
  })
})
