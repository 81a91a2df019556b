import ChevronDown from 'lucide-react/icons/chevron-down'
import FolderOpen from 'lucide-react/icons/folder-open'
import MessageSquare from 'lucide-react/icons/message-square'
import type { ReactNode } from 'react'
import { folderName } from '../../shared/folderName.ts'
import { modelLabel } from '../list/labels.ts'
import { withEffort } from '../models/effort.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { openModelPicker } from '../ui/overlay.ts'

/** The model of a session with its effort, and the way to choose another one. */
export function ModelButton({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const providers = useApp((state) => state.providers)
  const row = useApp(selectRow(sessionId))
  const model = row === undefined ? null : modelLabel(t, providers, row.providerId, row.model)
  const name = model === null ? t('model.choose') : withEffort(model, row?.effort ?? null)
  return (
    <button
      type="button"
      className="composer-chip composer-model"
      aria-haspopup="menu"
      aria-label={t('composer.model', { model: name })}
      data-tip={t('composer.models')}
      onClick={(event) => openModelPicker({ kind: 'session', id: sessionId }, event.currentTarget)}
    >
      <span>{name}</span>
      <ChevronDown aria-hidden="true" />
    </button>
  )
}

/** Whether it is a plain chat, or in which folder an agent works. */
export function KindChip({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const kind = useApp((state) => state.rows.get(sessionId)?.kind ?? null)
  const folder = useApp((state) => state.rows.get(sessionId)?.folder ?? null)
  if (kind === null) return null
  const agent = kind === 'agent' && folder !== null
  const Icon = agent ? FolderOpen : MessageSquare
  return (
    <span className="composer-chip" data-tip={agent ? t('composer.agentHelp', { folder }) : t('composer.chatHelp')}>
      <Icon aria-hidden="true" />
      <span>{agent ? t('composer.agent', { folder: folderName(folder) }) : t('composer.chat')}</span>
    </span>
  )
}
