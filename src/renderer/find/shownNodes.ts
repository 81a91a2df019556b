import { lastAtMost } from '../../shared/lastAtMost.ts'

/** The text that an element shows, with the nodes that it stands in. */
export interface ShownNodes {
  readonly text: string
  readonly nodes: readonly Text[]
  /** Where each node begins in the text. */
  readonly starts: readonly number[]
}

/** What is no part of what was said: buttons, what only screen readers say, numbers of lines. */
const aside = 'button, [aria-hidden="true"], .visually-hidden, .message-actions, style, script, textarea'

/** Gathers the text nodes of an element. */
export function shownNodes(element: Element): ShownNodes {
  const nodes: Text[] = []
  const starts: number[] = []
  let text = ''
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(aside) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    nodes.push(node)
    starts.push(text.length)
    text += node.data
  }
  return { text, nodes, starts }
}

/** A range over a stretch of the text; null when it is not there. */
export function rangeOver({ nodes, starts }: ShownNodes, start: number, end: number): Range | null {
  const first = lastAtMost(starts, start)
  const last = lastAtMost(starts, Math.max(start, end - 1))
  const from = nodes[first]
  const to = nodes[last]
  if (from === undefined || to === undefined) return null
  const range = document.createRange()
  try {
    range.setStart(from, start - (starts[first] ?? 0))
    range.setEnd(to, end - (starts[last] ?? 0))
  } catch {
    // The page changed between reading and marking: the next look finds it.
    return null
  }
  return range
}
