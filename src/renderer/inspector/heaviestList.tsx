import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Turn } from '../../shared/model/turn.ts'
import { jumpTo } from '../store/actions.ts'
import { useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { percentLabel, shortCount } from '../transcript/format.ts'
import { heaviestTurns } from './heaviest.ts'
import './usage.css'

const none: readonly Turn[] = []

/** The messages that take most of the context, and the way to each. */
export function HeaviestList({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const turns = useApp((state) => state.opened.get(sessionId)?.state.turns) ?? none
  const heavy = useMemo(() => heaviestTurns(turns), [turns])
  if (heavy.length === 0) return null
  return (
    <div className="heaviest">
      <h3>{t('gauge.heaviest')}</h3>
      <ul>
        {heavy.map(({ turnId, text, tokens, share }) => (
          <li key={turnId}>
            <button type="button" onClick={() => void jumpTo({ sessionId, turnId, itemId: null })}>
              <span className="heaviest-text">{text === '' ? t('turn.began') : text}</span>
              <span className="heaviest-tokens">
                {t('gauge.about', { tokens: shortCount(tokens, language), percent: percentLabel(share, language) })}
              </span>
              <i aria-hidden="true" style={{ width: `${share * 100}%` }} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
