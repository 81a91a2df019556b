import type { ReactNode } from 'react'
import { queryPieces } from '../../shared/query.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { searchFor, searchNow } from './actions.ts'
import { useSearch } from './state.ts'
import { SavedSearches } from './savedSearches.tsx'

const examples = ['"exact words"', '-without', 'from:me', 'tool:bash', 'in:folder', 'has:bookmark', 'since:2w'] as const

/** What stands under the empty box: what can be typed, and the searches that are kept. */
export function SearchStart(): ReactNode {
  const t = useT()
  return (
    <div className="search-empty">
      <p className="search-hint">{t('search.hint')}</p>
      <p className="search-examples">
        <span>{t('search.examples')}</span>
        {examples.map((example) => (
          <button key={example} type="button" onClick={() => searchFor(example)}>
            {example}
          </button>
        ))}
      </p>
      <SavedSearches />
    </div>
  )
}

/** Nothing was found: what to try. */
export function NothingFound({ query }: { readonly query: string }): ReactNode {
  const t = useT()
  const indexing = useApp((state) => state.indexing !== null)
  const words = queryPieces(query)
    .filter((piece) => piece.name === null && !piece.not)
    .map((piece) => piece.value)
    .join(' ')
  const narrowed = words !== '' && words !== query.trim()
  return (
    <div className="search-empty search-message">
      <h2>{t('search.none', { query: query.trim() })}</h2>
      <p>
        {t(
          indexing
            ? 'search.none.indexing'
            : narrowed
              ? 'search.none.filters'
              : words === ''
                ? 'search.none.operators'
                : 'search.none.try',
        )}
      </p>
      {narrowed && <Button onClick={() => searchFor(words)}>{words}</Button>}
    </div>
  )
}

/** The index can't be read: what is safe, and what can be done. */
export function SearchFailed(): ReactNode {
  const t = useT()
  const stopped = useSearch((view) => view.stopped)
  return (
    <div className="search-empty search-message" role="alert">
      <h2>{t(stopped ? 'error.searchStopped' : 'search.failed')}</h2>
      <p>{t(stopped ? 'error.searchStopped.help' : 'search.failed.text')}</p>
      <Button onClick={() => void searchNow()}>{t('search.again')}</Button>
    </div>
  )
}
