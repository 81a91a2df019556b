/** Where models come from. Plain, immutable data that crosses the border; times are epoch milliseconds. */

/** Where models come from; `keyStored` tells that a key exists, the key itself never leaves main. */
export interface Provider {
  readonly id: string
  readonly kind: 'copilot' | 'openai' | 'anthropic' | 'azure' | 'practice'
  readonly name: string
  /** Null for providers without an address of their own (Copilot, practice). */
  readonly baseUrl: string | null
  readonly keyStored: boolean
  /** True for a server on this machine (Ollama, LM Studio, llama.cpp). */
  readonly local: boolean
  readonly models: readonly Model[]
  readonly state: ProviderState
}

/** Whether a provider can be used now, and if not, why. */
export type ProviderState = 'ready' | 'signedOut' | 'unreachable' | 'unknown'

/** One model as a provider offers it; `efforts` is empty where reasoning effort can't be chosen. */
export interface Model {
  readonly id: string
  readonly name: string
  readonly efforts: readonly string[]
  /** Tokens that a prompt may have: what the person set, else what the provider tells; null where nobody does. */
  readonly contextLimit: number | null
  /** Where the person set it: what the provider tells beside that, or null. */
  readonly told?: number | null
}

/** So many tokens a limit of a model may be. */
export const LEAST_LIMIT = 256
export const MOST_LIMIT = 100_000_000

/** The id of the provider that is always there and answers offline. */
export const PRACTICE_PROVIDER = 'practice'

/** The only model of the practice provider. */
export const PRACTICE_MODEL = 'practice'

/** The id of the provider that stands for GitHub Copilot itself. */
export const COPILOT_PROVIDER = 'copilot'

/** A server for models that was found running on this machine. */
export interface LocalServer {
  readonly name: string
  readonly baseUrl: string
  readonly models: readonly string[]
}

/** What the runtime found about the person's GitHub sign-in. */
export interface AuthState {
  readonly signedIn: boolean
  readonly login: string | null
  /** Where the sign-in comes from, for example `env`, `gh`, `user`; null when signed out. */
  readonly source: string | null
  /** What the runtime says about it, unchanged; never a secret. */
  readonly detail: string
}
