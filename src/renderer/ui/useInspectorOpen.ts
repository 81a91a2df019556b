import { MEDIUM } from '../store/navigation.ts'
import { useApp } from '../store/store.ts'
import { useMatches } from './useMatches.ts'

/** Whether the inspector shows: as a column that is remembered, or as a drawer that was opened just now. */
export function useInspectorOpen(): boolean {
  const medium = useMatches(MEDIUM)
  return useApp((state) => (medium ? state.inspectorDrawerOpen : state.inspectorOpen))
}
