import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { isFloating } from './overlay.ts'

/** How long the pointer rests before a tip shows, in milliseconds. */
const rest = 500

interface Tip {
  readonly target: HTMLElement
  readonly text: string
  readonly keys: string
}

/**
 * Shows the `data-tip` of whatever the pointer rests on or the keyboard reaches, and all of a text whose end is cut (`data-whole`);
 * names for screen readers are in `aria-label`.
 */
export function TipHost(): ReactNode {
  const [tip, setTip] = useState<Tip | null>(null)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = (): void => {
      clearTimeout(timer)
      setTip(null)
    }
    const show = (target: EventTarget | null, delay: number): void => {
      const element = target instanceof Element ? target.closest<HTMLElement>('[data-tip], [data-whole]') : null
      clearTimeout(timer)
      if (element === null) {
        setTip(null)
        return
      }
      timer = setTimeout(() => {
        const { whole = '', tip = isCut(element) ? whole : '', tipKeys: keys = '' } = element.dataset
        if (element.isConnected && tip !== '' && !isFloating()) setTip({ target: element, text: tip, keys })
      }, delay)
    }
    const over = (event: PointerEvent): void => {
      if (event.pointerType === 'mouse') show(event.target, rest)
    }
    const focus = (event: FocusEvent): void => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) show(event.target, rest)
    }
    document.addEventListener('pointerover', over)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', hide)
    document.addEventListener('pointerdown', hide, true)
    document.addEventListener('keydown', hide, true)
    document.addEventListener('scroll', hide, true)
    return () => {
      hide()
      document.removeEventListener('pointerover', over)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('pointerdown', hide, true)
      document.removeEventListener('keydown', hide, true)
      document.removeEventListener('scroll', hide, true)
    }
  }, [])

  useLayoutEffect(() => {
    const element = box.current
    if (element === null || tip === null) return
    // In the top layer: above dialogs, and cut off by nothing.
    element.showPopover()
    const target = tip.target.getBoundingClientRect()
    const own = element.getBoundingClientRect()
    const left = Math.min(Math.max(8, target.left + (target.width - own.width) / 2), window.innerWidth - own.width - 8)
    const below = target.bottom + 6
    const top = below + own.height > window.innerHeight - 8 ? target.top - own.height - 6 : below
    element.style.left = `${Math.round(left)}px`
    element.style.top = `${Math.round(top)}px`
  }, [tip])

  if (tip === null) return null
  return (
    <div ref={box} className="tip" popover="manual" aria-hidden="true">
      {tip.text}
      {tip.keys !== '' && <kbd>{tip.keys}</kbd>}
    </div>
  )
}

function isCut(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth
}
