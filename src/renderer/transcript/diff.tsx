import type { ElementContent } from 'hast'
import Columns2 from 'lucide-react/icons/columns-2'
import Rows2 from 'lucide-react/icons/rows-2'
import { memo, useMemo } from 'react'
import type { ReactNode } from 'react'
import type { DiffLine } from '../../shared/diffLines.ts'
import { changeSettings } from '../store/settings.ts'
import { useApp, useT } from '../store/store.ts'
import { type DiffColours, useDiffColours } from './diffColours.ts'
import { sideBySide } from './diffRows.ts'
import { DiffText } from './diffText.tsx'
import { wordMarks } from './wordMarks.ts'
import type { Marks } from './wordMarks.ts'
import '../markdown/highlight.css'
import './diff.css'

const signs = { same: ' ', added: '+', removed: '−', place: '⋯' } as const
const none: Marks = []

/** A change, line by line, in one column or in two; signs say what the colours say. */
export const Diff = memo(function Diff({
  lines,
  label,
  path,
  itemId,
}: {
  readonly lines: readonly DiffLine[]
  readonly label: string
  /** The file that it is about, whose name tells the language; empty when it is about several. */
  readonly path: string
  /** The use of a tool whose change it is. */
  readonly itemId?: string
}): ReactNode {
  const t = useT()
  const split = useApp((state) => state.settings.diffView === 'split')
  const marks = useMemo(() => wordMarks(lines), [lines])
  const colours = useDiffColours(lines, path)
  const numbered = useMemo(() => lines.some((line) => line.old !== null || line.now !== null), [lines])
  const Icon = split ? Rows2 : Columns2
  const other = t(split ? 'diff.switchToUnified' : 'diff.switchToSplit')
  return (
    <div className="diff-frame">
      <div
        className={`diff selectable ${split ? 'diff-split' : ''}`}
        tabIndex={0}
        role="group"
        aria-label={label}
        data-change-of={itemId}
      >
        <div className={numbered ? 'diff-lines' : 'diff-lines diff-unnumbered'}>
          {split
            ? sideBySide(lines).map((row, index) => (
                <Sides key={index} {...row} lines={lines} marks={marks} colours={colours} />
              ))
            : lines.map((line, index) => (
                <Line
                  key={index}
                  line={line}
                  marks={marks.get(index) ?? none}
                  colours={colours.get(index)}
                  side={null}
                />
              ))}
        </div>
      </div>
      <button
        type="button"
        className="quiet-btn diff-switch"
        aria-label={other}
        data-tip={other}
        onClick={() => void changeSettings({ diffView: split ? 'unified' : 'split' })}
      >
        <Icon aria-hidden="true" />
      </button>
    </div>
  )
})

function Sides({
  left,
  right,
  lines,
  marks,
  colours,
}: {
  readonly left: number | null
  readonly right: number | null
  readonly lines: readonly DiffLine[]
  readonly marks: ReadonlyMap<number, Marks>
  readonly colours: DiffColours
}): ReactNode {
  const before = left === null ? undefined : lines[left]
  const after = right === null ? undefined : lines[right]
  if (before?.kind === 'place') return <Line line={before} marks={none} colours={undefined} side={null} />
  return (
    <div className="diff-sides">
      {before === undefined ? (
        <div />
      ) : (
        <Line line={before} marks={marks.get(left ?? -1) ?? none} colours={colours.get(left ?? -1)} side="left" />
      )}
      {after === undefined ? (
        <div />
      ) : (
        // A line that stayed is said once.
        <div aria-hidden={left === right}>
          <Line line={after} marks={marks.get(right ?? -1) ?? none} colours={colours.get(right ?? -1)} side="right" />
        </div>
      )}
    </div>
  )
}

function Line({
  line,
  marks,
  colours,
  side,
}: {
  readonly line: DiffLine
  readonly marks: Marks
  readonly colours: readonly ElementContent[] | undefined
  readonly side: 'left' | 'right' | null
}): ReactNode {
  return (
    <div className={`diff-line diff-${line.kind}`}>
      {side !== 'right' && <Numbers number={line.old} />}
      {side !== 'left' && <Numbers number={line.now} />}
      <span className="diff-sign" aria-hidden={line.kind === 'same'}>
        {signs[line.kind]}
      </span>
      <span className="diff-text">
        <DiffText text={line.text} colours={colours} marks={marks} />
      </span>
    </div>
  )
}

function Numbers({ number }: { readonly number: number | null }): ReactNode {
  return (
    <span className="diff-number" aria-hidden="true">
      {number}
    </span>
  )
}
