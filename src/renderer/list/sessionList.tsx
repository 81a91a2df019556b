import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { openBeside } from '../panes/actions.ts'
import { openSession } from '../store/actions.ts'
import { toggleGroup } from '../store/listing.ts'
import { listOrder } from '../store/order.ts'
import { listedIds, select } from '../store/selection.ts'
import { app, useApp, useT } from '../store/store.ts'
import { openMenu } from '../ui/overlay.ts'
import { EmptyList } from './emptyList.tsx'
import { GroupHeading, groupElementId } from './groupHeading.tsx'
import { emptySpaceMenu, groupMenu } from './groupMenu.ts'
import { pressed } from './listKeys.ts'
import { NewAbove } from './newAbove.tsx'
import type { ListEntry } from './order.ts'
import { partsOf, startsOf } from './parts.ts'
import { indexOfStop, isStop, positionsOf, stopKey } from './roving.ts'
import { sessionMenu } from './rowMenu.ts'
import { stretched, toggled } from './selection.ts'
import type { Chosen } from './selection.ts'
import { rowElementId } from './rowElement.ts'
import { Row } from './sessionRow.tsx'
import { useRowWindow } from './useRowWindow.ts'
import './sessionList.css'

/** The sessions, virtualised; one line is in the tab order, arrows move from there. */
export function SessionList(): ReactNode {
  const t = useT()
  const entries = useApp((state) => state.entries)
  const activeId = useApp((state) => state.activeId)
  const choosing = useApp((state) => state.selecting || state.selection.size > 0)
  const [focusKey, setFocusKey] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const wanted = useRef<number | null>(null)
  /** From where a range is stretched. */
  const anchor = useRef<string | null>(null)
  const { offsets, first: start, end, reveal } = useRowWindow(scroller, entries)
  const starts = useMemo(() => startsOf(entries), [entries])
  const positions = useMemo(() => positionsOf(entries), [entries])
  const listing = useApp((state) => state.listing)
  // A total that is not known yet is -1 to assistive technology.
  const total = listing ? -1 : (positions.at(-1) ?? 0)
  const tabbableIndex = useMemo(() => {
    const wished = [focusKey, activeId === null ? null : `row:${activeId}`].map((key) => indexOfStop(entries, key))
    return wished.find((index) => index >= 0) ?? entries.findIndex(isStop)
  }, [entries, focusKey, activeId])

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
    const entry = index === null ? undefined : entries[index]
    if (index !== null && entry !== undefined) {
      reveal(index)
      // The line is there by now, wherever it is: the one that can take the focus is always drawn.
      document.getElementById(elementId(entry))?.focus({ preventScroll: true })
    }
    // A row that is taken away takes the focus with it, and no event tells.
    if (scroller.current?.contains(document.activeElement) !== true) listOrder.hold('focus', false)
    if (scroller.current === null) listOrder.hold('pointer', false)
  })

  function moveTo(index: number): void {
    const entry = entries[index]
    if (!isStop(entry)) return
    wanted.current = index
    setFocusKey(stopKey(entry))
  }

  /** Folds or unfolds a group, and goes to what stands for it then. */
  function fold(key: string, focus: boolean): void {
    toggleGroup(key)
    if (!focus) return
    const heading = app.getState().entries.findIndex((entry) => entry.kind === 'group' && entry.key === key)
    const entry = app.getState().entries[heading]
    const next = entry?.kind === 'group' && entry.folded ? heading : heading + 1
    wanted.current = next
    setFocusKey(isStop(app.getState().entries[next]) ? stopKey(app.getState().entries[next] as ListEntry) : null)
  }

  function choose(change: (chosen: Chosen) => Chosen): void {
    const next = change({ ids: app.getState().selection, anchor: anchor.current ?? app.getState().activeId })
    anchor.current = next.anchor
    select(next.ids)
  }

  function onClick(event: MouseEvent): void {
    const key = groupOf(event.target)
    if (key !== null) {
      fold(key, false)
      return
    }
    const id = idOf(event.target)
    if (id === null) return
    const { selecting } = app.getState()
    if (event.shiftKey) choose((chosen) => stretched(chosen, listedIds(), id, event.ctrlKey || event.metaKey))
    else if (event.ctrlKey || event.metaKey || selecting) choose((chosen) => toggled(chosen, id))
    else {
      anchor.current = id
      if (choosing) select([])
      void (event.altKey ? openBeside(id) : openSession(id))
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const id = idOf(event.target)
    const group = groupOf(event.target)
    const at = entries.findIndex((entry) =>
      entry.kind === 'row' ? entry.id === id : id === null && entry.key === group && entry.folded,
    )
    const entry = entries[at]
    if (entry !== undefined && pressed(event, { entries, at, entry, moveTo, fold, choose })) event.preventDefault()
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
    const key = groupOf(event.target)
    const row = app.getState().rows.get(id ?? '')
    const group = entries.find((entry) => entry.kind === 'group' && entry.key === key)
    if (id !== null && row === undefined) return
    event.preventDefault()
    const element = document.getElementById(id !== null ? rowElementId(id) : groupElementId(key ?? ''))
    // The menu key gives no place of the pointer: the menu stands at the line then.
    const place =
      event.detail === 0 && element !== null && event.button !== 2 ? element : { x: event.clientX, y: event.clientY }
    if (row !== undefined) openMenu({ anchor: place, label: row.title, items: sessionMenu(row, true) })
    else if (group?.kind === 'group') openMenu({ anchor: place, ...groupMenu(group) })
    else openMenu({ anchor: place, label: t('list.menu'), items: emptySpaceMenu() })
  }

  if (entries.length === 0) return listing ? <div className="list-area" aria-busy="true" /> : <EmptyList />
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
        aria-busy={listing || undefined}
        aria-multiselectable={choosing || undefined}
        onFocus={(event) => {
          const key = focused(event.target)
          if (key !== null) setFocusKey(key)
          listOrder.hold('focus', event.target.matches(':focus-visible'))
        }}
        onBlur={() => listOrder.hold('focus', false)}
        onMouseDown={(event) => {
          // A range is chosen, not a stretch of text.
          if (event.shiftKey) event.preventDefault()
        }}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        <div className="list-lines" style={{ height: offsets.at(-1) }}>
          {partsOf(entries, starts, offsets, lines).map(({ key, heading, rows, top, height }) => {
            const entry = heading === null ? undefined : entries[heading]
            return (
              <div key={key} className="list-part" style={{ top, height }}>
                {entry?.kind === 'group' && (
                  <GroupHeading
                    entry={entry}
                    position={positions[heading ?? 0] ?? 0}
                    total={total}
                    tabbable={heading === tabbableIndex}
                  />
                )}
                {rows.map((index) => {
                  const line = entries[index]
                  if (line?.kind !== 'row') return null
                  return (
                    <div key={line.id} className="list-line" style={{ top: (offsets[index] ?? 0) - top }}>
                      <Row
                        id={line.id}
                        position={positions[index] ?? 0}
                        total={total}
                        tabbable={index === tabbableIndex}
                      />
                    </div>
                  )
                })}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function elementId(entry: ListEntry): string {
  return entry.kind === 'row' ? rowElementId(entry.id) : groupElementId(entry.key)
}

function idOf(target: EventTarget): string | null {
  return target instanceof Element
    ? (target.closest<HTMLElement>('[data-session-id]')?.dataset['sessionId'] ?? null)
    : null
}

function groupOf(target: EventTarget): string | null {
  return target instanceof Element
    ? (target.closest<HTMLElement>('[data-group-key]')?.dataset['groupKey'] ?? null)
    : null
}

/** The key of the line that has the focus. */
function focused(target: EventTarget): string | null {
  const id = idOf(target)
  const group = groupOf(target)
  return id !== null ? `row:${id}` : group === null ? null : `group:${group}`
}
