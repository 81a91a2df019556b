import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { lazy, Suspense, useMemo, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { keysOf } from '../commands.ts'
import type { Known } from '../search/completion.ts'
import { knownOf } from '../search/known.ts'
import { OfferedList, useOffered } from '../search/offered.tsx'
import { setFilter, typeFilter } from '../store/listing.ts'
import { app, useApp, useT } from '../store/store.ts'
import { FILTER_ID } from '../ui/focus.ts'
import { focusComposer } from '../store/navigation.ts'
import { openSession } from '../store/actions.ts'
import { chipsOf, opened } from './filterText.ts'
import { listOperators } from './operators.ts'
import './filterBox.css'

const FilterChips = lazy(async () => ({ default: (await import('./filterChips.tsx')).FilterChips }))

const nothing: Known = { tags: [], folders: [], models: [], repositories: [], tools: [] }

/**
 * The box that filters the list as one types, in the language of searches: operators become chips below it. Enter opens the
 * first match, Down goes into the list.
 */
export function FilterBox(): ReactNode {
  const t = useT()
  const text = useApp((state) => state.filterBox)
  const filtered = useApp((state) => state.filter !== '')
  const hasChips = useApp((state) => chipsOf(state) !== '')
  const platform = useApp((state) => state.platform)
  const box = useRef<HTMLInputElement>(null)
  // Only an operator has values that are to be known.
  const rows = useApp((state) => (state.filterBox.includes(':') ? state.rows : null))
  const known = useMemo(() => (rows === null ? nothing : { ...knownOf(rows.values()), tools: [] }), [rows])
  const offered = useOffered({ box, query: text, known, names: listOperators, onChange: typeFilter })

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing || offered.onKeyDown(event)) return
    if (event.key === 'Escape') {
      if (!filtered) focusComposer()
      setFilter('')
    } else if (event.key === 'ArrowDown') {
      enterList()
    } else if (event.key === 'Enter') {
      typeFilter(text, true)
      const first = app.getState().entries.find((entry) => entry.kind === 'row')
      if (first !== undefined && filtered) void openSession(first.id)
      // All that matches is folded away: its headings are there to be gone to.
      else if (filtered) enterList()
    } else if (event.key === 'Backspace' && text === '' && hasChips) {
      // The last chip comes back into the box, to be changed.
      app.setState(opened)
    } else return
    event.preventDefault()
  }

  return (
    <>
      <div className="list-filter" role="search">
        <Search aria-hidden="true" />
        <input
          ref={box}
          id={FILTER_ID}
          value={text}
          placeholder={t('list.filter')}
          aria-label={t('list.filter')}
          aria-autocomplete="list"
          aria-controls={offered.open ? offered.listId : undefined}
          aria-activedescendant={offered.activeId}
          autoComplete="off"
          spellCheck={false}
          maxLength={2_000}
          onChange={(event) => {
            typeFilter(event.target.value)
            offered.typed(event.target.selectionStart ?? event.target.value.length)
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            offered.typed(null)
            typeFilter(app.getState().filterBox, true)
          }}
        />
        {filtered ? (
          <button
            type="button"
            className="list-filter-clear"
            aria-label={t('list.filterClear')}
            onClick={() => {
              setFilter('')
              // The button goes: the focus stays where one goes on.
              box.current?.focus()
            }}
          >
            <X aria-hidden="true" />
          </button>
        ) : (
          <kbd className="kbd" aria-hidden="true">
            {keysOf('view.filter', platform)}
          </kbd>
        )}
        {offered.open && <OfferedList offered={offered} />}
      </div>
      {hasChips && (
        <Suspense fallback={null}>
          <FilterChips />
        </Suspense>
      )}
    </>
  )
}

function enterList(): void {
  document.querySelector<HTMLElement>('.list-scroller [tabindex="0"]')?.focus()
}
