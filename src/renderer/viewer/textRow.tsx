import { memo } from 'react'
import type { ReactNode } from 'react'
import type { ToolTextRow } from '../../shared/toolOutput.ts'
import { StyledText } from '../transcript/styledText.tsx'

/** Start, end (exclusive) and whether it is the current one. */
export type RowHit = readonly [number, number, boolean]

/** One row of a long text with its number, its colours and what was found in it. */
export const TextRow = memo(function TextRow({
  row,
  hits,
}: {
  /** Undefined while it is being read. */
  readonly row: ToolTextRow | undefined
  readonly hits: readonly RowHit[]
}): ReactNode {
  if (row === undefined) return <div className="viewer-row" />
  const styles = row.styles ?? []
  const pieces: ReactNode[] = []
  let at = 0
  for (const [start, end, current] of hits) {
    pieces.push(<StyledText key={`t${at}`} text={row.text.slice(at, start)} styles={styles} from={at} />)
    pieces.push(
      <mark key={`m${start}`} className={current ? 'viewer-current' : ''}>
        {row.text.slice(start, end)}
      </mark>,
    )
    at = end
  }
  pieces.push(<StyledText key={`t${at}`} text={row.text.slice(at)} styles={styles} from={at} />)
  return (
    <div className="viewer-row">
      <span className="viewer-number" aria-hidden="true">
        {row.line}
      </span>
      <span className="viewer-text">{pieces}</span>
    </div>
  )
})
