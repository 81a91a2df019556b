import { useCallback, useLayoutEffect, useMemo, useState } from 'react'
import type { RefObject } from 'react'
import type { ListEntry } from './order.ts'
import { linesWithin, offsetsOf, scrollFor } from './rowWindow.ts'

/** How far beyond the view lines are kept ready, in CSS pixels. */
const beyond = 300

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
  // Enough for the first paint of any window; corrected before it.
  const [range, setRange] = useState({ first: 0, end: 40 })

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const update = (): void => {
      const top = element.scrollTop - beyond
      const next = linesWithin(offsets, top, element.scrollTop + element.clientHeight + beyond)
      setRange((before) => (before.first === next.first && before.end === next.end ? before : next))
    }
    update()
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
