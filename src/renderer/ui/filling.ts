import { createContext, startTransition, use, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'

/** Draws the turns that the list puts into the page, and the parts of a long answer: one after the other, what is in view first, and none while one rushes past. */
export interface Filling {
  /** Calls once the turn or part is to be drawn; gives what takes the wish back. `seen`: it is in view, and can't wait. */
  readonly wait: (element: HTMLElement, fill: (seen: boolean) => void) => () => void
  /** How high the list takes a turn to be, in CSS pixels. */
  readonly heightAt: (index: number) => number
  /** To be called when a turn was drawn. */
  readonly drawn: () => void
}

const Context = createContext<Filling | null>(null)

/** Gives turns what draws them in their turn. */
export const FillingProvider = Context

/** What is asked of the scroller. */
type Box = 'scrollTop' | 'clientHeight' | 'getBoundingClientRect'

/** Of a viewport so much in one frame is rushing past: what goes by can't be read, and is not drawn. */
const rush = 0.5

/** What draws the turns of a transcript. */
export function useFilling(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<VirtualizerHandle | null>,
  guessedHeight: number,
  drawn: () => void,
): Filling {
  const [filling] = useState(() => createFilling(scroller))
  useEffect(() => {
    const box = scroller.current
    box?.addEventListener('scroll', filling.heedScroll, { passive: true })
    return () => {
      box?.removeEventListener('scroll', filling.heedScroll)
      filling.stop()
    }
  }, [scroller, filling])
  return useMemo(
    () => ({ wait: filling.wait, heightAt: (index) => list.current?.getItemSize(index) ?? guessedHeight, drawn }),
    [filling, list, guessedHeight, drawn],
  )
}

/**
 * Whether a turn is drawn yet, and how high its place is until then (CSS pixels): a turn that comes into the page while
 * one scrolls is a task of its own, so that no frame has more than one of them.
 */
export function useFilledTurn(
  element: RefObject<HTMLElement | null>,
  index: number,
  atOnce: boolean,
): { readonly filled: boolean; readonly height: number } {
  const filling = use(Context)
  const filled = useFilled(element, atOnce)
  const [height] = useState(() => (filled ? 0 : (filling?.heightAt(index) ?? 0)))
  return { filled, height }
}

/** Whether a part is drawn yet, which is a task of its own; outside of a transcript all are at once. `element` stands in its place until then. */
export function useFilled(element: RefObject<HTMLElement | null>, atOnce: boolean): boolean {
  const filling = use(Context)
  const [filled, setFilled] = useState(atOnce || filling === null)
  const [waited] = useState(!filled)
  if (atOnce && !filled) setFilled(true)
  useLayoutEffect(() => {
    if (filled && waited) filling?.drawn()
  }, [filled, waited, filling])
  useLayoutEffect(() => {
    const place = element.current
    if (filled || filling === null || place === null) return
    return filling.wait(place, (seen) => {
      if (seen) setFilled(true)
      else startTransition(() => setFilled(true))
    })
  }, [filled, filling, element])
  return filled
}

/** What decides when a turn is drawn, by frames; see {@link Filling}. */
export function createFilling(scroller: { readonly current: Pick<HTMLElement, Box> | null }): {
  readonly wait: Filling['wait']
  readonly heedScroll: () => void
  readonly stop: () => void
} {
  const waiting = new Map<HTMLElement, (seen: boolean) => void>()
  /** The one that was told to draw itself and has not done so yet. */
  let busy: { readonly element: HTMLElement; readonly seen: boolean } | null = null
  let frame = 0
  let lastTop = 0
  let farthest = 0

  const next = (): void => {
    frame = 0
    const box = scroller.current
    if (box === null || waiting.size === 0) return
    const rushes = farthest > box.clientHeight * rush
    farthest = 0
    if (!rushes) fillNext(box)
    frame = requestAnimationFrame(next)
  }
  const fillNext = (box: Pick<HTMLElement, Box>): void => {
    const nearest = nearestIn(box, waiting.keys())
    if (nearest === null) return
    // What nobody sees yet can wait for what is being drawn; what came into view can't.
    if (busy !== null && waiting.has(busy.element) && (busy.seen || !nearest.seen)) return
    busy = nearest
    waiting.get(nearest.element)?.(nearest.seen)
  }
  return {
    wait: (element, fill) => {
      waiting.set(element, fill)
      if (frame === 0) frame = requestAnimationFrame(next)
      return () => {
        waiting.delete(element)
      }
    },
    heedScroll: () => {
      const top = scroller.current?.scrollTop ?? 0
      farthest = Math.max(farthest, Math.abs(top - lastTop))
      lastTop = top
    },
    stop: () => {
      cancelAnimationFrame(frame)
      frame = 0
    },
  }
}

/** What is nearest to the middle of the view, and whether it is in view; null of nothing. */
function nearestIn(
  box: Pick<HTMLElement, Box>,
  elements: Iterable<HTMLElement>,
): { readonly element: HTMLElement; readonly seen: boolean } | null {
  const { top, bottom } = box.getBoundingClientRect()
  let nearest: { readonly element: HTMLElement; readonly seen: boolean; readonly away: number } | null = null
  for (const element of elements) {
    const rect = element.getBoundingClientRect()
    const away = Math.max(rect.top - bottom, top - rect.bottom)
    if (nearest === null || away < nearest.away) nearest = { element, seen: away < 0, away }
  }
  return nearest
}
