/** For how long a caret blinks after the last thing that was done, in milliseconds: as long as GTK has it. */
const BLINKS = 10_000

/**
 * Lets the caret stand still in a window where nothing is done: each blink paints, and a page that rests shall take no
 * processor time. Marks only the box that has the focus: a mark further up would have the whole page restyled at the next key.
 */
export function restCaret(): void {
  let resting: Element | null = null
  let rest: ReturnType<typeof setTimeout> | undefined

  const wake = (): void => {
    clearTimeout(rest)
    resting?.removeAttribute('data-rests')
    resting = null
    rest = setTimeout(() => {
      resting = document.activeElement
      resting?.setAttribute('data-rests', '')
    }, BLINKS)
  }

  for (const type of ['keydown', 'input', 'pointerdown', 'focusin', 'selectionchange'])
    document.addEventListener(type, wake, { capture: true, passive: true })
  wake()
}
