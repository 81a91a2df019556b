import type { SearchHit, SearchResults } from '../../shared/search.ts'
import type { Results } from './state.ts'

/** Whether nothing was found. */
export function isEmpty({ pages, sessions, bookmarks }: Pick<Results, 'pages' | 'sessions' | 'bookmarks'>): boolean {
  return sessions.length === 0 && bookmarks.length === 0 && pages.every((page) => page.length === 0)
}

/**
 * What there is now and is not shown: the messages that can be added behind all that is shown without anything moving, and how many
 * others there are. What is shown and met no longer stays until somebody looks anew.
 */
export function compare(
  shown: Pick<Results, 'pages' | 'sessions' | 'bookmarks' | 'next' | 'words'>,
  now: Pick<SearchResults, 'hits' | 'sessions' | 'bookmarks' | 'next'>,
): { readonly added: readonly SearchHit[]; readonly fresh: number } {
  const known = new Set(shown.pages.flat().map(({ key }) => key))
  const fresh = now.hits.filter(({ key }) => !known.has(key))
  const [shownSessions, shownBookmarks] = [new Set(shown.sessions), new Set(shown.bookmarks.map(({ id }) => id))]
  const sessions = now.sessions.filter((id) => !shownSessions.has(id)).length
  const bookmarks = now.bookmarks.filter(({ id }) => !shownBookmarks.has(id)).length
  const last = now.hits.findLastIndex(({ key }) => known.has(key))
  // With more on the disk than was asked for, its end is not the end of what there is.
  const whole = shown.next === null && now.next === null && shown.words === 'beginning'
  const behind = whole && sessions + bookmarks === 0
  const added = behind && now.hits.slice(0, last + 1).every(({ key }) => known.has(key)) ? fresh : []
  return { added, fresh: fresh.length - added.length + sessions + bookmarks }
}
