import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { ListEntry } from './order.ts'
import { linesWithin, offsetsOf, scrollFor } from './rowWindow.ts'

/** How far beyond the view lines are kept ready, in CSS pixels. */
const beyond = 300
/** So many lines more than are needed may be drawn. */
const SPARE = 12

/** What of the list is drawn. */
export interface RowWindow {
  readonly offsets: readonly number[]
  readonly first: number
  readonly end: number
  /** Brings a line into view. */
  readonly reveal: (index: number) => void
}

/** Keeps track of which lines of the list are near the view. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, entries: readonly ListEntry[]): RowWindow {
  const offsets = useMemo(() => offsetsOf(entries), [entries])
  // The list is no higher than the window, and begins at its top: to measure it now would lay the page out once more before it is seen.
  const [range, setRange] = useState(() => linesWithin(offsets, 0, window.innerHeight + beyond))
  const isNew = useRef(true)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const update = (): void => {
      const top = element.scrollTop - beyond
      const next = linesWithin(offsets, top, element.scrollTop + element.clientHeight + beyond)
      setRange((before) => (isAsGood(before, next) ? before : next))
    }
    if (!isNew.current) update()
    isNew.current = false
    element.addEventListener('scroll', update, { passive: true })
    const observer = new ResizeObserver(update)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', update)
      observer.disconnect()
    }
  }, [scroller, offsets])

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current
      if (element === null) return
      element.scrollTop = scrollFor(offsets, index, { top: element.scrollTop, height: element.clientHeight })
    },
    [scroller, offsets],
  )
  return { offsets, first: range.first, end: Math.min(range.end, entries.length), reveal }
}

type Range = ReturnType<typeof linesWithin>

/** A few lines more than are needed cost less than drawing the list once more. */
function isAsGood(range: Range, needed: Range): boolean {
  return range.first === needed.first && range.end >= needed.end && range.end - needed.end <= SPARE
}
