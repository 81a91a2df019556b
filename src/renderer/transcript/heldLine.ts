import { endSlack } from './place.ts'

/** Something in a transcript that is kept still, and how far below the top of the viewport it was (CSS pixels). */
export interface HeldLine {
  readonly top: number
  /** How far below it is now; null when it is gone. */
  readonly find: () => number | null
}

/** What stays itself while a transcript changes, from a line of text to its turn. */
const parts = ['.md > *', '.card', '.prompt, .notice-line, .answer-head, .message', '.turn']

/**
 * The things at the top of the viewport that can be kept still, the finest first: the line of text, which stays where it
 * is even when the window becomes narrower, then what is around it, for when the line itself goes away.
 */
export function linesAtTop(box: HTMLElement): readonly HeldLine[] {
  const frame = box.getBoundingClientRect()
  const [x, y] = [frame.left + frame.width / 2, frame.top + endSlack]
  const found = document.elementFromPoint(x, y)
  if (found === null || !box.contains(found)) return []
  const around = parts.map((part) => found.closest(part)).filter((element) => element !== null)
  const line = textLine(box, x, y, around[0] ?? found)
  return [...(line === null ? [] : [line]), ...around.map((element) => lineOf(box, element))]
}

/** An element as what is kept still. */
export function lineOf(box: HTMLElement, element: Element): HeldLine {
  const find = (): number | null => (isShown(element) ? topIn(box, element) : null)
  return { top: topIn(box, element), find }
}

function textLine(box: HTMLElement, x: number, y: number, within: Element): HeldLine | null {
  const caret = document.caretPositionFromPoint(x, y)
  if (caret === null || !(caret.offsetNode instanceof Text) || !within.contains(caret.offsetNode)) return null
  const { offsetNode: node, offset } = caret
  const range = document.createRange()
  const find = (): number | null => {
    if (!node.isConnected || node.length === 0) return null
    const start = Math.min(offset, node.length - 1)
    range.setStart(node, start)
    range.setEnd(node, start + 1)
    const rect = range.getClientRects()[0]
    return rect === undefined ? null : rect.top - box.getBoundingClientRect().top
  }
  const top = find()
  return top === null ? null : { top, find }
}

function isShown(element: Element): boolean {
  return element.isConnected && element.getClientRects().length > 0
}

function topIn(box: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top
}
