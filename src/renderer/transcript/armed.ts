import { useEffect, useRef, useState } from 'react'
import type { MouseEvent, PointerEvent } from 'react'
import { appeared, armAfter, counts, moved, pressed, shifted, spent } from './aim.ts'
import type { Aim } from './aim.ts'

/** What a button needs so that only a press that was aimed at it counts. */
export interface Guard {
  readonly 'aria-disabled': boolean
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onClick: (event: MouseEvent) => void
}

/**
 * A guard for the buttons of a card: one that appears, or is pushed, under a resting pointer takes nothing from it
 * (`aim.ts` is the model of it). Until the card was there for a moment its buttons are marked as disabled.
 */
export function useArmed(): {
  readonly guard: (perform: () => void) => Guard
  /** The same for the button that submits a form: a press that does not count submits nothing. */
  readonly guardSubmit: Guard
} {
  const [armed, setArmed] = useState(false)
  const aim = useRef<Aim | null>(null)
  const known = (): Aim => (aim.current ??= appeared(performance.now()))
  useEffect(() => {
    aim.current = appeared(performance.now())
    const timer = setTimeout(() => setArmed(true), armAfter)
    const onScroll = (): void => {
      if (aim.current !== null) aim.current = shifted(aim.current, performance.now())
    }
    // Scrolling does not bubble: it is caught on its way down, whoever scrolls.
    document.addEventListener('scroll', onScroll, { capture: true, passive: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('scroll', onScroll, { capture: true })
    }
  }, [])
  const guarded = (onPress: (event: MouseEvent, isMeant: boolean) => void): Guard => ({
    'aria-disabled': !armed,
    onPointerMove: ({ currentTarget, movementX, movementY }) => {
      aim.current = moved(known(), currentTarget, placeOf(currentTarget), Math.abs(movementX) + Math.abs(movementY))
    },
    onPointerDown: ({ currentTarget, pointerType }) => {
      const place = placeOf(currentTarget)
      aim.current = pressed(known(), currentTarget, place, pointerType === 'touch', performance.now())
    },
    onClick: (event) => {
      const now = known()
      aim.current = spent(now)
      onPress(event, counts(now, event.detail, performance.now()))
    },
  })
  return {
    guard: (perform) =>
      guarded((_, isMeant) => {
        if (isMeant) perform()
      }),
    guardSubmit: guarded((event, isMeant) => {
      if (!isMeant) event.preventDefault()
    }),
  }
}

function placeOf(element: Element): string {
  const { left, top, width, height } = element.getBoundingClientRect()
  return [left, top, width, height].map(Math.round).join(' ')
}
