import type { ReactNode } from 'react'
import { PRACTICE_MODEL } from '../../shared/model.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { type ModelUsage, type SessionUsage, totalOf } from '../../shared/usage.ts'
import { useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { amountLabel, countLabel, shortCount } from '../transcript/format.ts'
import { Fact, Section } from './section.tsx'
import { UsageChart } from './usageChart.tsx'
import './usage.css'

/** What a session took: in all, by model, and turn by turn. */
export function UsageSection({ usage }: { readonly usage: SessionUsage | null }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  if (usage === null) return null
  const { models, compactions, turns, complete } = usage
  if (models.length === 0 && compactions.length === 0) {
    return (
      <Section title={t('usage.title')}>
        <p className="inspector-quiet">{t('usage.none')}</p>
      </Section>
    )
  }
  const total = totalOf([...models, ...compactions])
  const summedUp = totalOf(compactions)
  return (
    <Section title={t('usage.title')} aside={complete ? undefined : '≥'}>
      <dl className="facts">
        <Fact name={t('usage.tokens')} value={inOut(t, total, language)} />
        {total.cacheReadTokens > 0 && (
          <Fact name={t('usage.cached')} value={shortCount(total.cacheReadTokens, language)} />
        )}
        {total.reasoningTokens > 0 && (
          <Fact name={t('usage.reasoning')} value={shortCount(total.reasoningTokens, language)} />
        )}
        <Fact name={t('usage.requests')} value={countLabel(total.requests, language)} />
        {total.premiumRequests > 0 && (
          <Fact name={t('usage.premium')} value={amountLabel(total.premiumRequests, language)} />
        )}
        {total.nanoCredits > 0 && (
          <Fact name={t('usage.credits')} value={amountLabel(total.nanoCredits / 1e9, language)} />
        )}
        {compactions.length > 0 && <Fact name={t('usage.compactions')} value={inOut(t, summedUp, language)} />}
      </dl>
      {models.length > 1 && (
        <dl className="facts usage-models">
          {models.map((one) => (
            <Fact key={one.model} name={modelName(t, one.model)} value={inOut(t, one, language)} />
          ))}
        </dl>
      )}
      {!complete && <p className="inspector-quiet">{t('usage.incomplete')}</p>}
      {turns.length > 1 && <UsageChart turns={turns} />}
    </Section>
  )
}

function inOut(t: Translate, { inputTokens, outputTokens }: ModelUsage, language: string): string {
  return t('usage.inOut', { input: shortCount(inputTokens, language), output: shortCount(outputTokens, language) })
}

function modelName(t: Translate, model: string): string {
  return model === PRACTICE_MODEL ? t('model.practice') : model
}
