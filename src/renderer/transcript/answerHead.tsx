import type { ReactNode } from 'react'
import { PRACTICE_MODEL } from '../../shared/model/provider.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { modelLabel } from '../list/labels.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { useTranscript } from './context.ts'
import { durationLabel, momentLabel, timeLabel } from './format.ts'
import { TurnUsage } from './turnUsage.tsx'

/** Who answered, when, with how many tokens, and how long it took. */
export function AnswerHead({ turn }: { readonly turn: Turn }): ReactNode {
  const language = useDateLanguage()
  const name = useModelName(turn)
  const tokens = turn.usage?.outputTokens ?? 0
  const first = turn.items[0]?.at ?? turn.thinking?.since ?? turn.at
  return (
    <header className="answer-head">
      <strong>{name}</strong>
      <time dateTime={new Date(first).toISOString()} title={momentLabel(first, language)}>
        {timeLabel(first, language)}
      </time>
      {turn.usage !== null && tokens > 0 && <TurnUsage usage={turn.usage} />}
      {turn.endedAt !== null && turn.endedAt > turn.at && turn.outcome !== 'interrupted' && (
        <span>{durationLabel(turn.endedAt - turn.at, language)}</span>
      )}
    </header>
  )
}

function useModelName(turn: Turn): string {
  const t = useT()
  const { sessionId } = useTranscript()
  const providers = useApp((state) => state.providers)
  const row = useApp(selectRow(sessionId))
  const message = turn.items.findLast((item) => item.kind === 'message' && item.model !== null)
  const said = message?.kind === 'message' ? message.model : null
  if (said === PRACTICE_MODEL) return t('model.practice')
  const model = said ?? row?.model ?? null
  const providerId = row !== undefined && row.model === model ? row.providerId : null
  return modelLabel(t, providers, providerId, model) ?? t('turn.copilot')
}
