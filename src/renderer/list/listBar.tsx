import ArrowUpDown from 'lucide-react/icons/arrow-up-down'
import ChevronDown from 'lucide-react/icons/chevron-down'
import ListFilter from 'lucide-react/icons/list-filter'
import type { ReactNode } from 'react'
import { keysOf } from '../commands.ts'
import { isBuiltIn, viewFilterOf } from '../store/listing.ts'
import type { AppState } from '../store/state.ts'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { openAddFilter, openArrange, openViews } from './lazyMenus.ts'
import { ADD_FILTER_ID, ARRANGE_ID, VIEWS_ID } from './menuAnchor.ts'
import './listBar.css'

/** Through which view one looks at the list, how it is arranged, and the way to filter it by mouse. */
export function ListBar(): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const language = useApp((state) => state.dateLocale)
  const name = useApp(viewName)
  // While the rows are still being told nobody knows.
  const shown = useApp((state) => (state.listing ? null : state.rows.size - state.hidden))
  const count = shown === null ? '…' : new Intl.NumberFormat(language).format(shown)
  return (
    <div className="list-bar">
      <button
        type="button"
        id={VIEWS_ID}
        className="list-view"
        aria-haspopup="menu"
        aria-label={t('view.button', { name, count })}
        data-tip={t('command.views')}
        data-tip-keys={keysOf('view.views', platform)}
        onClick={openViews}
      >
        <span className="list-view-name">{name} </span>
        <ChevronDown aria-hidden="true" />
        <span className="list-view-count">{count}</span>
      </button>
      <IconButton
        id={ADD_FILTER_ID}
        className="list-bar-btn"
        label={t('filter.add')}
        keys={keysOf('view.addFilter', platform)}
        aria-haspopup="menu"
        onClick={openAddFilter}
      >
        <ListFilter aria-hidden="true" />
      </IconButton>
      <IconButton
        id={ARRANGE_ID}
        className="list-bar-btn"
        label={t('arrange.button')}
        keys={keysOf('view.arrange', platform)}
        aria-haspopup="menu"
        onClick={openArrange}
      >
        <ArrowUpDown aria-hidden="true" />
      </IconButton>
    </div>
  )
}

/** What one looks through: a view that was changed says so. */
function viewName(state: AppState): string {
  const { t, viewId, views, filter } = state
  const same = viewFilterOf(viewId, views) === filter
  if (isBuiltIn(viewId)) return t(same ? `view.${viewId}` : 'view.filtered')
  const name = views.find((view) => view.id === viewId)?.name ?? ''
  return same ? name : t('view.changed', { name })
}
