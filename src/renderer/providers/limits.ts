import { LEAST_LIMIT, MOST_LIMIT } from '../../shared/model/provider.ts'
import type { Model } from '../../shared/model/provider.ts'

/** What is written in the box for the limit of a model: tokens, null for nothing, or what can't be a limit. */
export function writtenLimit(text: string): number | null | 'bad' {
  const trimmed = text.trim()
  if (trimmed === '') return null
  // As people write and copy numbers: 32768, 32,768, 32.768, 32 768.
  const digits = /^\d{1,3}(?:[.,'’_\s]\d{3})+$/u.test(trimmed) ? trimmed.replace(/\D/gu, '') : trimmed
  if (!/^\d+$/u.test(digits)) return 'bad'
  const tokens = Number(digits)
  return tokens >= LEAST_LIMIT && tokens <= MOST_LIMIT ? tokens : 'bad'
}

/** What was set for models, as it is written in the boxes. */
export function setLimits(models: readonly Model[]): ReadonlyMap<string, string> {
  return new Map(
    models.flatMap(({ id, contextLimit, told }) =>
      told === undefined || contextLimit === null ? [] : [[id, String(contextLimit)] as const],
    ),
  )
}

/** What the provider tells of its models. */
export function toldLimits(models: readonly Model[]): ReadonlyMap<string, number> {
  return new Map(
    models.flatMap(({ id, contextLimit, told }) => {
      const limit = told === undefined ? contextLimit : told
      return limit === null ? [] : [[id, limit] as const]
    }),
  )
}

/** The limits to keep for these models; what can't be one is left out. */
export function limitsToKeep(names: readonly string[], written: ReadonlyMap<string, string>): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const limit = writtenLimit(written.get(name) ?? '')
      return typeof limit === 'number' ? [[name, limit] as const] : []
    }),
  )
}
