import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { Button } from './button.tsx'

/** So many lines are drawn at once: more would hold the page up. */
const PORTION = 60
/** So far below what is seen the next lines are drawn already. */
const AHEAD = '800px'

/** How far a long list is drawn, and what stands at its end for as long as there is more of it. */
export interface Portions {
  readonly shown: number
  readonly more: ReactNode
}

/** Draws a list of any length bit by bit, as one comes to its end. Another list, by its `identity`, begins anew. */
export function usePortions(count: number, identity: unknown): Portions {
  const [state, setState] = useState({ identity, shown: PORTION })
  const shown = state.identity === identity ? state.shown : PORTION
  const grow = (): void => setState({ identity, shown: shown + PORTION })
  return { shown, more: shown < count ? <More left={count - shown} onMore={grow} /> : null }
}

function More({ left, onMore }: { readonly left: number; readonly onMore: () => void }): ReactNode {
  const t = useT()
  const place = useRef<HTMLDivElement>(null)
  const grow = useEffectEvent(onMore)
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) grow()
      },
      // The margin is that of what scrolls, and only of the root of the observer.
      { root: element.closest('.page'), rootMargin: `0px 0px ${AHEAD} 0px` },
    )
    observer.observe(element)
    // With what is left: it tells of a change only, and these lines may not have filled the view.
    return () => observer.disconnect()
  }, [left])
  return (
    <div ref={place} className="portions-more">
      <Button onClick={onMore}>{t('table.more', { count: left })}</Button>
    </div>
  )
}
