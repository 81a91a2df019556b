import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Version } from '../../shared/model/opened.ts'
import { useVersionTurns, VersionBar } from '../steering/versionBar.tsx'
import { AT_END } from '../steering/versions.ts'
import { useT } from '../store/store.ts'
import { TranscriptProvider, useTranscript } from './context.ts'
import { TurnContent } from './turnContent.tsx'

/** What stood behind the last turn before a rewind, as long as nothing has taken its place. */
export function VersionTail(): ReactNode {
  const { sessionId, versions } = useTranscript()
  const own = versions.get(AT_END)
  const [chosen, setChosen] = useState<Version | null>(null)
  if (own === undefined) return null
  const version = chosen !== null && own.includes(chosen) ? chosen : null
  return (
    <div className="turn">
      {version !== null && <VersionTurns sessionId={sessionId} version={version} />}
      <VersionBar versions={own} shown={version} onShow={setChosen} sessionId={sessionId} tail />
    </div>
  )
}

/** The turns of a version, to be read; nothing in them can be answered or marked. */
export function VersionTurns({
  sessionId,
  version,
}: {
  readonly sessionId: string
  readonly version: Version
}): ReactNode {
  const t = useT()
  const context = useTranscript()
  const turns = useVersionTurns(sessionId, version)
  const past = useMemo(() => ({ ...context, live: false, kept: true }), [context])
  return (
    <TranscriptProvider value={past}>
      <section className="version-kept" aria-label={t('version.group')} aria-busy={turns === undefined}>
        {turns?.map((turn) => (
          <TurnContent key={turn.id} turn={turn} last={false} modelBefore={null} />
        ))}
      </section>
    </TranscriptProvider>
  )
}
