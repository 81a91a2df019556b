import { useSyncExternalStore } from 'react'
import { MEDIUM } from '../store/navigation.ts'
import { useApp } from '../store/store.ts'

/** Whether the inspector shows: as a column that is remembered, or as a drawer that was opened just now. */
export function useInspectorOpen(): boolean {
  const medium = useSyncExternalStore(subscribe, matches)
  return useApp((state) => (medium ? state.inspectorDrawerOpen : state.inspectorOpen))
}

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(MEDIUM)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

function matches(): boolean {
  return window.matchMedia(MEDIUM).matches
}
