import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { LEAST_LIMIT, MOST_LIMIT } from '../../shared/model/provider.ts'
import type { ProviderEntry } from '../settings/schema.ts'

/** The part of `fetch` that is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Where to ask. */
export interface ProbeTarget {
  readonly kind: ProviderEntry['kind']
  /** Normalised. */
  readonly baseUrl: string
  /** Null for a server that asks for none. */
  readonly key: string | null
}

/** What answered: the address that works (with `/v1` where it needs that) and the ids of its models. */
export interface ProbeResult {
  readonly baseUrl: string
  readonly models: readonly string[]
  /** Tokens that a request may have, of the models of which the provider tells it. */
  readonly limits: Readonly<Record<string, number>>
}

const MAX_BYTES = 8 * 1024 * 1024

const tokens = z.int().min(LEAST_LIMIT).max(MOST_LIMIT).optional().catch(undefined)
/** There is no common name for what a request may weigh: those of OpenRouter, vLLM, Groq, LM Studio, Anthropic, llama.cpp. */
const listing = z.object({
  data: z
    .array(
      z.object({
        id: z.string().min(1).max(512),
        context_length: tokens,
        max_model_len: tokens,
        context_window: tokens,
        max_context_length: tokens,
        max_input_tokens: tokens,
        meta: z.object({ n_ctx: tokens, n_ctx_train: tokens }).nullish().catch(null),
      }),
    )
    .max(10_000),
})

/**
 * Asks a provider for its models. Rejects with `providerUnreachable` (no answer within `timeout` milliseconds),
 * `providerRefused` (detail: the status) or `providerInvalid` (an answer that is no list of models).
 */
export async function probe(target: ProbeTarget, fetch: Fetch, timeout: number): Promise<ProbeResult> {
  // One clock for all tries: two slow ones must not take twice as long as promised.
  const signal = AbortSignal.timeout(timeout)
  let first: unknown = null
  for (const { baseUrl, models } of places(target)) {
    try {
      return { baseUrl, ...(await askModels(models, target, fetch, signal)) }
    } catch (error) {
      first ??= error
      if (!mayBeElsewhere(error)) break
    }
  }
  throw first
}

/** The addresses under which the list of models may be, with the base to keep when it is there. */
function places({ kind, baseUrl }: ProbeTarget): readonly { readonly baseUrl: string; readonly models: string }[] {
  const here = { baseUrl, models: `${baseUrl}/models` }
  if (kind === 'anthropic') return [{ baseUrl, models: `${baseUrl}/v1/models` }, here]
  if (kind === 'azure') return [{ baseUrl, models: `${baseUrl}/openai/v1/models` }, here]
  if (/\/v\d+\w*$/.test(baseUrl)) return [here]
  return [here, { baseUrl: `${baseUrl}/v1`, models: `${baseUrl}/v1/models` }]
}

/** A server that answers, but not with a list, may have it at the other place; one that refuses the key has it here. */
function mayBeElsewhere(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  return error.code === 'providerInvalid' || (error.code === 'providerRefused' && !/^(401|403|429)$/.test(error.detail))
}

async function askModels(
  url: string,
  { kind, key }: ProbeTarget,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Omit<ProbeResult, 'baseUrl'>> {
  let status: number
  let body: string
  try {
    // A redirect could carry the key to another server.
    const response = await fetch(url, { headers: headers(kind, key), redirect: 'manual', signal })
    status = response.status
    body = await bounded(response)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('providerUnreachable', new URL(url).host, { cause: error })
  }
  if (status < 200 || status > 299) throw new AppError('providerRefused', String(status))
  const list = listing.safeParse(parseJson(body))
  if (!list.success) throw new AppError('providerInvalid', 'models')
  const limits = list.data.data.flatMap((model) => {
    const limit =
      model.max_input_tokens ??
      model.context_length ??
      model.max_model_len ??
      model.context_window ??
      model.max_context_length ??
      model.meta?.n_ctx ??
      model.meta?.n_ctx_train
    return limit === undefined ? [] : [[model.id, limit] as const]
  })
  return { models: [...new Set(list.data.data.map((model) => model.id))], limits: Object.fromEntries(limits) }
}

function headers(kind: ProviderEntry['kind'], key: string | null): Record<string, string> {
  const common = { accept: 'application/json' }
  if (kind === 'anthropic') {
    return { ...common, 'anthropic-version': '2023-06-01', ...(key === null ? {} : { 'x-api-key': key }) }
  }
  if (key === null) return common
  return kind === 'azure' ? { ...common, 'api-key': key } : { ...common, authorization: `Bearer ${key}` }
}

/** The body of an answer; a server that never stops talking is cut off. */
async function bounded(response: Response): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw new AppError('providerInvalid', 'models')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
