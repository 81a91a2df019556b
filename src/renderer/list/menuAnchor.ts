import { isNarrow } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import type { Anchor } from '../ui/overlay.ts'

/** The ids of the buttons beside which the menus of the list open. */
export const VIEWS_ID = 'list-views'
export const ADD_FILTER_ID = 'list-add-filter'
export const ARRANGE_ID = 'list-arrange'

/** The button beside which a menu of the list opens: the list is brought out for it, where it is hidden. */
export function anchorOf(id: string): Anchor {
  app.setState(isNarrow() ? { drawerOpen: true } : { sidebarOpen: true })
  return document.getElementById(id) ?? { x: 48, y: 96 }
}
