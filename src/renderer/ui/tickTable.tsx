import { useCallback, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { usePortions } from './portions.tsx'
import './tickTable.css'

/** A table of which each line can be ticked, and all of them at once, drawn or not. */
export function TickTable<L>({
  heads,
  lines,
  identity,
  whole,
  disabled,
  onAll,
  line,
}: {
  /** The headings of the columns behind the boxes. */
  readonly heads: ReactNode
  readonly lines: readonly L[]
  /** What tells these lines from others that take their place: those are shown from the first one on. */
  readonly identity: unknown
  /** Whether every line is ticked. */
  readonly whole: boolean
  readonly disabled: boolean
  /** Ticks every line, or none when all are. */
  readonly onAll: () => void
  readonly line: (line: L) => ReactNode
}): ReactNode {
  const t = useT()
  const { shown, more } = usePortions(lines.length, identity)
  return (
    <>
      <table className="tick-table" aria-rowcount={lines.length + 1}>
        <thead>
          <tr>
            <th scope="col">
              <Tick checked={whole} disabled={disabled} label={t('cleanup.selectAll')} onChange={onAll} />
            </th>
            {heads}
          </tr>
        </thead>
        <tbody>{lines.slice(0, shown).map(line)}</tbody>
      </table>
      {more}
    </>
  )
}

/** The first cell of a line, with its box. */
export function TickCell({
  title,
  checked,
  disabled,
  onToggle,
}: {
  readonly title: string
  readonly checked: boolean
  readonly disabled: boolean
  readonly onToggle: () => void
}): ReactNode {
  const t = useT()
  return (
    <td>
      <Tick checked={checked} disabled={disabled} label={t('cleanup.selectOne', { title })} onChange={onToggle} />
    </td>
  )
}

/** A call that is the same from one render to the next and does what the newest one does: a step of a work draws one line anew, not all of them. */
export function useSame<A extends readonly unknown[]>(call: (...args: A) => void): (...args: A) => void {
  const latest = useRef(call)
  useLayoutEffect(() => {
    latest.current = call
  })
  return useCallback((...args: A) => latest.current(...args), [])
}

/** A set with one member more, or without it when it was there. */
export function toggled(set: ReadonlySet<string>, member: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}

function Tick({
  checked,
  disabled,
  label,
  onChange,
}: {
  readonly checked: boolean
  readonly disabled: boolean
  readonly label: string
  readonly onChange: () => void
}): ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} disabled={disabled} aria-label={label} onChange={onChange} />
    </label>
  )
}
