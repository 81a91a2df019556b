/** Something in a transcript that can be kept still. */
export interface HeldLine {
  /** How far below the top of the viewport it belongs, in CSS pixels. */
  top: number
  /** How far below it is now; null when it is gone. */
  readonly find: () => number | null
  /** How high it was when it was found, in CSS pixels; a line of text has no height. */
  readonly size: number
  /** How high it is now. */
  readonly height: () => number
}

/** How far down in the viewport the line is looked for: one that is in view as a whole. */
const lineHeight = 24

/**
 * The things at the top of the viewport that can be kept still, the finest first: the line of text, which stays where it
 * is even when the window becomes narrower, then what is around it, up to the turn, for when the line itself goes away.
 */
export function linesAtTop(box: HTMLElement): readonly HeldLine[] {
  const { top, bottom } = box.getBoundingClientRect()
  const path: Element[] = []
  let at: Element | null = firstDrawn(turnsIn(box), top + lineHeight, bottom)
  while (at !== null) {
    path.unshift(at)
    at = hasText(at) ? null : firstDrawn(at.children, top + lineHeight, bottom)
  }
  const text = path[0] === undefined ? null : textLine(box, path[0], top)
  return [...(text === null ? [] : [text]), ...path.map((element) => lineOf(box, element))]
}

/**
 * Whether the turns stand one below the other. Between the moment in which one is drawn and that in which the list hears
 * how high it became it reaches into the next one, or leaves a gap: nothing tells then what one sees where.
 */
export function isLaidOut(box: HTMLElement): boolean {
  let before: HTMLElement | null = null
  for (const turn of turnsIn(box)) {
    if (before !== null && isNext(before, turn) && Math.abs(slotOf(before).bottom - slotOf(turn).top) >= 1) return false
    before = turn
  }
  return true
}

/** The last turn may be in the page though it is far away. */
function isNext(before: HTMLElement, turn: HTMLElement): boolean {
  return Number(turn.getAttribute('aria-posinset')) === Number(before.getAttribute('aria-posinset')) + 1
}

function slotOf(turn: HTMLElement): DOMRect {
  return (turn.parentElement ?? turn).getBoundingClientRect()
}

/** An element as what is kept still. */
export function lineOf(box: HTMLElement, element: Element): HeldLine {
  const { top, height } = element.getBoundingClientRect()
  const find = (): number | null => (isShown(element) ? topIn(box, element) : null)
  return {
    top: top - box.getBoundingClientRect().top,
    size: height,
    find,
    height: () => element.getBoundingClientRect().height,
  }
}

/** How far an element is below the top of the viewport. */
export function topIn(box: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top
}

/** The turn that is at the top of the viewport; null when none is there. */
export function turnAtTop(box: HTMLElement): HTMLElement | null {
  return firstBelow(turnsIn(box), box.getBoundingClientRect().top + lineHeight)
}

/** The turns in the page, in their order. A selector would look through all that is in them, with each frame of a stream. */
function* turnsIn(box: HTMLElement): Generator<HTMLElement> {
  for (const list of box.children) {
    for (const item of list.children) {
      const turn = item.firstElementChild
      if (turn instanceof HTMLElement && turn.dataset['turnId'] !== undefined) yield turn
    }
  }
}

/** The item of a turn that is at the top of the viewport; null when that is the turn's own beginning. */
export function itemAtTop(box: HTMLElement, turn: HTMLElement): HTMLElement | null {
  const top = box.getBoundingClientRect().top + lineHeight
  const items = [...turn.querySelectorAll<HTMLElement>('[data-item-id]')]
  const item = firstBelow(
    items.filter((one) => one.parentElement?.closest('[data-item-id]') == null),
    top,
  )
  return item !== null && item.getBoundingClientRect().top <= top ? item : null
}

/** The first of what stands one below the other that reaches below a height. */
function firstBelow<T extends Element>(elements: Iterable<T>, height: number): T | null {
  for (const element of elements) {
    const rect = element.getBoundingClientRect()
    if (rect.height > 0 && rect.bottom > height) return element
  }
  return null
}

/**
 * The same, but what is drawn before what is not, where both are in view: when that is drawn it will have another height,
 * and what one reads below it is to stay where it is.
 */
export function firstDrawn<T extends Pick<Element, 'getBoundingClientRect' | 'getAttribute'>>(
  elements: Iterable<T>,
  height: number,
  bottom: number,
): T | null {
  let waiting: T | null = null
  for (const element of elements) {
    const rect = element.getBoundingClientRect()
    if (rect.height <= 0 || rect.bottom <= height) continue
    if (waiting !== null && rect.top + lineHeight > bottom) break
    if (element.getAttribute('aria-busy') !== 'true') return element
    waiting ??= element
  }
  return waiting
}

/** Whether an element has words of its own: what is in it stands beside them, not one below the other. */
function hasText(element: Element): boolean {
  return [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
}

/** The first line of text that is in view as a whole. */
function textLine(box: HTMLElement, within: Element, top: number): HeldLine | null {
  const range = document.createRange()
  const rectAt = (node: Text, offset: number): DOMRect => {
    // White space at which a line was broken may have no place of its own.
    for (let at = Math.min(offset, node.length - 1); at < node.length; at += 1) {
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      const rect = range.getBoundingClientRect()
      if (rect.height > 0) return rect
    }
    return new DOMRect()
  }
  const nodes = textsIn(within)
  const node = nodes[search(nodes.length, (index) => rectOf(range, nodes[index]).bottom > top + lineHeight)]
  if (node === undefined) return null
  const offset = search(node.length, (index) => rectAt(node, index).top >= top)
  const find = (): number | null => {
    if (!node.isConnected || node.length === 0) return null
    const rect = rectAt(node, offset)
    return rect.height === 0 ? null : rect.top - box.getBoundingClientRect().top
  }
  const at = find()
  return at === null ? null : { top: at, find, size: 0, height: () => 0 }
}

function textsIn(within: Element): readonly Text[] {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && node.data.trim() !== '') nodes.push(node)
  }
  return nodes
}

function rectOf(range: Range, node: Text | undefined): DOMRect {
  if (node === undefined) return new DOMRect()
  range.selectNodeContents(node)
  return range.getBoundingClientRect()
}

/** The first index from which on something holds; `count` when it never does. */
function search(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

function isShown(element: Element): boolean {
  return element.isConnected && element.getClientRects().length > 0
}
