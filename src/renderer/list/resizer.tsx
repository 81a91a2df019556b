import type { ReactNode } from 'react'
import { resizeSidebar } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'

/** The edge of the list: drag it, or move it with the arrow keys; a double click sets it back. */
export function Resizer(): ReactNode {
  const t = useT()
  const width = useApp((state) => state.sidebarWidth)
  return (
    <div
      className="sidebar-resizer"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('list.resize')}
      aria-valuemin={220}
      aria-valuemax={480}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) resizeSidebar(event.clientX, false)
      }}
      onPointerUp={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) resizeSidebar(event.clientX, true)
      }}
      onDoubleClick={() => resizeSidebar(288, true)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0
        if (by !== 0) resizeSidebar(width + by, true)
      }}
    />
  )
}
