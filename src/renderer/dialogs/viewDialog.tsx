import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Grouping, SavedView, Sort } from '../../shared/listing.ts'
import { groupings, sorts } from '../../shared/listing.ts'
import { chooseView, keepViews } from '../store/listing.ts'
import { closeDialog } from '../store/navigation.ts'
import { app, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'

/** Keeps what the list shows as a view, or changes one that is kept. */
export function ViewDialog({ view }: { readonly view: SavedView | null }): ReactNode {
  const t = useT()
  const [name, setName] = useState(view?.name ?? '')
  const [filter, setFilter] = useState(view?.filter ?? app.getState().filter)
  const [grouping, setGrouping] = useState<Grouping>(view?.grouping ?? app.getState().grouping)
  const [sort, setSort] = useState<Sort>(view?.sort ?? app.getState().sort)

  function save(): void {
    const { views } = app.getState()
    const kept: SavedView = {
      id: view?.id ?? crypto.randomUUID(),
      name: name.trim(),
      filter: filter.trim(),
      grouping,
      sort,
    }
    keepViews(view === null ? [...views, kept] : views.map((one) => (one.id === kept.id ? kept : one)))
    chooseView(kept.id)
    closeDialog()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') save()
      }}
    >
      <Dialog.Title className="dialog-title">{t(view === null ? 'view.new' : 'view.change')}</Dialog.Title>
      <label className="field">
        <span className="field-label">{t('view.name')}</span>
        <input
          className="input"
          data-first-focus=""
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className="field">
        <span className="field-label">{t('view.filter')}</span>
        <input
          className="input mono"
          value={filter}
          maxLength={2_000}
          spellCheck={false}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span className="field-help">{t('view.filterHelp')}</span>
      </label>
      <div className="view-selects">
        <label className="field">
          <span className="field-label">{t('arrange.group')}</span>
          <select className="input" value={grouping} onChange={(event) => setGrouping(event.target.value as Grouping)}>
            {groupings.map((one) => (
              <option key={one} value={one}>
                {t(`arrange.group.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-label">{t('arrange.sort')}</span>
          <select className="input" value={sort} onChange={(event) => setSort(event.target.value as Sort)}>
            {sorts.map((one) => (
              <option key={one} value={one}>
                {t(`arrange.sort.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button variant="primary" submit disabled={name.trim() === ''}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  )
}
