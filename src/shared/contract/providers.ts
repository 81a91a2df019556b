import { z } from 'zod'
import { LEAST_LIMIT, MOST_LIMIT } from '../model/provider.ts'
import type { AuthState, LocalServer, Provider } from '../model/provider.ts'
import { text, id, nothing, op } from './op.ts'

const providerDraft = z.strictObject({
  /** Null for a new one. */
  id: id.nullable(),
  kind: z.enum(['openai', 'anthropic', 'azure']),
  name: text(120).refine((value) => value.trim() !== ''),
  baseUrl: z.string().max(2048),
  /** Null keeps the stored key; an empty string removes it. */
  key: z.string().max(8192).nullable(),
  models: z.array(z.string().min(1).max(512)).max(1000),
  /** Tokens that a request may have, of the models for which the person set it; left out keeps what was set. */
  limits: z.record(z.string().min(1).max(512), z.int().min(LEAST_LIMIT).max(MOST_LIMIT)).optional(),
})

/** Where models come from. */
export const providerOperations = {
  'provider.list': op(nothing).returns<readonly Provider[]>(),
  /** Asks the provider for its models without storing anything; throws what is wrong. */
  'provider.test': op(providerDraft).returns<{
    readonly models: readonly string[]
    /** Tokens that a request may have, of the models of which it tells that. */
    readonly limits: Readonly<Record<string, number>>
  }>(),
  'provider.save': op(providerDraft).returns<Provider>(),
  'provider.remove': op(z.strictObject({ id })).returns<void>(),
  'provider.discover': op(nothing).returns<readonly LocalServer[]>(),
  'auth.state': op(nothing).returns<AuthState>(),
  'auth.signIn': op(
    z.strictObject({ token: z.string().min(1).max(8192), host: z.string().max(255) }),
  ).returns<AuthState>(),
  'auth.signOut': op(nothing).returns<AuthState>(),
} as const
