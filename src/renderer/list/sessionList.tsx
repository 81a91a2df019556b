import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { commandFor } from '../commands.ts'
import { openSession } from '../store/actions.ts'
import { togglePin } from '../store/marks.ts'
import { openDialog } from '../store/navigation.ts'
import { listOrder } from '../store/order.ts'
import { app, useApp, useT } from '../store/store.ts'
import { openMenu } from '../ui/overlay.ts'
import { GroupHeading } from './groupHeading.tsx'
import { EmptyList } from './emptyList.tsx'
import { NewAbove } from './newAbove.tsx'
import { indexAfter } from './roving.ts'
import { Row, rowElementId } from './sessionRow.tsx'
import { sessionMenu } from './rowMenu.ts'
import { useRowWindow } from './useRowWindow.ts'

/** The sessions, virtualised; one row is in the tab order, arrows move from there. */
export function SessionList(): ReactNode {
  const t = useT()
  const entries = useApp((state) => state.entries)
  const activeId = useApp((state) => state.activeId)
  const [focusId, setFocusId] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const wanted = useRef<number | null>(null)
  const { offsets, first: start, end, reveal } = useRowWindow(scroller, entries)
  const positions = useMemo(() => {
    const map = new Map<string, number>()
    for (const entry of entries) if (entry.kind === 'row') map.set(entry.id, map.size + 1)
    return map
  }, [entries])
  const first = entries.find((entry) => entry.kind === 'row')?.id ?? null
  const tabbable = [focusId, activeId, first].find((id) => id !== null && positions.has(id)) ?? null
  const tabbableIndex = entries.findIndex((entry) => entry.kind === 'row' && entry.id === tabbable)

  useEffect(
    () => () => {
      listOrder.hold('pointer', false)
      listOrder.hold('focus', false)
    },
    [],
  )

  useLayoutEffect(() => {
    const index = wanted.current
    wanted.current = null
    if (index !== null && focusId !== null) {
      reveal(index)
      // The row is there by now, wherever it is: the one that can take the focus is always drawn.
      document.getElementById(rowElementId(focusId))?.focus({ preventScroll: true })
    }
    // A row that is taken away takes the focus with it, and no event tells.
    if (scroller.current?.contains(document.activeElement) !== true) listOrder.hold('focus', false)
    if (scroller.current === null) listOrder.hold('pointer', false)
  })

  function moveTo(index: number): void {
    const entry = entries[index]
    if (entry?.kind !== 'row') return
    wanted.current = index
    setFocusId(entry.id)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const id = idOf(event.target)
    const index = entries.findIndex((entry) => entry.kind === 'row' && entry.id === id)
    if (id === null) return
    if (commandFor(event.nativeEvent, app.getState().platform)?.id === 'session.pin') {
      // The row that has the focus, not the session that is shown.
      togglePin(id)
      event.preventDefault()
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = indexAfter(entries, index, event.key)
    if (next !== null) moveTo(next)
    else if (event.key === 'Enter' || event.key === ' ') void openSession(id)
    else if (event.key === 'F2') openDialog({ kind: 'rename', id })
    else if (event.key === 'Delete' || (event.key === 'Backspace' && app.getState().platform === 'darwin'))
      openDialog({ kind: 'delete', ids: [id] })
    else return
    event.preventDefault()
  }

  /** The button that asked for it goes: the focus stays in the list, at its top where the new ones are. */
  function showNew(): void {
    const element = scroller.current
    if (element === null) return
    element.scrollTop = 0
    element.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus({ preventScroll: true })
  }

  function onContextMenu(event: MouseEvent): void {
    const id = idOf(event.target)
    const row = app.getState().rows.get(id ?? '')
    if (id === null || row === undefined) return
    event.preventDefault()
    const element = document.getElementById(rowElementId(id))
    // The menu key gives no place of the pointer: the menu stands at the row then.
    const anchor =
      event.detail === 0 && element !== null && event.button !== 2 ? element : { x: event.clientX, y: event.clientY }
    openMenu({ anchor, label: row.title, items: sessionMenu(row, true) })
  }

  if (entries.length === 0) return <EmptyList />
  const lines = Array.from({ length: end - start }, (_, step) => start + step)
  // In the order of the list, so that Tab and screen readers meet it where it stands.
  if (tabbableIndex >= end) lines.push(tabbableIndex)
  else if (tabbableIndex >= 0 && tabbableIndex < start) lines.unshift(tabbableIndex)
  return (
    <div
      className="list-area"
      onPointerEnter={() => listOrder.hold('pointer', true)}
      onPointerLeave={() => listOrder.hold('pointer', false)}
    >
      <NewAbove onShown={showNew} />
      <div
        ref={scroller}
        className="list-scroller"
        role="listbox"
        aria-label={t('list.label')}
        onFocus={(event) => {
          const id = idOf(event.target)
          if (id !== null) setFocusId(id)
          listOrder.hold('focus', event.target.matches(':focus-visible'))
        }}
        onBlur={() => listOrder.hold('focus', false)}
        onClick={(event) => {
          const id = idOf(event.target)
          if (id !== null) void openSession(id)
        }}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        <div className="list-lines" style={{ height: offsets.at(-1) }}>
          {lines.map((index) => {
            const entry = entries[index]
            if (entry === undefined) return null
            return (
              <div
                key={entry.kind === 'row' ? entry.id : entry.key}
                className="list-line"
                style={{ top: offsets[index] }}
              >
                {entry.kind === 'group' ? (
                  <GroupHeading group={entry.group} />
                ) : (
                  <Row
                    id={entry.id}
                    position={positions.get(entry.id) ?? 0}
                    total={positions.size}
                    tabbable={entry.id === tabbable}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function idOf(target: EventTarget): string | null {
  return target instanceof Element
    ? (target.closest<HTMLElement>('[data-session-id]')?.dataset['sessionId'] ?? null)
    : null
}
