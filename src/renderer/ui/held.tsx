import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { ComponentProps, ReactNode } from 'react'

/**
 * A question or a form that comes up within a page: takes the focus, and gives it back to what asked for it when it goes. Esc
 * closes it alone, not the page around it.
 */
export function Held({ onCancel, ...props }: ComponentProps<'div'> & { readonly onCancel: () => void }): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const opener = useRef<Element | null>(null)
  const comes = useEffectEvent(() => {
    opener.current = document.activeElement
    const first = box.current?.querySelector<HTMLElement>('[data-first-focus]')
    first?.focus()
  })
  useLayoutEffect(() => {
    const part = box.current
    comes()
    return () => {
      const before = opener.current
      if (part?.contains(document.activeElement) !== true || !(before instanceof HTMLElement)) return
      // What could not be used while this was there can be then.
      queueMicrotask(() => {
        if (before.isConnected) before.focus()
      })
    }
  }, [])
  return (
    <div
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return
        event.preventDefault()
        onCancel()
      }}
      {...props}
    />
  )
}
