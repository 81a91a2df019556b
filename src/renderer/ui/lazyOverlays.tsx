import { lazy, Suspense, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useApp } from '../store/store.ts'
import { loadFlow } from '../transcript/lazyFlow.tsx'
import { useOverlay } from './overlay.ts'

/** The first seconds belong to whoever reads and types, in milliseconds. */
const REST = 700

const Overlays = lazy(async () => ({ default: (await import('./overlays.tsx')).Overlays }))

/** Menus, dialogs and tips: loaded when the window has come to rest, or at once when one is wanted before. */
export function LazyOverlays(): ReactNode {
  const wanted = useApp((state) => state.dialog !== null)
  const floating = useOverlay((state) => state.menu !== null || state.models !== null)
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    let handle = 0
    const timer = setTimeout(() => {
      handle = requestIdleCallback(
        () => {
          setIdle(true)
          loadFlow().catch(() => undefined)
        },
        { timeout: 2000 },
      )
    }, REST)
    return () => {
      clearTimeout(timer)
      cancelIdleCallback(handle)
    }
  }, [])
  if (!wanted && !floating && !idle) return null
  return (
    <Suspense fallback={null}>
      <Overlays />
    </Suspense>
  )
}
