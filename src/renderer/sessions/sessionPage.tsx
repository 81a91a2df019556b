import type { ReactNode } from 'react'
import { Composer } from '../composer/composer.tsx'
import { RuntimeBanner } from '../runtime/runtimeBanner.tsx'
import { useApp, useT } from '../store/store.ts'
import { Transcript } from '../transcript/transcript.tsx'
import { LineageBar } from './lineageBar.tsx'
import { RepairedBanner } from './repairedBanner.tsx'
import { OpenFailed, ProblemBanner } from './problemBanner.tsx'
import { ResumingPanel } from './resumingPanel.tsx'
import { SessionHeader } from './sessionHeader.tsx'
import { useReadMark } from './readMark.ts'
import './sessionPage.css'

/** A session: its header, what is wrong with it, its transcript, and the box to write in. Beside others (not `alone`) it does not say what is true of all. */
export function SessionPage({ id, alone }: { readonly id: string; readonly alone: boolean }): ReactNode {
  const ready = useApp((state) => state.opened.has(id))
  const failure = useApp((state) => state.openFailures.get(id))
  // The panel says what the banner says, and more.
  const told = useApp((state) => state.opened.get(id)?.resuming != null)
  const acts = useReadMark(id)
  return (
    <>
      <SessionHeader id={id} />
      <LineageBar id={id} />
      {failure !== undefined && !ready ? (
        <OpenFailed id={id} failure={failure} />
      ) : (
        <>
          {!told && <ProblemBanner id={id} />}
          <RepairedBanner id={id} />
          {alone && <RuntimeBanner />}
          <div className="session-reading" {...acts}>
            <div className="session-flow">{ready ? <Transcript key={id} sessionId={id} /> : <StillLines />}</div>
            <ResumingPanel id={id} />
            {ready ? <Composer key={id} sessionId={id} /> : <div className="session-composer-space" />}
          </div>
        </>
      )}
    </>
  )
}

/** Lines of the right height where the history will stand. */
function StillLines(): ReactNode {
  const t = useT()
  return (
    <div className="still" role="status">
      <span className="visually-hidden">{t('session.loading')}</span>
      <span className="still-line still-mine" />
      <span className="still-line" />
      <span className="still-line" />
      <span className="still-line still-short" />
    </div>
  )
}
