import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { BootFailed } from './ui/bootFailed.tsx'
import { ErrorBoundary } from './ui/errorBoundary.tsx'
import { LazyOverlays } from './ui/lazyOverlays.tsx'
import { Layout } from './ui/layout.tsx'
import { Notices } from './ui/notices.tsx'
import { Toasts } from './ui/toasts.tsx'
import { Panes } from './panes/panes.tsx'
import { StartPage } from './sessions/startPage.tsx'
import { ImportDrop } from './archive/importDrop.tsx'
import { useApp } from './store/store.ts'
import { useTitle } from './ui/useTitle.ts'

const NewSessionPage = lazy(async () => ({ default: (await import('./sessions/newSessionPage.tsx')).NewSessionPage }))
const CleanupPage = lazy(async () => ({ default: (await import('./clearing/cleanupPage.tsx')).CleanupPage }))
const TrashPage = lazy(async () => ({ default: (await import('./trash/trashPage.tsx')).TrashPage }))
const SearchPage = lazy(async () => ({ default: (await import('./search/searchPage.tsx')).SearchPage }))
const SettingsPage = lazy(async () => ({ default: (await import('./settings/settingsPage.tsx')).SettingsPage }))
const WelcomePage = lazy(async () => ({ default: (await import('./onboarding/welcomePage.tsx')).WelcomePage }))

/** The window: the list at the left, one page beside it, and what floats above. */
export function App(): ReactNode {
  const phase = useApp((state) => state.phase)
  const welcome = useApp((state) => state.place.kind === 'welcome')
  useTitle()
  if (phase === 'failed') return <BootFailed />
  return (
    <ErrorBoundary>
      {welcome ? (
        <Suspense fallback={null}>
          <WelcomePage />
        </Suspense>
      ) : (
        <Layout>
          <Notices />
          <ErrorBoundary>
            <Suspense fallback={null}>
              <Page />
            </Suspense>
          </ErrorBoundary>
        </Layout>
      )}
      <Toasts />
      <LazyOverlays />
      <ImportDrop />
    </ErrorBoundary>
  )
}

function Page(): ReactNode {
  const place = useApp((state) => state.place)
  switch (place.kind) {
    case 'session':
      return <Panes />
    case 'newSession':
      return <NewSessionPage />
    case 'settings':
      return <SettingsPage />
    case 'cleanup':
      return <CleanupPage key={place.rule === undefined ? '' : 'kept'} from={place.rule ?? null} />
    case 'trash':
      return <TrashPage />
    case 'search':
      return <SearchPage />
    case 'start':
    case 'welcome':
      return <StartPage />
  }
}
