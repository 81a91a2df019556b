import { z } from 'zod'
import { LEAST_LIMIT, MOST_LIMIT } from '../../shared/model/provider.ts'
import type { Fetch } from './probe.ts'

/** Tokens that a request may have, by model. */
export type Limits = Readonly<Record<string, number>>

const tokens = z.int().min(LEAST_LIMIT).max(MOST_LIMIT).nullish().catch(null)
const MAX_BYTES = 4 * 1024 * 1024
/** Of more models than this nobody on this machine is asked one by one. */
const MOST = 40

/** LM Studio tells what a model was loaded with, and what it could take. */
const lmStudio = z.object({
  data: z.array(z.object({ id: z.string(), loaded_context_length: tokens, max_context_length: tokens })),
})
/** Ollama tells of the models that are loaded what they were loaded with… */
const ollamaRunning = z.object({ models: z.array(z.object({ name: z.string(), context_length: tokens })) })
/** …and of each what it was made with: lines of parameters, and facts whose names begin with the family of the model. */
const ollamaModel = z.object({
  parameters: z.string().nullish().catch(null),
  model_info: z.record(z.string(), z.unknown()).nullish().catch(null),
})
/** llama.cpp serves one model, each of its slots with so much. */
const llama = z.object({ default_generation_settings: z.object({ n_ctx: tokens }) })

/**
 * Asks a server on this machine, in its own way, how long a request to its models may be: what it was started with where that
 * is told, else what the model was made for. The list of models that all of them share tells nothing of it, or only the
 * latter. Never rejects: who does not answer tells nothing.
 */
export async function askLimits(
  baseUrl: string,
  models: readonly string[],
  fetch: Fetch,
  timeout: number,
): Promise<Limits> {
  const base = baseUrl.replace(/\/v1$/, '')
  const signal = AbortSignal.timeout(timeout)
  const ask = async <T>(path: string, shape: z.ZodType<T>, body?: unknown): Promise<T | null> => {
    try {
      const init: RequestInit =
        body === undefined
          ? {}
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      const response = await fetch(`${base}${path}`, { ...init, redirect: 'manual', signal })
      if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MAX_BYTES) return null
      return shape.parse(await response.json())
    } catch {
      return null
    }
  }
  const [studio, running, props] = await Promise.all([
    ask('/api/v0/models', lmStudio),
    ask('/api/ps', ollamaRunning),
    ask('/props', llama),
  ])
  if (studio !== null) {
    return limitsOf(studio.data.map((one) => [one.id, one.loaded_context_length ?? one.max_context_length]))
  }
  if (running !== null) {
    const loaded = new Map(running.models.map(({ name, context_length }) => [name, context_length]))
    const known = models.slice(0, MOST).map(async (model): Promise<readonly [string, number | null]> => {
      const now = loaded.get(model) ?? loaded.get(`${model}:latest`)
      if (now != null) return [model, now]
      return [model, madeWith(await ask('/api/show', ollamaModel, { model }))]
    })
    return limitsOf(await Promise.all(known))
  }
  const each = props?.default_generation_settings.n_ctx ?? null
  return limitsOf(models.map((model) => [model, each]))
}

function madeWith(model: z.infer<typeof ollamaModel> | null): number | null {
  const set = /^num_ctx\s+(\d+)\s*$/m.exec(model?.parameters ?? '')?.[1]
  if (set !== undefined) return tokens.parse(Number(set)) ?? null
  const facts = Object.entries(model?.model_info ?? {})
  return tokens.parse(facts.find(([name]) => name.endsWith('.context_length'))?.[1]) ?? null
}

function limitsOf(pairs: readonly (readonly [string, number | null | undefined])[]): Limits {
  return Object.fromEntries(pairs.flatMap(([model, limit]) => (limit == null ? [] : [[model, limit] as const])))
}
