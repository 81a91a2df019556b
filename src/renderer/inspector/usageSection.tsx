import type { ReactNode } from 'react'
import { PRACTICE_MODEL } from '../../shared/model/provider.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { type SessionUsage, totalOf } from '../../shared/usage.ts'
import { useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { inOut, usageFacts } from '../transcript/usageFacts.ts'
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
        {usageFacts(t, total, language).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
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

function modelName(t: Translate, model: string): string {
  return model === PRACTICE_MODEL ? t('model.practice') : model
}
