import type { Translate } from '../../shared/strings/translateWith.ts'
import type { ModelUsage } from '../../shared/usage.ts'
import { amountLabel, countLabel, shortCount } from './format.ts'

/** A name and its value. */
export type Fact = readonly [name: string, value: string]

/** What models took and what it cost, as far as the runtime told; what is nothing is left out. */
export function usageFacts(t: Translate, total: ModelUsage, language: string): readonly Fact[] {
  const { requests, cacheReadTokens, reasoningTokens, premiumRequests, nanoCredits } = total
  const facts: readonly (readonly [number, Fact])[] = [
    [requests, [t('usage.tokens'), inOut(t, total, language)]],
    [cacheReadTokens, [t('usage.cached'), shortCount(cacheReadTokens, language)]],
    [reasoningTokens, [t('usage.reasoning'), shortCount(reasoningTokens, language)]],
    [requests, [t('usage.requests'), countLabel(requests, language)]],
    [premiumRequests, [t('usage.premium'), amountLabel(premiumRequests, language)]],
    [nanoCredits, [t('usage.credits'), amountLabel(nanoCredits / 1e9, language)]],
  ]
  return facts.filter(([amount]) => amount > 0).map(([, fact]) => fact)
}

/** Tokens that were given and taken. */
export function inOut(t: Translate, { inputTokens, outputTokens }: ModelUsage, language: string): string {
  return t('usage.inOut', { input: shortCount(inputTokens, language), output: shortCount(outputTokens, language) })
}
