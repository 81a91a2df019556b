/** Keys that mean something to the palette beside those that write. */
const CHOOSE: ReadonlySet<string> = new Set(['Enter', 'ArrowDown', 'ArrowUp'])

/** What was pressed for the palette before it could take the focus; it takes it over when it is there. */
let waiting: string[] = []
let take: ((keys: readonly string[]) => void) | null = null

/** Whether a key press means the palette that is about to take the focus. */
export function isForPalette({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && (key.length === 1 || CHOOSE.has(key))
}

/** Keeps a key press for the palette, or hands it over. */
export function typeAhead(key: string): void {
  if (take === null) waiting.push(key)
  else take([key])
}

/** Gives the palette what was pressed before it was there and what still comes; returns its undo. */
export function onTypeAhead(listener: (keys: readonly string[]) => void): () => void {
  take = listener
  if (waiting.length > 0) listener(waiting)
  waiting = []
  return () => {
    take = null
    waiting = []
  }
}

/** What was written with the keys, and those that chose after it. */
export function readAhead(keys: readonly string[]): { readonly text: string; readonly choices: readonly string[] } {
  return { text: keys.filter((key) => !CHOOSE.has(key)).join(''), choices: keys.filter((key) => CHOOSE.has(key)) }
}
