import { useEffect, useRef, useState } from 'react'
import type { MouseEvent } from 'react'

/** How long a card that has just appeared takes no click, in milliseconds: one that was meant for something else must not allow. */
export const armAfter = 400

/** Whether a card may be used, and a guard for its buttons: a press that began before it was there does not count. */
export function useArmed(): {
  readonly armed: boolean
  readonly guard: (perform: () => void) => {
    readonly 'aria-disabled': boolean
    readonly onPointerDown: () => void
    readonly onClick: (event: MouseEvent) => void
  }
} {
  const [armed, setArmed] = useState(false)
  const pressedWhileArmed = useRef(false)
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), armAfter)
    return () => clearTimeout(timer)
  }, [])
  return {
    armed,
    guard: (perform) => ({
      'aria-disabled': !armed,
      onPointerDown: () => {
        pressedWhileArmed.current = armed
      },
      onClick: (event) => {
        // `detail` is 0 for a click that a key or an assistive technology made: it was aimed at the button.
        const meant = event.detail === 0 || pressedWhileArmed.current
        pressedWhileArmed.current = false
        if (armed && meant) perform()
      },
    }),
  }
}
