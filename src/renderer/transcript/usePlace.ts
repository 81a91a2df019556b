import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { ScrollAnchor } from '../../shared/model.ts'
import { flushSaves, saveAnchor } from '../store/actions.ts'
import type { Entry } from './entries.ts'
import type { FindRect, Keeper } from './keeper.ts'
import { hold, holdPressed, keeperAt, leaveEnd, release, scrolled, topsOf } from './keeper.ts'
import type { Tops } from './place.ts'

/**
 * For how long nothing around a place that was gone to must have changed its size before it is let go: in milliseconds,
 * and in frames, of which a busy machine makes fewer.
 */
const aimFor = { time: 1_000, frames: 40 }

/** Keys that scroll up. */
const upward = ['ArrowUp', 'PageUp', 'Home']

/** Shows a turn or an item of it near the top; with `rect`, what that finds there, wherever it is easy to see. */
export type GoTo = (turnId: string, itemId: string | null, rect?: FindRect) => void

/** What keeps a transcript where it is, or at its end. */
export interface Place {
  /** Whether the end is followed. */
  readonly following: boolean
  /** To be called when anything changed its size. */
  readonly settle: () => void
  /** Goes to the end and follows it from there on. */
  readonly goToEnd: () => void
  readonly goTo: GoTo
  /** Goes to the turn before or after `from`, or the one at the top; gives its id. */
  readonly step: (by: 1 | -1, from: string | null) => string | null
}

/**
 * Holds a transcript in its place: opens at the stored anchor, follows the end while it is in view, and keeps what one
 * reads still while anything above it is measured, folded or loaded.
 */
export function usePlace({
  sessionId,
  scroller,
  list,
  entries,
  anchor,
}: {
  readonly sessionId: string
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly list: RefObject<VirtualizerHandle | null>
  readonly entries: readonly Entry[]
  readonly anchor: ScrollAnchor | null
}): Place {
  const [following, setFollowing] = useState(anchor?.atEnd ?? true)
  const [keeper] = useState(() => keeperAt(anchor))
  const kept = useRef(keeper)
  /** To be called when there is a new aim: it is held until everything around it was measured. */
  const aimAgain = useRef<() => void>(() => undefined)

  const settle = useCallback((): void => {
    const box = scroller.current
    const handle = list.current
    if (box !== null && handle !== null) setFollowing(hold(kept.current, box, handle))
  }, [scroller, list])

  const save = useCallback((): void => {
    const { want } = kept.current
    // The store gathers them: it writes a few times a second at most.
    if (want.turnId !== '') saveAnchor(sessionId, want)
  }, [sessionId])

  useLayoutEffect(() => {
    kept.current.entries = entries
    settle()
  }, [entries, settle])

  useEffect(() => {
    const box = scroller.current
    if (box === null) return
    const state = kept.current
    const onScroll = (): void => {
      const handle = list.current
      if (handle === null) return
      scrolled(state, box, handle)
      setFollowing(state.want.atEnd)
      save()
    }
    const letGo = (): void => {
      const handle = list.current
      if (handle !== null) release(state, box, handle)
    }
    const goUp = (): void => {
      const handle = list.current
      if (handle !== null) leaveEnd(state, box, handle)
    }
    let frame = 0
    let quiet = { since: 0, frames: 0 }
    const check = (): void => {
      frame = 0
      if (state.aim === null) return
      // What is gone to may come into being without anything changing its size.
      settle()
      quiet.frames += 1
      if (quiet.frames >= aimFor.frames && performance.now() - quiet.since >= aimFor.time) letGo()
      else frame = requestAnimationFrame(check)
    }
    const holdOn = (): void => {
      quiet = { since: performance.now(), frames: 0 }
      if (state.aim !== null && frame === 0) frame = requestAnimationFrame(check)
    }
    holdOn()
    aimAgain.current = holdOn
    const onWheel = (event: WheelEvent): void => {
      letGo()
      if (event.deltaY < 0 && !takesWheel(event.target, box)) goUp()
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      letGo()
      const isPlain = !event.altKey && !(event.target instanceof HTMLTextAreaElement)
      if (isPlain && upward.includes(event.key)) goUp()
    }
    const onClick = (event: MouseEvent): void => {
      const pressed = event.target instanceof Element ? event.target.closest('[aria-expanded]') : null
      if (pressed !== null && !pressed.hasAttribute('aria-haspopup')) holdPressed(state, box, pressed)
    }
    const observer = new ResizeObserver(() => {
      settle()
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
      cancelAnimationFrame(frame)
      aimAgain.current = () => undefined
      observer.disconnect()
      listening.abort()
      save()
    }
  }, [scroller, list, settle, save])

  const goToEnd = useCallback((): void => {
    const state = kept.current
    state.want = { ...state.want, atEnd: true }
    state.lines = []
    state.aim = null
    settle()
  }, [settle])

  const goTo = useCallback<GoTo>(
    (turnId, itemId, rect) => {
      const state = kept.current
      state.want = { turnId, offset: -16, atEnd: false }
      const spot = rect === undefined ? null : { rect, top: null }
      state.aim = { turnId, itemId, offset: itemId === null ? -16 : -40, spot }
      state.lines = []
      aimAgain.current()
      settle()
    },
    [settle],
  )

  const step = useCallback(
    (by: 1 | -1, from: string | null): string | null => {
      const box = scroller.current
      const handle = list.current
      const state = kept.current
      if (box === null || handle === null) return null
      const next = nextIndex(state, topsOf(state.entries, handle), box.scrollTop, by, from)
      const id = state.entries[Math.min(Math.max(next, 0), state.entries.length - 1)]?.turn.id ?? null
      if (id !== null) goTo(id, null)
      return id
    },
    [scroller, list, goTo],
  )

  return { following, settle, goToEnd, goTo, step }
}

/** From the turn that has the focus; else from the end, when one is there and goes up; else from the one at the top. */
function nextIndex({ want }: Keeper, tops: Tops, top: number, by: 1 | -1, from: string | null): number {
  const focused = from === null ? -1 : tops.indexOf(from)
  if (focused >= 0) return focused + by
  if (want.atEnd && by < 0) return tops.count - 1
  const at = tops.indexAt(top + 20)
  const inside = top + 8 > tops.topOf(Math.max(at, 0))
  return by > 0 ? at + 1 : inside ? at : at - 1
}

/** Whether something within the box, such as the output of a tool, is scrolled up first. */
function takesWheel(target: EventTarget | null, box: Element): boolean {
  for (let at = target instanceof Element ? target : null; at !== null && at !== box; at = at.parentElement) {
    if (at.scrollTop > 0 && at.scrollHeight > at.clientHeight) return true
  }
  return false
}
