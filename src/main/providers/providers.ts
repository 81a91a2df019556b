import { randomUUID } from 'node:crypto'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { COPILOT_PROVIDER, PRACTICE_MODEL, PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import type { LocalServer, Model, Provider, ProviderState } from '../../shared/model/provider.ts'
import type { Agent, Connection } from '../agent/port.ts'
import type { ProviderEntry } from '../settings/schema.ts'
import { isLocal, normaliseBaseUrl } from './address.ts'
import { defaultChoice } from './choice.ts'
import type { Choice } from './choice.ts'
import { askLimits } from './contextLimits.ts'
import { discoverServers, knownServers } from './discover.ts'
import type { Keys } from './keys.ts'
import { probe } from './probe.ts'
import type { Fetch, ProbeResult, ProbeTarget } from './probe.ts'

/** How long a provider may take to answer a test, in milliseconds. */
const PATIENCE = 10_000
/** How long is waited for what a server on this machine takes: what it can be used for is known already. */
const LIMITS_PATIENCE = 1_500
/** How long a state is believed before the next look asks again, in milliseconds. */
const FRESH = 60_000

/** What a person enters about a provider. */
export type ProviderDraft = Input<'provider.save'>

/** What of the settings belongs to providers. */
export interface ProviderSettings {
  providers(): readonly ProviderEntry[]
  setProviders(entries: readonly ProviderEntry[]): void
  copilotModels(): readonly Model[]
  setCopilotModels(models: readonly Model[]): void
  get(): { readonly defaultProviderId: string | null; readonly defaultModel: string | null }
}

/** Where models come from: what is built in and what the person added. */
export interface Providers {
  /** As known now, at once; looks again in the background when that was long ago. */
  list(): readonly Provider[]
  /** As known now; asks nobody. */
  known(): readonly Provider[]
  /** Null when there is none of that id. */
  get(id: string): Provider | null
  onChanged(listener: (providers: readonly Provider[]) => void): () => void
  /** Looks again now, at one or at all; resolves when every answer is in. Never rejects. */
  refresh(id?: string): Promise<void>
  /** How a provider is reached, key included. Rejects with `providerMissing` or `keychainUnavailable`. */
  connection(id: string): Promise<Connection>
  /** Asks for the models without storing anything. Rejects with what is wrong. */
  test(draft: ProviderDraft): Promise<Pick<ProbeResult, 'models' | 'limits'>>
  save(draft: ProviderDraft): Promise<Provider>
  /** Forgets an own provider with its key; resolves too when there is none. */
  remove(id: string): Promise<void>
  discover(): Promise<readonly LocalServer[]>
  /** What a new session uses; never the practice model while something else is ready, unless the person chose it. */
  defaultChoice(): Choice
  dispose(): void
}

export interface ProvidersDeps {
  readonly settings: ProviderSettings
  readonly keys: Keys
  readonly fetch: Fetch
  readonly agent: Pick<Agent, 'authState' | 'copilotModels'>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
}

interface Seen {
  readonly state: ProviderState
  readonly models: readonly string[]
  readonly limits: ProbeResult['limits']
}

/** Starts with what the last run knew; asks nobody until somebody looks. */
export function createProviders(deps: ProvidersDeps): Providers {
  const { settings, keys, fetch, agent, env, now } = deps
  const listeners = new Set<(providers: readonly Provider[]) => void>()
  const seen = new Map<string, Seen>()
  /** Which address turned out to work for one that a person typed. */
  const resolved = new Map<string, string>()
  let copilot: ProviderState = 'unknown'
  let lookedAt = Number.NEGATIVE_INFINITY
  let disposed = false
  let told = ''

  const entryOf = (id: string): ProviderEntry | undefined => settings.providers().find((entry) => entry.id === id)
  const all = (): readonly Provider[] => [
    {
      ...builtIn(COPILOT_PROVIDER, 'copilot', 'GitHub Copilot', copilot),
      models: copilot === 'signedOut' ? [] : settings.copilotModels(),
    },
    ...settings.providers().map((entry) => ownProvider(entry, keys.has(entry.id), seen.get(entry.id))),
    {
      ...builtIn(PRACTICE_PROVIDER, 'practice', 'Practice model', 'ready'),
      models: [{ id: PRACTICE_MODEL, name: 'Practice model', efforts: [], contextLimit: null }],
    },
  ]
  const tell = (): void => {
    const providers = all()
    const text = JSON.stringify(providers)
    if (disposed || text === told) return
    told = text
    for (const listener of listeners) listener(providers)
  }

  const lookAtCopilot = async (): Promise<void> => {
    try {
      const auth = await agent.authState()
      if (auth.signedIn) {
        settings.setCopilotModels(await agent.copilotModels())
        copilot = 'ready'
      } else {
        settings.setCopilotModels([])
        copilot = 'signedOut'
      }
    } catch (error) {
      copilot = error instanceof AppError && error.code === 'signInFailed' ? 'signedOut' : 'unreachable'
    }
    tell()
  }
  const lookAt = async (entry: ProviderEntry): Promise<void> => {
    const next = await look(entry)
    // It may have been changed or removed meanwhile: then the answer is about something else.
    const current = entryOf(entry.id)
    if (disposed || current?.baseUrl !== entry.baseUrl) return
    const before = seen.get(entry.id)
    seen.set(entry.id, {
      state: next.state,
      models: next.result?.models ?? before?.models ?? [],
      limits: next.result?.limits ?? before?.limits ?? {},
    })
    if (next.result !== null) {
      const { baseUrl, limits } = next.result
      // Kept, since a session may be resumed before the provider is asked again.
      const changed = baseUrl !== entry.baseUrl || JSON.stringify(limits) !== JSON.stringify(current.limits ?? {})
      if (changed) put({ ...current, baseUrl, ...(Object.keys(limits).length === 0 ? {} : { limits }) })
    }
    tell()
  }
  const look = async (
    entry: ProviderEntry,
  ): Promise<{ readonly state: ProviderState; readonly result: ProbeResult | null }> => {
    try {
      const key = await keys.get(entry.id)
      return { state: 'ready', result: await ask({ ...entry, key }) }
    } catch (error) {
      return { state: stateAfter(error), result: null }
    }
  }
  const ask = async (target: ProbeTarget): Promise<ProbeResult> => {
    const result = await probe(target, fetch, PATIENCE)
    if (target.kind !== 'openai' || !isLocal(result.baseUrl)) return result
    const served = await askLimits(result.baseUrl, result.models, fetch, LIMITS_PATIENCE)
    return { ...result, limits: { ...result.limits, ...served } }
  }
  const put = (entry: ProviderEntry): void => {
    const entries = settings.providers()
    const known = entries.some((other) => other.id === entry.id)
    settings.setProviders(known ? entries.map((other) => (other.id === entry.id ? entry : other)) : [...entries, entry])
  }
  const refresh = async (id?: string): Promise<void> => {
    if (disposed) return
    if (id === undefined) lookedAt = now()
    await Promise.all([
      ...(id === undefined || id === COPILOT_PROVIDER ? [lookAtCopilot()] : []),
      ...settings.providers().flatMap((entry) => (id === undefined || id === entry.id ? [lookAt(entry)] : [])),
    ])
  }
  /** The provider whose stored key a draft goes on using. A key stays with the server that it was given for: no other gets it. */
  const keyHolder = (draft: ProviderDraft, baseUrl: string): ProviderEntry | null => {
    const entry = draft.key !== null || draft.id === null ? undefined : entryOf(draft.id)
    if (entry === undefined || !keys.has(entry.id)) return null
    if (new URL(entry.baseUrl).origin !== new URL(baseUrl).origin) throw new AppError('providerKeyMissing', draft.name)
    return entry
  }

  return {
    list: () => {
      if (now() - lookedAt > FRESH) void refresh()
      return all()
    },
    known: all,
    get: (id) => all().find((provider) => provider.id === id) ?? null,
    onChanged: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
    connection: async (id) => {
      if (id === COPILOT_PROVIDER) return { kind: 'copilot' }
      if (id === PRACTICE_PROVIDER) return { kind: 'practice' }
      const entry = entryOf(id)
      if (entry === undefined) throw new AppError('providerMissing', id)
      return { kind: entry.kind, baseUrl: entry.baseUrl, apiKey: await keys.get(id) }
    },
    test: async (draft) => {
      const baseUrl = normaliseBaseUrl(draft.kind, draft.baseUrl)
      const holder = keyHolder(draft, baseUrl)
      const key = holder === null ? draft.key : await keys.get(holder.id)
      const result = await ask({ kind: draft.kind, baseUrl, key: key === '' ? null : key })
      resolved.set(`${draft.kind} ${baseUrl}`, result.baseUrl)
      return { models: result.models, limits: result.limits }
    },
    save: async (draft) => {
      const typed = normaliseBaseUrl(draft.kind, draft.baseUrl)
      if (draft.id !== null && entryOf(draft.id) === undefined) throw new AppError('providerMissing', draft.name)
      const baseUrl = resolved.get(`${draft.kind} ${typed}`) ?? typed
      const id = draft.id ?? `own-${randomUUID()}`
      keyHolder(draft, baseUrl)
      // The key goes first: a provider without its key would look ready and fail later.
      if (draft.key !== null) await keys.set(id, draft.key === '' ? null : draft.key)
      const before = entryOf(id)
      const ownLimits = draft.limits ?? before?.ownLimits ?? {}
      // What it told holds for as long as it is the same server.
      const limits = before?.baseUrl === baseUrl ? before.limits : undefined
      const entry: ProviderEntry = {
        id,
        kind: draft.kind,
        name: draft.name.trim(),
        baseUrl,
        models: draft.models,
        ...(limits === undefined ? {} : { limits }),
        ...(Object.keys(ownLimits).length === 0 ? {} : { ownLimits }),
      }
      put(entry)
      seen.delete(id)
      tell()
      void refresh(id)
      return ownProvider(entry, keys.has(id), undefined)
    },
    remove: async (id) => {
      settings.setProviders(settings.providers().filter((entry) => entry.id !== id))
      seen.delete(id)
      tell()
      await keys.set(id, null)
    },
    discover: () => discoverServers(knownServers(env), fetch),
    defaultChoice: () => defaultChoice(all(), settings.get()),
    dispose: () => {
      disposed = true
      listeners.clear()
    },
  }
}

function builtIn(id: string, kind: Provider['kind'], name: string, state: ProviderState): Omit<Provider, 'models'> {
  return { id, kind, name, baseUrl: null, keyStored: false, local: false, state }
}

function ownProvider(entry: ProviderEntry, keyStored: boolean, seen: Seen | undefined): Provider {
  const local = isLocal(entry.baseUrl)
  const offered = seen?.models ?? []
  // A choice that the person made stands; what a server on this machine has learnt since is added.
  const ids = entry.models.length === 0 ? offered : local ? [...new Set([...entry.models, ...offered])] : entry.models
  return {
    id: entry.id,
    kind: entry.kind,
    name: entry.name,
    baseUrl: entry.baseUrl,
    keyStored,
    local,
    models: ids.map((id) => {
      const told = limitIn(seen?.limits, id) ?? limitIn(entry.limits, id) ?? null
      const own = limitIn(entry.ownLimits, id)
      const model = { id, name: id, efforts: [], contextLimit: own ?? told }
      return own === undefined ? model : { ...model, told }
    }),
    state: seen?.state ?? 'unknown',
  }
}

function limitIn(limits: ProbeResult['limits'] | undefined, model: string): number | undefined {
  return limits !== undefined && Object.hasOwn(limits, model) ? limits[model] : undefined
}

function stateAfter(error: unknown): ProviderState {
  if (!(error instanceof AppError)) return 'unknown'
  if (error.code === 'providerUnreachable') return 'unreachable'
  if (error.code === 'keychainUnavailable') return 'signedOut'
  // A server without a list of models may still answer; only a refused key is certain.
  if (error.code === 'providerRefused' && (error.detail === '401' || error.detail === '403')) return 'signedOut'
  return error.code === 'providerRefused' && error.detail.startsWith('5') ? 'unreachable' : 'unknown'
}
