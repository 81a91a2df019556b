import type { ReactNode } from 'react'
import type { Translate } from '../../shared/strings/translateWith.ts'
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
  return (
    <div className={`length-line ${over === null ? '' : 'length-over'}`}>
      <span role="status">
        {over === null
          ? t('length.pasted', { characters: new Intl.NumberFormat(locale).format(pasted ?? 0) })
          : lengthWords(t, locale, over)}
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

/** By how much a message is too long, and what can be done about it. */
export function lengthWords(t: Translate, locale: string, { by, limit, certain }: TooLong): string {
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value)
  return t(certain ? 'length.certain' : 'length.likely', { by: number(by), limit: number(limit) })
}
