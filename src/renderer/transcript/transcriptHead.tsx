import type { ReactNode } from 'react'
import { loadOlder } from '../store/reading.ts'
import { selectField, selectIsComplete, selectRow, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useDateLanguage } from './clock.ts'
import { momentLabel } from './format.ts'

/** What stands above the first turn that is loaded: the beginning, or the way to what is older. Always of the same height. */
export function TranscriptHead({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const more = !useApp(selectIsComplete(sessionId))
  const loading = useApp(selectField(sessionId, 'loadingOlder')) ?? false
  const createdAt = useApp(selectRow(sessionId))?.createdAt ?? 0
  return (
    <article className="transcript-head" aria-label={t('transcript.head')}>
      {loading ? (
        <span role="status">{t('transcript.loadingOlder')}</span>
      ) : more ? (
        <Button variant="quiet" onClick={() => void loadOlder(sessionId)}>
          {t('transcript.loadOlder')}
        </Button>
      ) : (
        createdAt > 0 && <span>{t('transcript.beginning', { when: momentLabel(createdAt, language) })}</span>
      )}
    </article>
  )
}
