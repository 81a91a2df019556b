import { app } from '../store/store.ts'
import { isNarrow, toggleInspector } from '../store/navigation.ts'

/** The id of the box that filters the list. */
export const FILTER_ID = 'list-filter'

/** Brings the list out if it is hidden and puts the caret into its filter. */
export function focusFilter(): void {
  app.setState(isNarrow() ? { drawerOpen: true } : { sidebarOpen: true })
  // At once when it is there already: a quick typist's letters belong into it.
  if (!enterFilter('all')) requestAnimationFrame(() => enterFilter('all'))
}

/** Brings the list out if it is hidden and puts the focus on the line that has it in the order of tabs. */
export function focusList(): void {
  app.setState(isNarrow() ? { drawerOpen: true } : { sidebarOpen: true })
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.list-scroller [tabindex="0"]')?.focus())
}

/** Puts the caret into the filter, at the end of what is written there or over all of it; false while it can't be seen. */
export function enterFilter(where: 'all' | 'end'): boolean {
  const box = document.getElementById(FILTER_ID)
  if (!(box instanceof HTMLInputElement) || !box.checkVisibility()) return false
  box.focus()
  box.setSelectionRange(where === 'all' ? 0 : box.value.length, box.value.length)
  return true
}

/** Puts the focus on the list when what had it is gone. */
export function focusListLater(): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return
    document.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus()
  })
}

/**
 * Whether the focus has gone out of what floats (a selector) while that closes, which takes a moment: whoever has it by
 * then keeps it, and what had it before does not get it back.
 */
export function hasMovedOn(popup: string): boolean {
  const { activeElement } = document
  return activeElement !== null && activeElement !== document.body && activeElement.closest(popup) === null
}

/** The message that has the focus, by the `data-turn-id` and `data-item-id` around it; null when none has. */
export function focusedMessage(): { readonly turnId: string; readonly itemId: string | null } | null {
  const turn = document.activeElement?.closest<HTMLElement>('[data-turn-id]')
  const turnId = turn?.dataset['turnId']
  if (turnId === undefined) return null
  const itemId = document.activeElement?.closest<HTMLElement>('[data-item-id]')?.dataset['itemId'] ?? null
  return { turnId, itemId }
}

/** Whether keys that are characters belong to a text field now. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))
  )
}

/** The ids of the inspector's boxes for tags and notes. */
export const TAGS_ID = 'session-tags'
export const NOTES_ID = 'session-notes'
/** The id of its gauge of the context. */
export const CONTEXT_ID = 'session-context'

let wished: string | null = null

/** Brings the inspector out and puts the caret into one of its boxes, as soon as that is there. */
export function focusInInspector(id: string): void {
  wished = id
  app.setState({ inspectorTab: 'session' })
  toggleInspector(true)
  const box = document.getElementById(id)
  if (box !== null) focusIfWished(box)
}

/** For a box that has just appeared: takes the focus if it was asked for. */
export function focusIfWished(box: HTMLElement): void {
  if (wished !== box.id) return
  wished = null
  box.focus()
}
