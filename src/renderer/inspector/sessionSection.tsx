import Copy from 'lucide-react/icons/copy'
import SquareTerminal from 'lucide-react/icons/square-terminal'
import Stethoscope from 'lucide-react/icons/stethoscope'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { modelLabel } from '../list/labels.ts'
import { copy } from '../store/actions.ts'
import { openDialog } from '../store/navigation.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { countLabel, momentLabel } from '../transcript/format.ts'
import { sizeLabel } from '../ui/sizes.ts'
import { Button } from '../ui/button.tsx'
import { LineageFacts } from './lineageFacts.tsx'
import { Notes } from './notes.tsx'
import { Fact, Section } from './section.tsx'
import { Tags } from './tags.tsx'
import { useSize } from './useSize.ts'

/** What the session is, and the way to it from elsewhere. */
export function SessionSection({
  sessionId,
  turns,
}: {
  readonly sessionId: string
  /** How many prompts it has; null until they were counted. */
  readonly turns: number | null
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const row = useApp(selectRow(sessionId))
  const providers = useApp((state) => state.providers)
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
        <Fact name={t('inspector.origin')} value={t(`inspector.origin.${row.origin}`)} />
        {row.folder !== null && <Fact name={t('inspector.folder')} value={row.folder} mono />}
        {row.repository !== null && <Fact name={t('inspector.repository')} value={row.repository} mono />}
        {row.branch !== null && <Fact name={t('inspector.branch')} value={row.branch} mono />}
        {model !== null && <Fact name={t('inspector.model')} value={model} />}
        <Fact name={t('inspector.created')} value={momentLabel(row.createdAt, language)} />
        <Fact name={t('inspector.active')} value={momentLabel(row.activeAt, language)} />
        {!row.unsent && turns !== null && <Fact name={t('inspector.turns')} value={countLabel(turns, language)} />}
        {row.unsent ? <Fact name={t('inspector.size')} value={t('inspector.notSent')} /> : <SizeFact row={row} />}
        {!row.unsent && (
          <Fact
            name={t('inspector.health')}
            value={row.problem === null ? t('inspector.sound') : t(`list.problem.${row.problem.code}`)}
          />
        )}
      </dl>
      <LineageFacts row={row} />
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
        {!row.unsent && (
          <Button variant="quiet" onClick={() => openDialog({ kind: 'repair', id: sessionId, refused: null })}>
            <Stethoscope aria-hidden="true" />
            {t('command.examine')}
          </Button>
        )}
      </div>
    </Section>
  )
}

function SizeFact({ row }: { readonly row: SessionRow }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  return <Fact name={t('inspector.size')} value={sizeLabel(useSize(row), language)} />
}
