import Copy from 'lucide-react/icons/copy'
import SquareTerminal from 'lucide-react/icons/square-terminal'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { modelLabel } from '../list/labels.ts'
import { copy } from '../store/actions.ts'
import { Link, useLater } from '../sessions/lineageBar.tsx'
import { selectRow, useApp, useT } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { momentLabel, sizeLabel } from '../transcript/format.ts'
import { Button } from '../ui/button.tsx'
import { Notes } from './notes.tsx'
import { Fact, Section } from './section.tsx'
import { Tags } from './tags.tsx'

/** What the session is, and the way to it from elsewhere. */
export function SessionSection({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const row = useApp(selectRow(sessionId))
  const providers = useApp((state) => state.providers)
  const forks = useLater(sessionId, 'forked')
  if (row === undefined) return null
  const model = modelLabel(t, providers, row.providerId, row.model)
  const copyResume = async (): Promise<void> => {
    try {
      await copy(await call('session.resumeCommand', { id: sessionId }))
    } catch (error) {
      report(error)
    }
  }
  return (
    <Section title={t('inspector.session')}>
      <dl className="facts">
        <Fact name={t('inspector.id')} value={row.id} mono />
        <Fact name={t('inspector.created')} value={momentLabel(row.createdAt, language)} />
        {row.folder !== null && <Fact name={t('inspector.folder')} value={row.folder} mono />}
        {model !== null && <Fact name={t('inspector.model')} value={model} />}
        {row.origin !== 'retoma' && <Fact name={t('inspector.origin')} value={t(`inspector.origin.${row.origin}`)} />}
        <Fact name={t('inspector.size')} value={row.unsent ? t('inspector.notSent') : sizeLabel(row.size, language)} />
      </dl>
      {forks.length > 0 && (
        <p className="inspector-forks">
          {t('lineage.forks')}{' '}
          {forks.map((fork) => (
            <Link key={fork.id} id={fork.id} row={fork} turnId={null} />
          ))}
        </p>
      )}
      <Tags key={`${sessionId} tags`} row={row} />
      <Notes key={`${sessionId} notes`} row={row} />
      <div className="inspector-buttons">
        <Button variant="quiet" onClick={() => void copy(row.id)}>
          <Copy aria-hidden="true" />
          {t('inspector.copyId')}
        </Button>
        {!row.unsent && (
          <Button variant="quiet" onClick={() => void copyResume()}>
            <SquareTerminal aria-hidden="true" />
            {t('inspector.copyResume')}
          </Button>
        )}
      </div>
    </Section>
  )
}
