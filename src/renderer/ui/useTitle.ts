import { useEffect } from 'react'
import { titleOf } from '../list/labels.ts'
import { waitingCount } from '../list/waitingRows.ts'
import { selectShownId, useApp, useT } from '../store/store.ts'

/** Names the window after the session that it shows; before it stands how many sessions wait for the person. */
export function useTitle(): void {
  const t = useT()
  const row = useApp((state) => state.rows.get(selectShownId(state) ?? ''))
  const waiting = useApp((state) => waitingCount(state.rows))
  const title = row === undefined ? '' : titleOf(t, row)
  useEffect(() => {
    const name = title === '' ? t('app.name') : `${title} – ${t('app.name')}`
    document.title = waiting === 0 ? name : `(${waiting}) ${name}`
  }, [t, title, waiting])
}
