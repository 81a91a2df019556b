import Search from 'lucide-react/icons/search'
import Star from 'lucide-react/icons/star'
import X from 'lucide-react/icons/x'
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { folderName } from '../list/labels.ts'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { searchFor, setQuery } from './actions.ts'
import { complete, completionsAt } from './completion.ts'
import type { Completion, Known } from './completion.ts'
import { RESULTS_ID, lineElementId } from './lines.ts'
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
  const listId = useId()
  const known = useKnown()
  /** Where the caret was when something was typed; null: nothing is offered. */
  const [caret, setCaret] = useState<number | null>(null)
  const [picked, setPicked] = useState(-1)
  const offered = useMemo(
    () => (caret === null ? null : completionsAt(query, Math.min(caret, query.length), known)),
    [query, caret, known],
  )
  const open = offered !== null && offered.list.length > 0
  const optionId = (index: number): string => `${listId}-${index}`

  useLayoutEffect(() => {
    box.current?.focus()
    box.current?.select()
  }, [focus])

  function take(completion: Completion): void {
    const input = box.current
    if (offered === null || input === null) return
    const next = complete(query, offered, completion)
    setQuery(next.query)
    setPicked(-1)
    setCaret(next.caret)
    requestAnimationFrame(() => input.setSelectionRange(next.caret, next.caret))
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!open || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const count = offered.list.length
    const chosen = offered.list[picked]
    const first = offered.list[0]
    if (event.key === 'Escape') setCaret(null)
    else if (event.key === 'ArrowDown') setPicked((picked + 1) % count)
    else if (event.key === 'ArrowUp') setPicked(picked <= 0 ? count - 1 : picked - 1)
    else if (event.key === 'Tab' && !event.shiftKey && first !== undefined) take(chosen ?? first)
    // Enter is for the results until one of these was gone to.
    else if (event.key === 'Enter' && chosen !== undefined) take(chosen)
    else {
      if (event.key === 'Enter') setCaret(null)
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  const active = open && picked >= 0 ? optionId(picked) : activeId === null ? undefined : lineElementId(activeId)
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
          aria-expanded={open || hasResults}
          aria-controls={open ? listId : hasResults ? RESULTS_ID : undefined}
          aria-activedescendant={active}
          autoComplete="off"
          spellCheck={false}
          maxLength={2_000}
          onChange={(event) => {
            setQuery(event.target.value)
            setPicked(-1)
            setCaret(event.target.selectionStart ?? event.target.value.length)
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setCaret(null)}
        />
        {query !== '' && (
          <IconButton label={t('search.clear')} onClick={() => searchFor('')}>
            <X aria-hidden="true" />
          </IconButton>
        )}
        {open && (
          <div id={listId} className="menu search-offered" role="listbox" aria-label={t('search.completions')}>
            {offered.list.map((one, index) => (
              <div
                key={one.text}
                id={optionId(index)}
                className="menu-item"
                role="option"
                aria-selected={index === picked}
                data-highlighted={index === picked ? '' : undefined}
                onMouseDown={(event) => {
                  event.preventDefault()
                  take(one)
                }}
              >
                <code className="menu-label">{one.text.trim()}</code>
                {one.value === null && <span className="search-meaning">{t(`search.op.${one.name}`)}</span>}
                {index === Math.max(picked, 0) && (
                  <kbd className="menu-keys" aria-hidden="true">
                    {picked >= 0 ? '↵' : 'Tab'}
                  </kbd>
                )}
              </div>
            ))}
          </div>
        )}
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
    const all = [...rows.values()].toSorted((a, b) => b.activeAt - a.activeAt)
    const folders = all.flatMap(({ folder }) => (folder === null ? [] : [folderName(folder)]))
    const models = all.flatMap(({ model }) => (model === null || model === '' ? [] : [model]))
    return {
      tags: [...new Set(all.flatMap(({ tags }) => tags))],
      folders: [...new Set(folders)],
      models: [...new Set([...models, ...names.models])],
      tools: names.tools,
    }
  }, [rows, names])
}
