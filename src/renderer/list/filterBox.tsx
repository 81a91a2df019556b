import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { keysOf } from '../commands.ts'
import { app, useApp, useT } from '../store/store.ts'
import { FILTER_ID } from '../ui/focus.ts'
import { focusComposer } from '../store/navigation.ts'
import { openSession } from '../store/actions.ts'

/** The box that filters the list as one types; Enter opens the first match, Down goes into the list. */
export function FilterBox(): ReactNode {
  const t = useT()
  const filter = useApp((state) => state.filter)
  const platform = useApp((state) => state.platform)
  return (
    <div className="list-filter" role="search">
      <Search aria-hidden="true" />
      <input
        id={FILTER_ID}
        value={filter}
        placeholder={t('list.filter')}
        aria-label={t('list.filter')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => app.setState({ filter: event.target.value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') {
            if (filter === '') focusComposer()
            app.setState({ filter: '' })
          } else if (event.key === 'ArrowDown') {
            document.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus()
          } else if (event.key === 'Enter') {
            const first = app.getState().entries.find((entry) => entry.kind === 'row')
            if (first !== undefined && filter !== '') void openSession(first.id)
          } else return
          event.preventDefault()
        }}
      />
      {filter === '' ? (
        <kbd className="kbd" aria-hidden="true">
          {keysOf('view.filter', platform)}
        </kbd>
      ) : (
        <button
          type="button"
          className="list-filter-clear"
          aria-label={t('list.filterClear')}
          onClick={() => app.setState({ filter: '' })}
        >
          <X aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
