import { useEffect, useMemo, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { goBack } from '../store/lifecycle.ts'
import { useApp, useT } from '../store/store.ts'
import { PageBar } from '../ui/page.tsx'
import { learnNames, perform, searchNow } from './actions.ts'
import { useRefresh } from './useRefresh.ts'
import { SearchFailed, SearchStart, NothingFound } from './emptyStates.tsx'
import { isOption, lineAfter, linesOf } from './lines.ts'
import type { Line } from './lines.ts'
import { ResultList } from './resultList.tsx'
import type { ResultListHandle } from './resultList.tsx'
import { SearchBox } from './searchBox.tsx'
import { SearchStatus } from './searchStatus.tsx'
import { search, useSearch } from './state.ts'
import './search.css'

const nothing: readonly Line[] = []

/** Finding in every session: one box, and below it what it finds. */
export function SearchPage(): ReactNode {
  const t = useT()
  const { state, results, whole, chosen } = useSearch((view) => view)
  const rows = useApp((app) => app.rows)
  const indexed = useApp((app) => app.indexed)
  const list = useRef<ResultListHandle>(null)
  const lines = useMemo(
    () => (results === null ? nothing : linesOf(results, whole, (id) => rows.has(id))),
    [results, whole, rows],
  )
  const found = lines.findIndex((line) => line.id === chosen && isOption(line))
  const at = found < 0 ? lines.findIndex(isOption) : found

  useEffect(() => void learnNames(), [indexed])
  useRefresh()

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.altKey || event.metaKey || event.shiftKey) return
    const { key } = event
    const edge = key === 'Home' || key === 'End'
    // At first they are for the text in the box.
    if (event.ctrlKey ? !edge : edge && search.getState().chosen === null) return
    const line = lines[at]
    if (key === 'Enter' && line !== undefined && isOption(line)) {
      // What is there is of the query before: its own comes in a moment.
      if (search.getState().results?.query === search.getState().query) perform(line)
      else void searchNow()
      event.preventDefault()
      return
    }
    const next = lineAfter(lines, at, key, list.current?.page() ?? 10)
    if (next === null) return
    event.preventDefault()
    search.setState({ chosen: lines[next]?.id ?? null })
    list.current?.reveal(next)
  }

  return (
    <>
      <PageBar title={t('search.title')} onClose={goBack} />
      <div className="search" onKeyDown={onKeyDown}>
        <div className="search-top">
          <SearchBox activeId={lines[at]?.id ?? null} hasResults={lines.length > 0} />
          <SearchStatus lines={lines} />
        </div>
        {state === 'failed' ? (
          <SearchFailed />
        ) : results === null ? (
          state === 'idle' && <SearchStart />
        ) : lines.length > 0 ? (
          <ResultList ref={list} lines={lines} at={at} />
        ) : (
          state === 'done' && <NothingFound query={results.query} />
        )}
      </div>
    </>
  )
}
