import fc from 'fast-check'
import type { ModelUsage, TurnUsage, Usage } from './usage.ts'

const count = fc.integer({ min: 0, max: 100_000 })

/** What some model took, whole numbers only: so that sums are exact in any order. */
export const anyModelUsage: fc.Arbitrary<ModelUsage> = fc.record({
  model: fc.constantFrom('a', 'b', 'c'),
  requests: fc.integer({ min: 1, max: 9 }),
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  reasoningTokens: count,
  durationMs: count,
  premiumRequests: count,
  nanoCredits: count,
})

/** A turn of which all requests were counted. */
export type CountedTurn = TurnUsage & { readonly usage: Usage & { readonly models: readonly ModelUsage[] } }

/** Turns one after the other, as they are kept. */
export const anyKept: fc.Arbitrary<readonly CountedTurn[]> = fc
  .array(fc.record({ length: fc.integer({ min: 1, max: 50 }), models: fc.array(anyModelUsage, { maxLength: 3 }) }), {
    maxLength: 20,
  })
  .map((parts) => {
    let at = 0
    return parts.map(({ length, models }, index) => {
      const began = at
      at += length
      const usage = { inputTokens: 1, outputTokens: 1, firstTokenMs: null, models }
      return { turnId: `t${index}`, at: began, until: at - 1, usage }
    })
  })
