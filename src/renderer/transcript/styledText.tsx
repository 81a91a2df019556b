import type { ReactNode } from 'react'
import type { StyleRun } from '../../shared/model/tool.ts'
import './styledText.css'

/** A text with the colours that a program gave it; what is copied is the plain text. */
export function StyledText({
  text,
  styles,
  from = 0,
}: {
  readonly text: string
  readonly styles: readonly StyleRun[]
  /** Where the text begins in that whose places the styles name. */
  readonly from?: number
}): ReactNode {
  const pieces: ReactNode[] = []
  let at = 0
  for (const [start, end, classes] of styles) {
    const first = Math.max(start - from, at)
    const last = Math.min(end - from, text.length)
    if (last <= first) continue
    if (first > at) pieces.push(text.slice(at, first))
    pieces.push(
      <span key={first} className={classes}>
        {text.slice(first, last)}
      </span>,
    )
    at = last
  }
  return pieces.length === 0 ? text : [...pieces, text.slice(at)]
}
