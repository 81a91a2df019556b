import type { ReactNode } from 'react'
import { searchFor } from '../search/actions.ts'
import { showSearch } from '../search/navigation.ts'
import { showEverything } from '../store/listing.ts'
import { goTo, openDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { beginSession } from '../sessions/begin.ts'

/** What stands where no row is: nothing matches the filter, or there is no session yet. */
export function EmptyList(): ReactNode {
  const t = useT()
  const filter = useApp((state) => state.filter)
  const any = useApp((state) => state.rows.size > 0)
  // The start page offers the ways to begin already.
  const offered = useApp((state) => state.place.kind === 'start')
  if (any) {
    return (
      <div className="list-empty">
        <p>{filter === '' ? t('list.noneShown') : t('list.noMatch', { text: filter })}</p>
        <Button onClick={showEverything}>{t('list.showAll')}</Button>
        <Button
          onClick={() => {
            showSearch()
            searchFor(filter)
          }}
        >
          {t('command.search')}
        </Button>
      </div>
    )
  }
  return (
    <div className="list-empty">
      <p className="list-empty-title">{t('start.title')}</p>
      <p>{t(offered ? 'list.empty' : 'start.text')}</p>
      {!offered && (
        <>
          <Button onClick={() => beginSession({ kind: 'chat' })}>{t('start.chat')}</Button>
          <Button onClick={() => beginSession({ kind: 'agent' })}>{t('start.agent')}</Button>
          <Button onClick={() => beginSession({ kind: 'chat', practice: true })}>{t('start.practice')}</Button>
        </>
      )}
      <button type="button" className="btn btn-link" onClick={() => openDialog({ kind: 'import' })}>
        {t('command.import')}
      </button>
      <button type="button" className="btn btn-link" onClick={() => goTo({ kind: 'welcome' })}>
        {t('start.welcome')}
      </button>
    </div>
  )
}
