import type { ReactNode } from 'react'
import { loadNewer } from '../store/reading.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'

/** What stands below the last turn that is loaded, when it is not the conversation's: the way to what is newer. */
export function NewerTail({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const loading = useApp((state) => state.opened.get(sessionId)?.away?.loadingNewer === true)
  return (
    <article className="transcript-head" aria-label={t('transcript.tail')}>
      {loading ? (
        <span role="status">{t('transcript.loadingNewer')}</span>
      ) : (
        <Button variant="quiet" onClick={() => void loadNewer(sessionId)}>
          {t('transcript.loadNewer')}
        </Button>
      )}
    </article>
  )
}
