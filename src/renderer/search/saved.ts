import { MOST_SAVED_SEARCHES } from '../../shared/model/settings.ts'
import type { SavedSearch } from '../../shared/model/settings.ts'
import { changeSettings } from '../store/settings.ts'
import { app } from '../store/store.ts'
import { inform } from '../store/toasts.ts'

/** Whether a query is kept already. */
export function isSaved(saved: readonly SavedSearch[], query: string): boolean {
  return saved.some((one) => one.query === query.trim())
}

/** Keeps a query, or keeps it no longer. */
export function toggleSaved(query: string): void {
  const { settings, t } = app.getState()
  const wanted = query.trim()
  const kept = settings.savedSearches.find((one) => one.query === wanted)
  // The same button is the way back.
  if (kept !== undefined) void change(settings.savedSearches.filter((one) => one !== kept))
  else if (settings.savedSearches.length >= MOST_SAVED_SEARCHES) inform(t('search.savedFull'))
  else if (wanted !== '') void change([...settings.savedSearches, { name: wanted.slice(0, 200), query: wanted }])
}

/** Gives a search another name; an empty one leaves it. */
export function renameSaved(query: string, name: string): void {
  const wanted = name.trim().slice(0, 200)
  if (wanted === '') return
  const { savedSearches } = app.getState().settings
  void change(savedSearches.map((one) => (one.query === query ? { ...one, name: wanted } : one)))
}

/** Keeps a search no longer; the way back puts it where it was. */
export function remove(search: SavedSearch): void {
  const { settings, t } = app.getState()
  const at = settings.savedSearches.indexOf(search)
  void change(settings.savedSearches.filter((one) => one !== search))
  inform(t('search.removed', { name: search.name }), {
    label: t('common.undo'),
    perform: () => {
      const now = app.getState().settings.savedSearches
      if (!isSaved(now, search.query)) void change(now.toSpliced(at, 0, search))
    },
  })
}

function change(savedSearches: readonly SavedSearch[]): Promise<boolean> {
  return changeSettings({ savedSearches })
}
