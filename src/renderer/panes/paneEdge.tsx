import { useRef } from 'react'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import { app, selectRow, useApp, useT } from '../store/store.ts'
import { evenPanes, LEAST_WIDTH, moveEdge } from './actions.ts'
import type { PaneLayout } from './layout.ts'

/** How far a key moves an edge, in CSS pixels. */
const STEP = 16

/** The edge between two panes: drag it, or move it with the arrow keys; a double click or Enter makes all panes equally wide. */
export function PaneEdge({
  row,
  edge,
}: {
  readonly row: { readonly current: HTMLElement | null }
  readonly edge: number
}): ReactNode {
  const t = useT()
  const left = useApp((state) => state.panes[edge])
  const right = useApp((state) => state.panes[edge + 1])
  const leftTitle = useTitle(left?.id ?? '')
  const rightTitle = useTitle(right?.id ?? '')
  const grip = useRef<{ readonly x: number; readonly from: PaneLayout } | null>(null)
  if (left === undefined || right === undefined) return null

  const move = (from: PaneLayout, pixels: number, settled: boolean): void => {
    const width = row.current?.clientWidth ?? 0
    if (width > 0) moveEdge(from, edge, pixels / width, LEAST_WIDTH / width, settled)
  }
  return (
    <div
      className="pane-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('panes.resize', { left: leftTitle, right: rightTitle })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((100 * left.share) / (left.share + right.share))}
      tabIndex={0}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { x: event.clientX, from: app.getState() }
      }}
      onPointerMove={(event) => {
        if (grip.current !== null) move(grip.current.from, event.clientX - grip.current.x, false)
      }}
      onLostPointerCapture={(event) => {
        if (grip.current !== null) move(grip.current.from, event.clientX - grip.current.x, true)
        grip.current = null
      }}
      onDoubleClick={evenPanes}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
        if (event.key === 'Enter') evenPanes()
        else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
          move(app.getState(), event.key === 'ArrowLeft' ? -STEP : STEP, true)
        else if (event.key === 'Home' || event.key === 'End')
          move(app.getState(), (event.key === 'Home' ? -1 : 1) * (row.current?.clientWidth ?? 0), true)
        else return
        event.preventDefault()
      }}
    />
  )
}

function useTitle(id: string): string {
  const t = useT()
  const row = useApp(selectRow(id))
  return row === undefined ? id : titleOf(t, row)
}
