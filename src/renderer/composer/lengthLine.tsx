import type { ReactNode } from 'react'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { openModelPicker } from '../ui/overlay.ts'
import type { TooLong } from './tokens.ts'

/** What is long, and what can be done about it: more than the model takes, or a paste that would be better as a file. */
export function LengthLine({
  sessionId,
  over,
  pasted,
  onAttach,
}: {
  readonly sessionId: string
  readonly over: TooLong | null
  /** Characters that were just pasted and are still there as they were; null when there are none. */
  readonly pasted: number | null
  readonly onAttach: () => void
}): ReactNode {
  const t = useT()
  const locale = useApp((state) => state.dateLocale)
  if (over === null && pasted === null) return null
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value)
  return (
    <div className={`length-line ${over === null ? '' : 'length-over'}`}>
      <span role="status">
        {over === null
          ? t('length.pasted', { characters: number(pasted ?? 0) })
          : t(over.certain ? 'length.certain' : 'length.likely', { by: number(over.by), limit: number(over.limit) })}
      </span>
      {pasted !== null && (
        <Button variant="link" onClick={onAttach}>
          {t('length.attach')}
        </Button>
      )}
      {over !== null && (
        <Button
          variant="link"
          onClick={(event) => openModelPicker({ kind: 'session', id: sessionId }, event.currentTarget)}
        >
          {t('length.model')}
        </Button>
      )}
    </div>
  )
}
