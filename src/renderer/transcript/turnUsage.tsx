import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { totalOf, type Usage } from '../../shared/usage.ts'
import { useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { amountLabel, countLabel, durationLabel, shortCount } from './format.ts'

/** The tokens of an answer; all that its turn took on request. */
export function TurnUsage({ usage }: { readonly usage: Usage }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const [open, setOpen] = useState(false)
  const id = useId()
  const count = usage.outputTokens
  const tokens = t('turn.tokens', { count, number: countLabel(count, language) })
  const total = totalOf(usage.models ?? [])
  const facts: readonly (readonly [string, string])[] = [
    [t('usage.lastRequest'), shortCount(usage.inputTokens, language)] as const,
    ...(total.requests > 0
      ? [
          [
            t('usage.tokens'),
            t('usage.inOut', {
              input: shortCount(total.inputTokens, language),
              output: shortCount(total.outputTokens, language),
            }),
          ] as const,
          [t('usage.requests'), countLabel(total.requests, language)] as const,
        ]
      : []),
    ...(total.cacheReadTokens > 0 ? [[t('usage.cached'), shortCount(total.cacheReadTokens, language)] as const] : []),
    ...(total.reasoningTokens > 0
      ? [[t('usage.reasoning'), shortCount(total.reasoningTokens, language)] as const]
      : []),
    ...(total.premiumRequests > 0 ? [[t('usage.premium'), amountLabel(total.premiumRequests, language)] as const] : []),
    ...(total.nanoCredits > 0 ? [[t('usage.credits'), amountLabel(total.nanoCredits / 1e9, language)] as const] : []),
    ...(usage.firstTokenMs === null
      ? []
      : [[t('usage.firstToken'), durationLabel(usage.firstTokenMs, language)] as const]),
  ]
  return (
    <>
      <button
        type="button"
        className="turn-tokens"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t('usage.details', { tokens })}
        onClick={() => setOpen(!open)}
      >
        {tokens}
      </button>
      <dl id={id} className="turn-usage" hidden={!open}>
        {open &&
          facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}
