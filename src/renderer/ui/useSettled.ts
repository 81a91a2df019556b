import { useDeferredValue } from 'react'

/**
 * False at first, true once the page has nothing better to do: for what nobody sees before they point at it. What is
 * scrolled past goes before that.
 */
export function useSettled(): boolean {
  return useDeferredValue(true, false)
}
