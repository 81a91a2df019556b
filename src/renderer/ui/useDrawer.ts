import { useLayoutEffect, useRef } from 'react'
import { MEDIUM, NARROW, focusComposer } from '../store/navigation.ts'
import { useApp } from '../store/store.ts'
import { useMatches } from './useMatches.ts'

/** A drawer that lies over the rest of the window. */
export type Drawer = 'list' | 'inspector'

/** The drawer that is out, or null. The focus goes into it, and back to the composer when it goes in again. */
export function useDrawer(inspectorOpen: boolean): Drawer | null {
  const narrow = useMatches(NARROW)
  const medium = useMatches(MEDIUM)
  const listOut = useApp((state) => state.drawerOpen)
  const drawer: Drawer | null = inspectorOpen && medium ? 'inspector' : listOut && narrow ? 'list' : null
  const before = useRef<Drawer | null>(null)
  useLayoutEffect(() => {
    if (before.current === drawer) return
    before.current = drawer
    if (drawer === null) {
      const held = document.activeElement
      // The list is still there, only not shown: it would lose the focus a moment later.
      if (held === null || held === document.body || held.closest('.layout-side') !== null) focusComposer()
      return
    }
    const box = document.querySelector(drawer === 'list' ? '.layout-side' : '.layout-inspector')
    if (box === null || box.contains(document.activeElement)) return
    const row = box.querySelector('[role="option"][tabindex="0"]') ?? box.querySelector('input')
    const first = drawer === 'list' ? row : box
    if (first instanceof HTMLElement) first.focus()
  }, [drawer])
  return drawer
}
