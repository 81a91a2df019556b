import { useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

/** Where passing messages stand: at the top, where nobody writes, or at the bottom, where what has the focus is at the top. */
export type ToastPlace = 'top' | 'bottom'

/** Keeps passing messages (as many as told) from covering what has the focus, which is easily done in a small or enlarged window. */
export function useToastPlace(box: RefObject<HTMLElement | null>, count: number): ToastPlace {
  const [place, setPlace] = useState<ToastPlace>('top')
  // They begin at the top again.
  if (count === 0 && place !== 'top') setPlace('top')

  useLayoutEffect(() => {
    const element = box.current
    if (count === 0 || element === null) return
    const look = (): void => {
      const { activeElement } = document
      if (activeElement === null || activeElement === document.body || element.contains(activeElement)) return
      const own = element.getBoundingClientRect()
      const top = place === 'top' ? own.top : window.innerHeight - own.bottom
      const at = { top, bottom: window.innerHeight - top - own.height }
      const focus = activeElement.getBoundingClientRect()
      const covers = (y: number): boolean =>
        focus.left < own.right && focus.right > own.left && focus.top < y + own.height && focus.bottom > y
      const other = place === 'top' ? 'bottom' : 'top'
      // What is as high as the window is never covered whole, wherever they stand.
      if (covers(at[place]) && !covers(at[other])) setPlace(other)
    }
    look()
    document.addEventListener('focusin', look)
    window.addEventListener('resize', look)
    return () => {
      document.removeEventListener('focusin', look)
      window.removeEventListener('resize', look)
    }
  }, [box, count, place])
  return place
}
