import { useEffect, useEffectEvent, useRef } from 'react'

/** Whether what is shown here was left, for work that goes on after that; `onLeave` is called then. */
export function useLeft(onLeave: () => void): { readonly current: boolean } {
  const left = useRef(false)
  const leave = useEffectEvent(onLeave)
  useEffect(() => {
    left.current = false
    return () => {
      left.current = true
      leave()
    }
  }, [])
  return left
}
