import { goTo } from '../store/navigation.ts'
import type { AppState } from '../store/state.ts'
import { isTyping } from '../ui/focus.ts'
import { search } from './state.ts'

/** Shows the search as it was left, with the caret in its box. */
export function showSearch(): void {
  search.setState((view) => ({ focus: view.focus + 1 }))
  goTo({ kind: 'search' })
}

/** Whether the session that is shown was opened from the search. */
export function canGoBack({ place, platform }: AppState): boolean {
  if (place.kind !== 'session' || search.getState().ledTo !== place.id) return false
  // On macOS these keys go back by a word.
  return platform !== 'darwin' || !isTyping(document.activeElement)
}
