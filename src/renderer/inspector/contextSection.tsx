import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { durationLabel, percentLabel, shortCount } from '../transcript/format.ts'
import { contextFacts } from './facts.ts'
import { Fact, Section } from './section.tsx'

/** How full the context is: what the last request took of what the model can take. */
export function ContextSection({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const turns = useApp((state) => state.opened.get(sessionId)?.state.turns)
  const activeUsage = useApp((state) => state.opened.get(sessionId)?.state.active?.usage ?? null)
  const row = useApp((state) => state.rows.get(sessionId))
  const providers = useApp((state) => state.providers)
  const facts = useMemo(() => {
    const known = contextFacts({ turns: turns ?? [], active: null }, row, providers)
    return activeUsage === null || known === null ? known : { ...known, usage: activeUsage }
  }, [turns, activeUsage, row, providers])
  if (facts === null) {
    return (
      <Section title={t('inspector.context')}>
        <p className="inspector-quiet">{t('inspector.contextUnknown')}</p>
      </Section>
    )
  }
  const { usage, limit } = facts
  const share = limit === null ? null : Math.min(1, usage.inputTokens / limit)
  return (
    <Section
      title={t('inspector.context')}
      aside={
        share === null || limit === null
          ? t('inspector.tokens')
          : t('inspector.contextOf', { percent: percentLabel(share, language), limit: shortCount(limit, language) })
      }
    >
      {share !== null && (
        <div
          className={`gauge ${share >= 0.8 ? 'gauge-full' : ''}`}
          role="meter"
          aria-label={t('inspector.context')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
        >
          <i style={{ width: `${share * 100}%` }} />
        </div>
      )}
      <dl className="facts">
        <Fact name={t('inspector.contextUsed')} value={shortCount(usage.inputTokens, language)} />
        {usage.outputTokens > 0 && (
          <Fact name={t('inspector.lastAnswer')} value={shortCount(usage.outputTokens, language)} />
        )}
        {limit !== null && (
          <Fact
            name={t('inspector.contextLeft')}
            value={shortCount(Math.max(0, limit - usage.inputTokens), language)}
          />
        )}
        {usage.firstTokenMs !== null && (
          <Fact name={t('inspector.firstToken')} value={durationLabel(usage.firstTokenMs, language)} />
        )}
      </dl>
    </Section>
  )
}
