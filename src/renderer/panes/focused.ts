/** The first element that matches in the pane that has the focus; null where there is none. */
export function inFocusedPane(selector: string): Element | null {
  return document.querySelector(`.pane[data-active] ${selector}`)
}

/** Whether something on the page belongs to the pane of `mine`; what is in none belongs to the one that has the focus. */
export function isInPaneOf(target: EventTarget | null, mine: Element | null): boolean {
  const pane = target instanceof Element ? target.closest('.pane') : null
  return (pane ?? document.querySelector('.pane[data-active]')) === (mine?.closest('.pane') ?? null)
}
