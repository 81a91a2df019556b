/** The boxes that are on screen, by session. */
const boxes = new Map<string, (text: string) => void>()

/** Offers a box for texts that come back to it; returns its undo. */
export function offerBox(sessionId: string, insert: (text: string) => void): () => void {
  boxes.set(sessionId, insert)
  return () => {
    if (boxes.get(sessionId) === insert) boxes.delete(sessionId)
  }
}

/** Puts a text before what is written in the box of a session; it is a draft on disk right after. False without a box. */
export function insertIntoComposer(sessionId: string, text: string): boolean {
  const insert = boxes.get(sessionId)
  insert?.(text)
  return insert !== undefined
}
