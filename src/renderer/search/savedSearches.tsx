import Pencil from 'lucide-react/icons/pencil'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { SavedSearch } from '../../shared/model/settings.ts'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { searchFor } from './actions.ts'
import { remove, renameSaved } from './saved.ts'

/** The searches that are kept, under the empty box. */
export function SavedSearches(): ReactNode {
  const t = useT()
  const saved = useApp((state) => state.settings.savedSearches)
  const [renaming, setRenaming] = useState<string | null>(null)
  if (saved.length === 0) return null
  return (
    <section className="search-saved" aria-labelledby="search-saved-title">
      <h2 id="search-saved-title">{t('search.saved')}</h2>
      <ul>
        {saved.map((one) => (
          <li key={one.query}>
            {renaming === one.query ? (
              <NameBox search={one} onDone={() => setRenaming(null)} />
            ) : (
              <>
                <button type="button" className="search-saved-open" onClick={() => searchFor(one.query)}>
                  <span className="search-name">{one.name}</span>
                  {one.name !== one.query && <code>{one.query}</code>}
                </button>
                <IconButton label={t('search.rename', { name: one.name })} onClick={() => setRenaming(one.query)}>
                  <Pencil aria-hidden="true" />
                </IconButton>
                <IconButton label={t('search.remove', { name: one.name })} onClick={() => remove(one)}>
                  <X aria-hidden="true" />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function NameBox({ search, onDone }: { readonly search: SavedSearch; readonly onDone: () => void }): ReactNode {
  const t = useT()
  return (
    <input
      className="input"
      autoFocus
      defaultValue={search.name}
      maxLength={200}
      aria-label={t('search.name')}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        renameSaved(search.query, event.currentTarget.value)
        onDone()
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') event.currentTarget.value = search.name
        if (event.key !== 'Escape' && event.key !== 'Enter') return
        event.preventDefault()
        event.stopPropagation()
        event.currentTarget.blur()
      }}
    />
  )
}
