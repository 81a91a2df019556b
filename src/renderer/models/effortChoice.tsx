import type { ReactNode } from 'react'
import { setModel } from '../store/actions.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { effortsFor } from './effort.ts'

/** How long the model of a session is to think; nothing where that can't be chosen. */
export function EffortChoice({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const row = useApp(selectRow(sessionId))
  const provider = useApp((state) => state.providers.find((one) => one.id === row?.providerId))
  const { efforts, known } = effortsFor(provider, row?.model ?? null)
  if (row === undefined || row.providerId === null || row.model === null || efforts.length === 0) return null
  const { providerId, model } = row
  const chosen = row.effort !== null && efforts.includes(row.effort) ? row.effort : null
  return (
    <fieldset className="efforts">
      <legend>{t('effort.title')}</legend>
      <div className="efforts-choice">
        {[null, ...efforts].map((effort) => (
          <label key={effort ?? ''} className="efforts-one">
            <input
              type="radio"
              name="effort"
              checked={chosen === effort}
              onChange={() => void setModel(sessionId, providerId, model, effort)}
            />
            <span>{effort ?? t('effort.default')}</span>
          </label>
        ))}
      </div>
      {!known && <p>{t('effort.unknown')}</p>}
    </fieldset>
  )
}
