import Search from 'lucide-react/icons/search'
import Star from 'lucide-react/icons/star'
import X from 'lucide-react/icons/x'
import { useLayoutEffect, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { searchFor, setQuery } from './actions.ts'
import type { Known } from './completion.ts'
import { knownOf } from './known.ts'
import { RESULTS_ID, lineElementId } from './lines.ts'
import { OfferedList, useOffered } from './offered.tsx'
import { isSaved, toggleSaved } from './saved.ts'
import { useSearch } from './state.ts'

/** The box, what it could go on with, and the star that keeps the search. */
export function SearchBox({
  activeId,
  hasResults,
}: {
  /** The line that is chosen in the results. */
  readonly activeId: string | null
  readonly hasResults: boolean
}): ReactNode {
  const t = useT()
  const query = useSearch((view) => view.query)
  const focus = useSearch((view) => view.focus)
  const saved = useApp((state) => isSaved(state.settings.savedSearches, query))
  const box = useRef<HTMLInputElement>(null)
  const known = useKnown()
  const offered = useOffered({ box, query, known, onChange: setQuery })

  useLayoutEffect(() => {
    box.current?.focus()
    box.current?.select()
  }, [focus])

  const active = offered.activeId ?? (activeId === null ? undefined : lineElementId(activeId))
  return (
    <div className="search-row">
      <div className="search-box" role="search">
        <Search aria-hidden="true" />
        <input
          ref={box}
          role="combobox"
          value={query}
          placeholder={t('search.box')}
          aria-label={t('search.box')}
          aria-autocomplete="list"
          aria-expanded={offered.open || hasResults}
          aria-controls={offered.open ? offered.listId : hasResults ? RESULTS_ID : undefined}
          aria-activedescendant={active}
          autoComplete="off"
          spellCheck={false}
          maxLength={2_000}
          onChange={(event) => {
            setQuery(event.target.value)
            offered.typed(event.target.selectionStart ?? event.target.value.length)
          }}
          onKeyDown={offered.onKeyDown}
          onBlur={() => offered.typed(null)}
        />
        {query !== '' && (
          <IconButton label={t('search.clear')} onClick={() => searchFor('')}>
            <X aria-hidden="true" />
          </IconButton>
        )}
        {offered.open && <OfferedList offered={offered} />}
      </div>
      <IconButton
        label={t(saved ? 'search.unsave' : 'search.save')}
        className="search-star"
        disabled={query.trim() === ''}
        aria-pressed={saved}
        onClick={() => toggleSaved(query)}
      >
        <Star aria-hidden="true" />
      </IconButton>
    </div>
  )
}

function useKnown(): Known {
  const rows = useApp((state) => state.rows)
  const names = useSearch((view) => view.names)
  return useMemo(() => {
    const { models, ...others } = knownOf(rows.values())
    return { ...others, models: [...new Set([...models, ...names.models])], tools: names.tools }
  }, [rows, names])
}
