import FolderOpen from 'lucide-react/icons/folder-open'
import MessageSquare from 'lucide-react/icons/message-square'
import type { ReactNode } from 'react'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { folderName } from '../../shared/folderName.ts'
import { modelLabel } from '../list/labels.ts'
import { selectField, selectRow, useApp, useT } from '../store/store.ts'
import { WillCarry } from './carriedView.tsx'
import { QueueTail } from './queueTail.tsx'

/** A session in which nothing was said: what kind it is, who will answer, and what happens first. */
export function EmptySession({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const row = useApp(selectRow(sessionId))
  const providers = useApp((state) => state.providers)
  const model = row === undefined ? null : modelLabel(t, providers, row.providerId, row.model)
  const problem = useApp(selectField(sessionId, 'problem')) ?? null
  const agent = row?.kind === 'agent'
  const folder = row?.folder ?? ''
  const Icon = agent ? FolderOpen : MessageSquare
  const values = { model: model ?? t('turn.copilot') }
  // The bar above says what is wrong and what can be done: promises of a first message would be wrong.
  if (problem !== null && row?.unsent !== true) {
    return (
      <div className="empty-session">
        <div className="empty-body">
          <p className="empty-quiet">{t('empty.closed')}</p>
        </div>
        <QueueTail sessionId={sessionId} />
      </div>
    )
  }
  return (
    <div className="empty-session">
      <div className="empty-body">
        <Icon className="empty-icon" aria-hidden="true" />
        <h2>{agent ? t('empty.agent', { folder: folderName(folder) }) : t('empty.chat')}</h2>
        <p>{t(agent ? 'empty.agentText' : 'empty.chatText', values)}</p>
        {agent && folder !== '' && <p className="mono empty-folder">{folder}</p>}
        {row?.providerId === PRACTICE_PROVIDER && <p className="empty-quiet">{t('empty.practice')}</p>}
        {row?.unsent === true && row.lineage?.kind === 'continued' && <WillCarry id={sessionId} />}
        <p className="empty-quiet">{t(row?.unsent === true ? 'empty.kept' : 'empty.nothing')}</p>
      </div>
      <QueueTail sessionId={sessionId} />
    </div>
  )
}
