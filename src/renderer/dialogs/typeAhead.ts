/** What was typed for the palette before it could take the focus; it takes it over when it is there. */
let waiting = ''
let take: ((text: string) => void) | null = null

/** Keeps a key press for the palette, or hands it over. */
export function typeAhead(text: string): void {
  if (take === null) waiting += text
  else take(text)
}

/** Gives the palette what was typed before it was there and what still comes; returns its undo. */
export function onTypeAhead(listener: (text: string) => void): () => void {
  take = listener
  if (waiting !== '') listener(waiting)
  waiting = ''
  return () => {
    take = null
    waiting = ''
  }
}
