import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { ScrollAnchor } from '../../shared/model.ts'
import { flushSaves, saveAnchor } from '../store/actions.ts'
import type { Entry } from './entries.ts'
import { anchorAt, endSlack, followsAfter, topFor } from './place.ts'
import type { Metrics, Tops } from './place.ts'

/** The height of what stands above the first turn, in CSS pixels. */
export const headHeight = 72

/** For how long nothing around a place that was gone to must have changed its size before it is let go, in milliseconds. */
const aimFor = 1_000

/** Where a place that was gone to may be without being moved: as far from the top and the end, in CSS pixels. */
const comfort = { top: 64, end: 72 }

/** Shows a turn or an item of it near the top; with `rect`, what that finds there, wherever it is easy to see. */
export type GoTo = (turnId: string, itemId: string | null, rect?: () => DOMRect | null) => void

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
  const kept = useRef<Keeper>({
    want: anchor ?? { turnId: '', offset: 0, atEnd: true },
    aim:
      anchor === null || anchor.atEnd
        ? null
        : { turnId: anchor.turnId, itemId: null, offset: anchor.offset, spot: null },
    aimed: () => undefined,
    fine: null,
    before: { top: 0, viewport: 0, content: 0 },
    ids: [],
  })

  const settle = useCallback((): void => {
    const box = scroller.current
    const handle = list.current
    if (box === null || handle === null) return
    hold(kept.current, box, handle)
  }, [scroller, list])

  const save = useCallback((): void => {
    const { want } = kept.current
    // The store gathers them: it writes a few times a second at most.
    if (want.turnId !== '') saveAnchor(sessionId, want)
  }, [sessionId])

  useLayoutEffect(() => {
    kept.current.ids = entries.map((entry) => entry.turn.id)
    settle()
  }, [entries, settle])

  useEffect(() => {
    const box = scroller.current
    if (box === null) return
    const state = kept.current
    const onScroll = (): void => {
      const handle = list.current
      if (handle === null) return
      const after = metricsOf(box)
      // Whoever goes to a spot near the end did not ask to follow the end.
      const follows = state.aim?.spot == null && followsAfter(state.want.atEnd, state.before, after)
      look(state, box, handle, after, follows)
      setFollowing(follows)
      // On the way to a place that was left, or is gone to, nothing in between is worth to be kept.
      if (state.aim === null) save()
    }
    const letGo = (): void => {
      state.aim = null
    }
    // Until everything around the place was measured, however long a busy machine takes for that.
    const arrive = (): void => {
      letGo()
      save()
    }
    let settled = setTimeout(arrive, aimFor)
    const holdOn = (): void => {
      clearTimeout(settled)
      if (state.aim !== null) settled = setTimeout(arrive, aimFor)
    }
    const unheard = onAim(state, holdOn)
    const onWheel = (event: WheelEvent): void => {
      letGo()
      // Before the scroller has moved: text that streams in between must not pull back.
      if (event.deltaY < 0 && box.scrollHeight > box.clientHeight && box.scrollTop > 0) {
        state.want = { ...state.want, atEnd: false }
      }
    }
    const observer = new ResizeObserver(() => {
      settle()
      holdOn()
    })
    observer.observe(box)
    for (const child of box.children) observer.observe(child)
    box.addEventListener('scroll', onScroll, { passive: true })
    box.addEventListener('wheel', onWheel, { passive: true })
    box.addEventListener('pointerdown', letGo)
    box.addEventListener('keydown', letGo)
    const onHide = (): void => {
      save()
      flushSaves()
    }
    window.addEventListener('blur', onHide)
    document.addEventListener('visibilitychange', onHide)
    return () => {
      clearTimeout(settled)
      unheard()
      observer.disconnect()
      box.removeEventListener('scroll', onScroll)
      box.removeEventListener('wheel', onWheel)
      box.removeEventListener('pointerdown', letGo)
      box.removeEventListener('keydown', letGo)
      window.removeEventListener('blur', onHide)
      document.removeEventListener('visibilitychange', onHide)
      save()
    }
  }, [scroller, list, settle, save])

  const goToEnd = useCallback((): void => {
    const state = kept.current
    state.want = { ...state.want, atEnd: true }
    state.fine = null
    state.aim = null
    setFollowing(true)
    settle()
  }, [settle])

  const goTo = useCallback<GoTo>(
    (turnId, itemId, rect) => {
      const state = kept.current
      state.want = { turnId, offset: -16, atEnd: false }
      const spot = rect === undefined ? null : { rect, top: null }
      state.aim = { turnId, itemId, offset: itemId === null ? -16 : -40, spot }
      state.fine = null
      state.aimed()
      setFollowing(false)
      settle()
      save()
    },
    [settle, save],
  )

  const step = useCallback(
    (by: 1 | -1, from: string | null): string | null => {
      const box = scroller.current
      const handle = list.current
      const state = kept.current
      if (box === null || handle === null) return null
      const next = nextIndex(state, topsOf(state.ids, handle), box.scrollTop, by, from)
      const id = state.ids[Math.min(Math.max(next, 0), state.ids.length - 1)] ?? null
      if (id !== null) goTo(id, null)
      return id
    },
    [scroller, list, goTo],
  )

  return { following, settle, goToEnd, goTo, step }
}

/** From the turn that has the focus; else from the end, when one is there and goes up; else from the one at the top. */
function nextIndex({ want }: Keeper, tops: Tops, top: number, by: 1 | -1, from: string | null): number {
  const focused = from === null ? -1 : tops.ids.indexOf(from)
  if (focused >= 0) return focused + by
  if (want.atEnd && by < 0) return tops.ids.length - 1
  const at = tops.indexAt(top + 20)
  const inside = top + 8 > tops.topOf(Math.max(at, 0))
  return by > 0 ? at + 1 : inside ? at : at - 1
}

interface Keeper {
  /** Where one is, or wants to be. */
  want: ScrollAnchor
  /** What is gone to, until it is reached and measured, or one moves by oneself. */
  aim: {
    readonly turnId: string
    readonly itemId: string | null
    readonly offset: number
    /** A spot within it, and where in the viewport it is to be; null until it was seen for the first time. */
    readonly spot: { readonly rect: () => DOMRect | null; top: number | null } | null
  } | null
  /** Called when there is a new aim. */
  aimed: () => void
  /** The element at the top of the viewport and where it was: finer than its turn. */
  fine: { readonly element: Element; readonly top: number } | null
  before: Metrics
  ids: readonly string[]
}

function metricsOf(box: HTMLElement): Metrics {
  return { top: box.scrollTop, viewport: box.clientHeight, content: box.scrollHeight }
}

function topsOf(ids: readonly string[], handle: VirtualizerHandle): Tops {
  return {
    ids,
    topOf: (index) => headHeight + handle.getItemOffset(index),
    indexAt: (height) => (height < headHeight ? -1 : handle.findItemIndex(height)),
  }
}

/** Notes what is in view now. */
function look(state: Keeper, box: HTMLElement, handle: VirtualizerHandle, metrics: Metrics, follows: boolean): void {
  state.before = metrics
  state.want = anchorAt(topsOf(state.ids, handle), metrics, follows) ?? state.want
  state.fine = follows ? null : fineAnchor(box)
}

/** Brings what was in view back into view. */
function hold(state: Keeper, box: HTMLElement, handle: VirtualizerHandle): void {
  const metrics = metricsOf(box)
  if (metrics.viewport === 0) return
  const target = targetOf(state, box, handle, metrics)
  if (Math.abs(target - metrics.top) >= 1) box.scrollTop = target
  state.before = metricsOf(box)
}

function targetOf(state: Keeper, box: HTMLElement, handle: VirtualizerHandle, metrics: Metrics): number {
  const end = Math.max(0, metrics.content - metrics.viewport)
  const spot = spotTarget(state, box, metrics)
  if (spot !== null) return Math.min(Math.max(0, spot), end)
  const aim = state.aim === null ? null : elementOf(box, state.aim.turnId, state.aim.itemId)
  if (state.aim !== null && aim !== null) return Math.min(end, metrics.top + topIn(box, aim) + state.aim.offset)
  if (state.aim !== null) {
    // Not past what its turn is taken to measure: only what is near the view is rendered, and measured.
    const size = handle.getItemSize(Math.max(0, state.ids.indexOf(state.aim.turnId)))
    const offset = Math.min(state.aim.offset, Math.max(0, size - 1))
    return topFor({ ...state.aim, offset, atEnd: false }, topsOf(state.ids, handle), metrics)
  }
  if (state.want.atEnd) return end
  if (state.fine?.element.isConnected === true) {
    return metrics.top + topIn(box, state.fine.element) - state.fine.top
  }
  return topFor(state.want, topsOf(state.ids, handle), metrics)
}

/** How far to scroll to the spot that is gone to: it stays where it is when it is easy to see there. */
function spotTarget(state: Keeper, box: HTMLElement, metrics: Metrics): number | null {
  const spot = state.aim?.spot ?? null
  const rect = spot?.rect() ?? null
  if (spot === null || rect === null) return null
  const top = rect.top - box.getBoundingClientRect().top
  const isEasy = top >= comfort.top && top + Math.min(rect.height, 24) <= metrics.viewport - comfort.end
  spot.top ??= isEasy ? top : metrics.viewport * 0.3
  return metrics.top + top - spot.top
}

/** Sets who hears of a new aim; returns its undo. */
function onAim(state: Keeper, aimed: () => void): () => void {
  state.aimed = aimed
  return () => {
    state.aimed = () => undefined
  }
}

function elementOf(box: HTMLElement, turnId: string, itemId: string | null): Element | null {
  const turn = box.querySelector(`[data-turn-id="${CSS.escape(turnId)}"]`)
  return itemId === null ? turn : (turn?.querySelector(`[data-item-id="${CSS.escape(itemId)}"]`) ?? null)
}

function topIn(box: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top
}

/** The smallest thing at the top of the viewport that stays itself: a paragraph, a card, a prompt. */
function fineAnchor(box: HTMLElement): Keeper['fine'] {
  const frame = box.getBoundingClientRect()
  const found = document.elementFromPoint(frame.left + frame.width / 2, frame.top + endSlack)
  const element = found?.closest('.md > *, .card, .prompt, .notice-line, .answer-head, .message, .turn')
  return element == null || !box.contains(element) ? null : { element, top: topIn(box, element) }
}
