import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { useAside } from './state.ts'

const AsidePanel = lazy(async () => ({ default: (await import('./asidePanel.tsx')).AsidePanel }))

/** The side question of a session; nothing while it is closed. Its answers are Markdown, which the box does not wait for. */
export function LazyAside({ sessionId }: { readonly sessionId: string }): ReactNode {
  const open = useAside((view) => view.sessionId === sessionId)
  if (!open) return null
  return (
    <Suspense fallback={null}>
      <AsidePanel sessionId={sessionId} />
    </Suspense>
  )
}
