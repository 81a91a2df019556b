import { lazy, Suspense } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { Sidebar } from '../list/sidebar.tsx'
import { toggleInspector } from '../store/navigation.ts'
import { app, selectShownId, useApp } from '../store/store.ts'
import { ErrorBoundary } from './errorBoundary.tsx'
import { useDrawer } from './useDrawer.ts'
import { useInspectorOpen } from './useInspectorOpen.ts'
import './layout.css'

const Inspector = lazy(async () => ({ default: (await import('../inspector/inspector.tsx')).Inspector }))

/** The columns of the window; in a narrow one list and inspector are drawers over the page. */
export function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  const sidebarOpen = useApp((state) => state.sidebarOpen)
  const sidebarWidth = useApp((state) => state.sidebarWidth)
  const drawerOpen = useApp((state) => state.drawerOpen)
  const shownId = useApp(selectShownId)
  const inspectorOpen = useInspectorOpen() && shownId !== null
  const drawer = useDrawer(inspectorOpen)
  const style: CSSProperties & { '--sidebar': string } = { '--sidebar': `${sidebarWidth}px` }
  return (
    <div
      className="layout"
      style={style}
      data-sidebar={sidebarOpen ? 'open' : 'closed'}
      data-drawer={drawerOpen ? 'open' : 'closed'}
      data-inspector={inspectorOpen ? 'open' : 'closed'}
    >
      <ErrorBoundary>
        <div className="layout-side" inert={drawer === 'inspector'}>
          <Sidebar />
        </div>
      </ErrorBoundary>
      {drawerOpen && (
        <div className="layout-scrim layout-scrim-list" onClick={() => app.setState({ drawerOpen: false })} />
      )}
      <main className="layout-main" inert={drawer !== null}>
        {children}
      </main>
      {inspectorOpen && (
        <>
          <div className="layout-scrim layout-scrim-inspector" onClick={() => toggleInspector(false)} />
          <div className="layout-inspector" tabIndex={-1}>
            <ErrorBoundary>
              <Suspense fallback={null}>
                <Inspector sessionId={shownId} />
              </Suspense>
            </ErrorBoundary>
          </div>
        </>
      )}
    </div>
  )
}
