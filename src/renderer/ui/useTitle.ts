import { useEffect } from 'react'
import { titleOf } from '../list/labels.ts'
import { selectShownId, useApp, useT } from '../store/store.ts'

/** Names the window after the session that it shows. */
export function useTitle(): void {
  const t = useT()
  const row = useApp((state) => state.rows.get(selectShownId(state) ?? ''))
  const title = row === undefined ? '' : titleOf(t, row)
  useEffect(() => {
    document.title = title === '' ? t('app.name') : `${title} – ${t('app.name')}`
  }, [t, title])
}
