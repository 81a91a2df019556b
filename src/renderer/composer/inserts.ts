import type { Attachment } from '../../shared/model/draft.ts'

/** What others may do with a box that is on screen. */
export interface Box {
  /** Puts a text before what is written, and attachments behind those that are there. */
  readonly insert: (text: string, attachments: readonly Attachment[]) => void
  /** Puts a text where the caret is, in place of what is selected, as if it had been typed. */
  readonly put: (text: string) => void
  readonly attach: (attachments: readonly Attachment[]) => void
}

/** The boxes that are on screen, by session. */
const boxes = new Map<string, Box>()

/** Offers a box for what comes back to it; returns its undo. */
export function offerBox(sessionId: string, box: Box): () => void {
  boxes.set(sessionId, box)
  return () => {
    if (boxes.get(sessionId) === box) boxes.delete(sessionId)
  }
}

/** The box of a session, if it is on screen. */
export function boxOf(sessionId: string): Box | undefined {
  return boxes.get(sessionId)
}

/** Puts a text before what is written in the box of a session; it is a draft on disk right after. False without a box. */
export function insertIntoComposer(sessionId: string, text: string, attachments: readonly Attachment[] = []): boolean {
  const box = boxes.get(sessionId)
  box?.insert(text, attachments)
  return box !== undefined
}
