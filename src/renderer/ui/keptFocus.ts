const TABBABLE = 'a[href], button, input, select, textarea, summary, [tabindex="0"]'

/**
 * A ref that keeps the focus in a part of the window when what had it goes away or can't be used any more: what is marked as
 * the first thing to do takes it, or else what stands in its place. Nobody who works by the keyboard, or listens, is left nowhere.
 */
export function keptFocus(part: HTMLElement | null): (() => void) | undefined {
  if (part === null) return undefined
  let held: { readonly element: HTMLElement; readonly at: number } | null = null
  let frame = 0
  const look = (): void => {
    const { activeElement } = document
    if (held === null || isUsable(held.element) || !(activeElement === part || isNowhere(activeElement))) return
    const all = tabbableIn(part)
    const next = all.find((one) => one.matches('[data-first-focus]')) ?? all[Math.min(held.at, all.length - 1)]
    next?.focus()
  }
  const onFocus = ({ target }: FocusEvent): void => {
    if (target !== part && target instanceof HTMLElement) {
      held = { element: target, at: Math.max(0, tabbableIn(part).indexOf(target)) }
    }
  }
  // Who leaves for another place, or presses on nothing, means it.
  const onLeave = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !part.contains(relatedTarget)) held = null
  }
  const onPress = (): void => {
    held = null
  }
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame)
    // Whoever knows a better place has gone there by then.
    frame = requestAnimationFrame(look)
  })
  observer.observe(part, { subtree: true, childList: true, attributeFilter: ['disabled'] })
  part.addEventListener('focusout', onLeave)
  part.addEventListener('focusin', onFocus)
  window.addEventListener('pointerdown', onPress, true)
  return () => {
    cancelAnimationFrame(frame)
    observer.disconnect()
    part.removeEventListener('focusout', onLeave)
    part.removeEventListener('focusin', onFocus)
    window.removeEventListener('pointerdown', onPress, true)
  }
}

/** Whether the focus is with nobody, or with a dialog that is closing. */
export function isNowhere(element: Element | null): boolean {
  if (element === null || element === document.body || element.matches(':disabled')) return true
  return element.closest('.dialog[data-closed], .dialog[data-ending-style]') !== null
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true })
}

function tabbableIn(part: HTMLElement): HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>(TABBABLE)].filter((one) => one.tabIndex >= 0 && isUsable(one))
}
