import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { totalOf, type Usage } from '../../shared/usage.ts'
import { useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { countLabel, durationLabel, shortCount } from './format.ts'
import { usageFacts } from './usageFacts.ts'
import type { Fact } from './usageFacts.ts'

/** The tokens of an answer; all that its turn took on request. */
export function TurnUsage({ usage }: { readonly usage: Usage }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const [open, setOpen] = useState(false)
  const id = useId()
  const count = usage.outputTokens
  const tokens = t('turn.tokens', { count, number: countLabel(count, language) })
  const facts: readonly Fact[] = [
    [t('usage.lastRequest'), shortCount(usage.inputTokens, language)],
    ...usageFacts(t, totalOf(usage.models ?? []), language),
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
