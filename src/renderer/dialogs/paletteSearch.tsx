import { Command } from 'cmdk'
import Star from 'lucide-react/icons/star'
import Search from 'lucide-react/icons/search'
import type { ReactNode } from 'react'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { SavedSearch } from '../../shared/model/settings.ts'
import { titleOf } from '../list/labels.ts'
import { openHit, searchFor } from '../search/actions.ts'
import { showSearch } from '../search/navigation.ts'
import { Marked, whoOf } from '../search/snippetView.tsx'
import { jumpTo } from '../store/actions.ts'
import { closeDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { MarkIcon } from '../ui/markIcon.tsx'
import type { FoundMessage } from './paletteFound.ts'

/** The value of the entry that takes the text to the search. */
export const EVERYTHING = 'everything'

export function savedValue({ query }: SavedSearch): string {
  return `saved ${query}`
}
export function messageValue({ hit }: FoundMessage): string {
  return `message ${hit.key}`
}

export function bookmarkValue({ id }: Bookmark): string {
  return `bookmark ${id}`
}

/** Bookmarks of all sessions whose name, description or snippet holds the text. */
export function BookmarkGroup({ bookmarks }: { readonly bookmarks: readonly Bookmark[] }): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  if (bookmarks.length === 0) return null
  return (
    <Command.Group heading={t('search.bookmarks')}>
      {bookmarks.map((bookmark) => {
        const row = rows.get(bookmark.sessionId)
        return (
          <Command.Item
            key={bookmark.id}
            value={bookmarkValue(bookmark)}
            className="menu-item"
            onSelect={() => {
              closeDialog()
              void jumpTo(bookmark)
            }}
          >
            <MarkIcon colour={bookmark.colour} />
            <span className="menu-label">{bookmark.name}</span>
            {row !== undefined && <span className="palette-id">{titleOf(t, row)}</span>}
          </Command.Item>
        )
      })}
    </Command.Group>
  )
}

/** The searches that are kept. */
export function SavedGroup({ saved }: { readonly saved: readonly SavedSearch[] }): ReactNode {
  const t = useT()
  if (saved.length === 0) return null
  return (
    <Command.Group heading={t('search.saved')}>
      {saved.map((one) => (
        <Command.Item
          key={one.query}
          value={savedValue(one)}
          className="menu-item"
          onSelect={() => searchEverything(one.query)}
        >
          <Star className="menu-icon" aria-hidden="true" />
          <span className="menu-label">{one.name}</span>
          {one.name !== one.query && <span className="palette-id">{one.query}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  )
}

/** Messages that hold a text, and the way to all of them: behind everything that is there at once. */
export function MessageGroup({
  text,
  messages,
}: {
  readonly text: string
  readonly messages: readonly FoundMessage[]
}): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  if (text.trim() === '') return null
  return (
    <Command.Group heading={t('palette.messages')}>
      {messages.map((message) => {
        const { hit, place } = message
        const row = rows.get(hit.sessionId)
        return (
          <Command.Item
            key={hit.key}
            value={messageValue(message)}
            className="menu-item palette-hit"
            onSelect={() => {
              closeDialog()
              void openHit(text, hit, place)
            }}
          >
            <span className="palette-who">{whoOf(t, hit)}</span>
            <span className="menu-label">
              <Marked snippet={place.snippet} />
            </span>
            {row !== undefined && <span className="palette-id">{titleOf(t, row)}</span>}
          </Command.Item>
        )
      })}
      <Command.Item value={EVERYTHING} className="menu-item" onSelect={() => searchEverything(text)}>
        <Search className="menu-icon" aria-hidden="true" />
        <span className="menu-label">{t('palette.everything', { text: text.trim() })}</span>
      </Command.Item>
    </Command.Group>
  )
}

function searchEverything(query: string): void {
  closeDialog()
  // After the focus has gone back to where it belongs.
  requestAnimationFrame(() => {
    showSearch()
    searchFor(query)
  })
}
