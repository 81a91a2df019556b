let replacing = false

/** Whether the text changes by {@link replaceRange} at this moment, and not by a key. */
export function isReplacing(): boolean {
  return replacing
}

/** Empties a text box that may have lost the focus meanwhile, and does not take it back. */
export function empty(area: HTMLTextAreaElement): void {
  if (document.activeElement === area) {
    replaceRange(area, 0, area.value.length, '')
    return
  }
  area.value = ''
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * Replaces a part of a text box as if it had been typed: the caret stands behind it, an `input` event comes, and the
 * browser's own undo takes it back.
 */
export function replaceRange(area: HTMLTextAreaElement, start: number, end: number, text: string): void {
  area.focus({ preventScroll: true })
  area.setSelectionRange(start, end)
  if (start === end && text === '') return
  replacing = true
  // Deprecated and without a successor: nothing else writes into the history of a text box.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand(text === '' ? 'delete' : 'insertText', false, text)
  if (!done) {
    area.setRangeText(text, start, end, 'end')
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }
  replacing = false
}
