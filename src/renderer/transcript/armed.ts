import { useEffect, useRef, useState } from 'react'
import type { MouseEvent, PointerEvent } from 'react'

/** How long a card that has just appeared or moved takes no press, in milliseconds: one that was meant for something else must not allow. */
export const armAfter = 400

/** What a button needs so that only a press that was aimed at it counts. */
export interface Guard {
  readonly 'aria-disabled': boolean
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onClick: (event: MouseEvent) => void
}

/**
 * Whether a card may be used, and a guard for its buttons. A press counts when it began after the card was there for a
 * moment, and when the pointer was moved onto the button where it is now: a card that appears, or is pushed, under a
 * resting pointer takes nothing from it. A finger does not rest: there the button must have kept its place for a moment.
 */
export function useArmed(): { readonly armed: boolean; readonly guard: (perform: () => void) => Guard } {
  const [armed, setArmed] = useState(false)
  /** Where the button was when the pointer was last really moved over it. */
  const aimed = useRef<{ readonly at: Element; readonly place: string } | null>(null)
  const shiftedAt = useRef(0)
  const meantPress = useRef(false)
  useEffect(() => {
    const shifted = (): void => {
      shiftedAt.current = performance.now()
    }
    shifted()
    const timer = setTimeout(() => setArmed(true), armAfter)
    // Scrolling does not bubble: it is caught on its way down, whoever scrolls.
    document.addEventListener('scroll', shifted, { capture: true, passive: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('scroll', shifted, { capture: true })
    }
  }, [])
  return {
    armed,
    guard: (perform) => ({
      'aria-disabled': !armed,
      onPointerMove: (event) => {
        // A layout that changes makes the browser say "moved" as well, by nothing.
        if (event.movementX === 0 && event.movementY === 0) return
        aimed.current = { at: event.currentTarget, place: placeOf(event.currentTarget) }
      },
      onPointerDown: (event) => {
        const button = event.currentTarget
        const settled = performance.now() - shiftedAt.current >= armAfter
        const still = aimed.current?.at === button && aimed.current.place === placeOf(button)
        meantPress.current = armed && (event.pointerType === 'touch' ? settled : still)
      },
      onClick: (event) => {
        // `detail` is 0 for a click that a key or an assistive technology made: it was aimed at the button.
        const meant = event.detail === 0 || meantPress.current
        meantPress.current = false
        if (armed && meant) perform()
      },
    }),
  }
}

function placeOf(element: Element): string {
  const { left, top, width, height } = element.getBoundingClientRect()
  return [left, top, width, height].map(Math.round).join(' ')
}
