import type { ElementContent } from 'hast'
import type { ReactNode } from 'react'
import type { Marks } from './wordMarks.ts'

/** The text of a line of a change, in the colours of its language, with what changed within it marked. */
export function DiffText({
  text,
  colours,
  marks,
}: {
  readonly text: string
  /** Pieces that make up the text; undefined where there are no colours. */
  readonly colours: readonly ElementContent[] | undefined
  readonly marks: Marks
}): ReactNode {
  if (colours === undefined) return marks.length === 0 ? text : marked(text, 0, marks)
  let at = 0
  const draw = (nodes: readonly ElementContent[]): ReactNode[] =>
    nodes.map((node, index) => {
      if (node.type === 'text') {
        const from = at
        const value = node.value.replace(/\n$/, '')
        at += value.length
        return marked(value, from, marks)
      }
      if (node.type !== 'element') return null
      const { className } = node.properties
      return (
        <span key={index} className={Array.isArray(className) ? className.join(' ') : undefined}>
          {draw(node.children)}
        </span>
      )
    })
  return draw(colours)
}

/** A piece of a line that begins at `from` in it. */
function marked(text: string, from: number, marks: Marks): ReactNode {
  const pieces: ReactNode[] = []
  let at = 0
  for (const [start, end] of marks) {
    const first = Math.max(start - from, at)
    const last = Math.min(end - from, text.length)
    if (last <= first) continue
    if (first > at) pieces.push(text.slice(at, first))
    pieces.push(
      <span key={first} className="diff-word">
        {text.slice(first, last)}
      </span>,
    )
    at = last
  }
  return pieces.length === 0 ? text : [...pieces, text.slice(at)]
}
