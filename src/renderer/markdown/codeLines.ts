import type { Element, ElementContent, Root, RootContent } from 'hast'

/** A line of code, its end included: text, and the spans that colour it. */
type Line = ElementContent[]

/** Cuts highlighted code at the ends of its lines: each becomes an element of its own, spans over several lines are repeated. */
export function inLines(tree: Root): Root {
  const lines = linesOf(tree.children)
  const last = lines.at(-1)
  if (last !== undefined && last.length === 0 && lines.length > 1) lines.pop()
  return { type: 'root', children: lines.map(lineElement) }
}

/** Plain code in lines, ends included. */
export function plainLines(code: string): readonly string[] {
  const lines = code.split('\n')
  const whole = lines.map((line, index) => (index < lines.length - 1 ? `${line}\n` : line))
  return whole.length > 1 && whole.at(-1) === '' ? whole.slice(0, -1) : whole
}

function lineElement(children: Line): Element {
  return { type: 'element', tagName: 'span', properties: { className: ['code-line'] }, children }
}

function linesOf(nodes: readonly RootContent[]): Line[] {
  const lines: Line[] = [[]]
  const add = (node: ElementContent): void => void lines.at(-1)?.push(node)
  for (const node of nodes) {
    if (node.type === 'text') {
      for (const [index, value] of node.value.split(/(?<=\n)/).entries()) {
        if (index > 0) lines.push([])
        if (value !== '') add({ type: 'text', value })
      }
      if (node.value.endsWith('\n')) lines.push([])
    } else if (node.type === 'element') {
      for (const [index, children] of linesOf(node.children).entries()) {
        if (index > 0) lines.push([])
        if (children.length > 0) add({ ...node, children })
      }
    }
  }
  return lines
}
