import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { ScrollAnchor } from '../../shared/model/opened.ts'
import { flushSaves } from '../store/actions.ts'
import { saveAnchor } from '../store/reading.ts'
import type { Entry } from './entries.ts'
import { heed, isReached, keepAim, keepEnd, keepPressed, keeperAt, leaveEnd, release, settle } from './keeper.ts'
import type { FindSpot, View } from './keeper.ts'

/** The height of what stands above the first turn, in CSS pixels. */
export const headHeight = 72

/** For how long nothing around a place that was gone to must have changed its size before it is let go, in milliseconds. */
const aimFor = 1_000
/** For how long a place that was gone to is waited for: what it is in may have to be read, drawn and unfolded first; in milliseconds. */
const aimAtMost = 15_000

/** Keys that scroll up. */
const upward = ['ArrowUp', 'PageUp', 'Home']

/** What opens, closes or lays out anew what belongs to it when it is pressed. */
const openers = '[aria-expanded]:not([aria-haspopup]), [aria-pressed], .code-actions button, .version-bar button'

/** Shows a turn or an item of it near the top; with `spot`, what that finds there, wherever it is easy to see. */
export type GoTo = (turnId: string, itemId: string | null, spot?: FindSpot) => void

/** What keeps a transcript where it is, or at its end. */
export interface TranscriptPlace {
  /** Whether the end is followed. */
  readonly following: boolean
  /** To be called before anything but a person moves the scroller. */
  readonly beforeMove: () => void
  /** To be called when anything changed its size. */
  readonly settle: () => void
  /** To be called when a turn was drawn: what is gone to may be in it, and it need not have changed its size. */
  readonly drawn: () => void
  /** Goes to the end and follows it from there on. */
  readonly goToEnd: () => void
  readonly goTo: GoTo
  /** Goes to the turn before or after `from`, or the one at the top; gives its id. */
  readonly step: (by: 1 | -1, from: string | null) => string | null
}

/**
 * Holds a transcript in its place: opens at the stored anchor, follows the end while it is in view, and keeps the line
 * that one reads still while anything around it is measured, folded, loaded, or made wider.
 */
export function usePlace({
  sessionId,
  scroller,
  list,
  entries,
  anchor,
  ends,
}: {
  readonly sessionId: string
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly list: RefObject<VirtualizerHandle | null>
  readonly entries: readonly Entry[]
  readonly anchor: ScrollAnchor | null
  /** Whether the end of what is loaded is that of the conversation: no other is followed. */
  readonly ends: boolean
}): TranscriptPlace {
  const [following, setFollowing] = useState(ends && (anchor?.atEnd ?? true))
  const [first] = useState(() => keeperAt(anchor, ends))
  const kept = useRef(first)
  const ids = useRef<readonly string[]>([])
  /** To be called when there is a new aim: it is held until everything around it was measured. */
  const aimAgain = useRef<() => void>(() => undefined)

  const view = useCallback((): View | null => {
    const [box, handle] = [scroller.current, list.current]
    if (box === null || handle === null) return null
    return {
      box,
      nudge: (top) => nudge(box, top, handle.scrollOffset),
      guess: (at) => guessTop(at, ids.current, handle),
    }
  }, [scroller, list])

  const save = useCallback((): void => {
    const keeper = kept.current
    // On the way to a place that was left, or is gone to, nothing in between is worth to be kept.
    if (keeper.anchor.turnId !== '' && keeper.aim === null) saveAnchor(sessionId, keeper.anchor)
  }, [sessionId])

  const settleNow = useCallback((): void => {
    const now = view()
    if (now === null) return
    const keeper = kept.current
    const before = keeper.anchor
    settle(keeper, now)
    setFollowing(keeper.place.mode === 'end')
    if (!isSame(before, keeper.anchor)) save()
  }, [view, save])

  const beforeMove = useCallback((): void => {
    const now = view()
    if (now === null) return
    heed(kept.current, now)
    // Once the list has moved.
    queueMicrotask(settleNow)
  }, [view, settleNow])

  const drawn = useCallback((): void => {
    if (kept.current.aim !== null) beforeMove()
  }, [beforeMove])

  useLayoutEffect(() => {
    kept.current.ends = ends
  }, [ends])

  useLayoutEffect(() => {
    ids.current = entries.map((entry) => entry.turn.id)
    settleNow()
  }, [entries, settleNow])

  useEffect(() => {
    const box = scroller.current
    if (box === null) return
    const keeper = kept.current
    /** With what is in view now, if anything is. */
    const on = (act: (now: View) => void): void => {
      const now = view()
      if (now !== null) act(now)
    }
    const onScroll = (event: Event): void => {
      // Our own word to the list.
      if (!event.isTrusted) return
      on((now) => {
        heed(keeper, now)
        // Who scrolls does not want to go there any longer.
        if (keeper.stale) release(keeper, now)
        settle(keeper, now)
        setFollowing(keeper.place.mode === 'end')
        save()
      })
    }
    const letGo = (): void => on((now) => release(keeper, now))
    const goUp = (): void =>
      on((now) => {
        leaveEnd(keeper, now)
        setFollowing(keeper.place.mode === 'end')
      })
    // Until everything around the place was measured, however long a busy machine takes for that.
    let latest = performance.now() + aimAtMost
    const arrive = (): void => {
      const now = view()
      if (now !== null && performance.now() < latest && !isReached(keeper, now)) {
        settleNow()
        holdOn()
        return
      }
      settleNow()
      letGo()
      save()
    }
    let settled = setTimeout(arrive, aimFor)
    const holdOn = (): void => {
      clearTimeout(settled)
      if (keeper.aim !== null) settled = setTimeout(arrive, aimFor)
    }
    aimAgain.current = () => {
      latest = performance.now() + aimAtMost
      holdOn()
    }
    const onWheel = (event: WheelEvent): void => {
      letGo()
      if (event.deltaY < 0 && !event.ctrlKey && !takesWheel(event.target, box)) goUp()
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      letGo()
      const types = event.target instanceof Element && event.target.closest('textarea, input') !== null
      if (upward.includes(event.key) && !event.altKey && !types) goUp()
    }
    let frame = 0
    const onClick = (event: MouseEvent): void => {
      const opener = event.target instanceof Element ? event.target.closest(openers) : null
      if (opener === null) return
      on((now) => keepPressed(keeper, now, opener))
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(settleNow)
    }
    const observer = new ResizeObserver(() => {
      settleNow()
      holdOn()
    })
    observer.observe(box)
    for (const child of box.children) observer.observe(child)
    const onHide = (): void => {
      save()
      flushSaves()
    }
    const listening = new AbortController()
    const { signal } = listening
    box.addEventListener('scroll', onScroll, { passive: true, signal })
    box.addEventListener('wheel', onWheel, { passive: true, signal })
    box.addEventListener('pointerdown', letGo, { signal })
    box.addEventListener('keydown', onKeyDown, { signal })
    // Before what is pressed opens.
    box.addEventListener('click', onClick, { capture: true, signal })
    window.addEventListener('blur', onHide, { signal })
    document.addEventListener('visibilitychange', onHide, { signal })
    return () => {
      clearTimeout(settled)
      cancelAnimationFrame(frame)
      aimAgain.current = () => undefined
      observer.disconnect()
      listening.abort()
      save()
    }
  }, [scroller, view, settleNow, save])

  const goToEnd = useCallback((): void => {
    keepEnd(kept.current)
    settleNow()
  }, [settleNow])

  const goTo = useCallback<GoTo>(
    (turnId, itemId, spot) => {
      const at = { turnId, offset: -16, atEnd: false }
      keepAim(kept.current, {
        anchor: itemId === null ? at : { ...at, item: { id: itemId, offset: -40 } },
        spot: spot === undefined ? null : { find: spot, top: null },
      })
      aimAgain.current()
      settleNow()
      saveAnchor(sessionId, kept.current.anchor)
    },
    [settleNow, sessionId],
  )

  const step = useCallback(
    (by: 1 | -1, from: string | null): string | null => {
      const [box, handle] = [scroller.current, list.current]
      if (box === null || handle === null) return null
      const next = nextIndex(ids.current, handle, kept.current.place.mode === 'end', box.scrollTop, by, from)
      const id = ids.current[Math.min(Math.max(next, 0), ids.current.length - 1)] ?? null
      if (id !== null) goTo(id, null)
      return id
    },
    [scroller, list, goTo],
  )

  return useMemo(
    () => ({ following, beforeMove, settle: settleNow, drawn, goToEnd, goTo, step }),
    [following, beforeMove, settleNow, drawn, goToEnd, goTo, step],
  )
}

/**
 * Scrolls, and has the list hear of a step up as the last thing. It takes the direction of the last scroll for a
 * person's: after one that goes down it makes up for what grows in view, too, and moves away what is read there.
 */
function nudge(box: HTMLElement, top: number, known: number): void {
  // What is farther from where it knows one to be it would draw at once, in the middle of what is drawn now.
  const isNear = Math.abs(top - known) < box.clientHeight - 1
  for (const step of isNear ? [top + 1, top] : [top]) {
    box.scrollTop = step
    if (isNear) box.dispatchEvent(new Event('scroll'))
  }
}

/** From the turn that has the focus; else from the end, when one is there and goes up; else from the one at the top. */
function nextIndex(
  ids: readonly string[],
  list: VirtualizerHandle,
  atEnd: boolean,
  top: number,
  by: 1 | -1,
  from: string | null,
): number {
  const focused = from === null ? -1 : ids.indexOf(from)
  if (focused >= 0) return focused + by
  if (atEnd && by < 0) return ids.length - 1
  const at = top + 20 < headHeight ? -1 : list.findItemIndex(top + 20)
  const inside = top + 8 > headHeight + list.getItemOffset(Math.max(at, 0))
  return by > 0 ? at + 1 : inside ? at : at - 1
}

/** Not past what a turn is taken to measure: only what is near the view is rendered, and measured. The end for one that is gone. */
function guessTop(anchor: ScrollAnchor, ids: readonly string[], list: VirtualizerHandle): number {
  const index = ids.lastIndexOf(anchor.turnId)
  if (index < 0) return Infinity
  return headHeight + list.getItemOffset(index) + Math.min(anchor.offset, Math.max(0, list.getItemSize(index) - 1))
}

function isSame(a: ScrollAnchor, b: ScrollAnchor): boolean {
  const same = a.turnId === b.turnId && a.offset === b.offset && a.atEnd === b.atEnd
  return same && a.item?.id === b.item?.id && a.item?.offset === b.item?.offset
}

/** Whether something within the box, such as the output of a tool, is scrolled up first. */
function takesWheel(target: EventTarget | null, box: Element): boolean {
  for (let at = target instanceof Element ? target : null; at !== null && at !== box; at = at.parentElement) {
    if (at.scrollTop > 0 && at.scrollHeight > at.clientHeight) return true
  }
  return false
}
