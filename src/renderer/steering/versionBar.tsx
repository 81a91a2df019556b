import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { Version } from '../../shared/model/opened.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { asking, openWhereAsked } from '../panes/late.ts'
import { listOrder } from '../store/order.ts'
import { app, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { momentLabel } from '../transcript/format.ts'
import { Button, IconButton } from '../ui/button.tsx'
import './steering.css'

/** Switches between what stands in a conversation now and what stood there before rewinds; null is now. */
export function VersionBar({
  versions,
  shown,
  onShow,
  sessionId,
  tail = false,
}: {
  readonly versions: readonly Version[]
  readonly shown: Version | null
  readonly onShow: (version: Version | null) => void
  readonly sessionId: string
  /** Nothing has taken their place yet. */
  readonly tail?: boolean
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const places: readonly (Version | null)[] = [...versions, null]
  const index = places.indexOf(shown)
  return (
    <div className={`version-bar ${tail ? 'version-tail' : ''}`} role="group" aria-label={t('version.group')}>
      {shown !== null && (
        <>
          <span>
            {t('version.from', { when: momentLabel(shown.at, language) })} {t('rewind.turns', { count: shown.turns })}.
          </span>
          <Button variant="link" onClick={() => void restore(sessionId, shown)}>
            {t('version.restore')}
          </Button>
        </>
      )}
      {tail && shown === null && <span>{t('version.tail', { count: versions.length })}</span>}
      <IconButton label={t('version.previous')} disabled={index <= 0} onClick={() => onShow(places[index - 1] ?? null)}>
        <ChevronLeft aria-hidden="true" />
      </IconButton>
      <span aria-live="polite">{t('version.place', { number: index + 1, of: places.length })}</span>
      <IconButton
        label={t('version.next')}
        disabled={index >= places.length - 1}
        onClick={() => onShow(places[index + 1] ?? null)}
      >
        <ChevronRight aria-hidden="true" />
      </IconButton>
    </div>
  )
}

/** The turns of a version, once they are read; undefined before. */
export function useVersionTurns(sessionId: string, version: Version | null): readonly Turn[] | undefined {
  const [read, setRead] = useState<{ readonly id: string; readonly turns: readonly Turn[] } | null>(null)
  const id = version?.id ?? null
  useEffect(() => {
    if (id === null) return
    let left = false
    void attempt(call('version.turns', { id: sessionId, versionId: id })).then((turns) => {
      if (!left && turns !== undefined) setRead({ id, turns })
    })
    return () => {
      left = true
    }
  }, [sessionId, id])
  return read !== null && read.id === id ? read.turns : undefined
}

async function restore(sessionId: string, version: Version): Promise<void> {
  const asked = asking(sessionId)
  const row = await attempt(call('version.restore', { id: sessionId, versionId: version.id }))
  if (row === undefined) return
  app.setState((state) => ({ rows: new Map(state.rows).set(row.id, row) }))
  listOrder.now()
  await openWhereAsked(asked, row.id)
}
