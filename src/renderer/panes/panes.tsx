import { Fragment, useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import { RuntimeBanner } from '../runtime/runtimeBanner.tsx'
import { SessionPage } from '../sessions/sessionPage.tsx'
import { selectRow, useApp, useT } from '../store/store.ts'
import { focusPane } from './actions.ts'
import { PaneEdge } from './paneEdge.tsx'
import type { Pane } from './layout.ts'
import { useAside } from './useAside.ts'
import './panes.css'

/**
 * The sessions that are shown, side by side. One alone stands in the same elements, so that nothing of it is built anew, and no line
 * of it moves, when another one is opened beside it.
 */
export function Panes(): ReactNode {
  const panes = useApp((state) => state.panes)
  const activeId = useApp((state) => state.activeId)
  const row = useRef<HTMLDivElement>(null)
  const several = panes.length > 1
  useAside(row, panes)
  useActiveInView(row, activeId, panes.length)
  return (
    <>
      {several && <RuntimeBanner />}
      <div ref={row} className="panes" data-count={panes.length}>
        {panes.map((pane, index) => (
          <Fragment key={pane.key}>
            <PaneView pane={pane} position={index + 1} count={panes.length} active={pane.id === activeId} />
            {index < panes.length - 1 && <PaneEdge row={row} edge={index} />}
          </Fragment>
        ))}
      </div>
    </>
  )
}

function PaneView({
  pane: { key, id, share },
  position,
  count,
  active,
}: {
  readonly pane: Pane
  readonly position: number
  readonly count: number
  readonly active: boolean
}): ReactNode {
  const t = useT()
  const row = useApp(selectRow(id))
  const several = count > 1
  const label = several
    ? t('panes.one', { position, count, title: row === undefined ? id : titleOf(t, row) })
    : undefined
  // Whatever begins here is about the session that is shown here: a command that a button runs must find it so.
  const enter = (): void => focusPane(id)
  return (
    <section
      className="pane"
      data-pane={key}
      data-active={active ? '' : undefined}
      aria-label={label}
      aria-current={several && active ? true : undefined}
      style={{ flexGrow: share }}
      onFocusCapture={enter}
      onPointerDownCapture={enter}
      onClickCapture={enter}
    >
      <SessionPage id={id} alone={!several} />
    </section>
  )
}

/** In a window that is too narrow for all, the one that has the focus is in view. */
function useActiveInView(row: { readonly current: HTMLElement | null }, activeId: string | null, count: number): void {
  useEffect(() => {
    if (count < 2 || activeId === null) return
    row.current?.querySelector('.pane[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [row, activeId, count])
}
