import { useEffect } from 'react'
import { app } from '../store/store.ts'
import type { Pane } from './layout.ts'

const none: ReadonlySet<number> = new Set()

/** Keeps in the store which panes are scrolled out of a row that is too long for the window. */
export function useAside(row: { readonly current: HTMLElement | null }, panes: readonly Pane[]): void {
  const keys = panes.map(({ key }) => key).join(' ')
  useEffect(() => {
    const box = row.current
    if (box === null || !keys.includes(' ')) return
    const observer = new IntersectionObserver(
      (entries) => {
        const aside = new Set(app.getState().panesAside)
        for (const { target, isIntersecting } of entries) {
          const key = Number((target as HTMLElement).dataset['pane'])
          if (isIntersecting) aside.delete(key)
          else aside.add(key)
        }
        app.setState({ panesAside: aside })
      },
      { root: box, threshold: 0.5 },
    )
    for (const pane of box.querySelectorAll('.pane')) observer.observe(pane)
    return () => {
      observer.disconnect()
      app.setState({ panesAside: none })
    }
  }, [row, keys])
}
