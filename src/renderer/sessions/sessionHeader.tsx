import Ellipsis from 'lucide-react/icons/ellipsis'
import Folder from 'lucide-react/icons/folder'
import Pin from 'lucide-react/icons/pin'
import PanelRight from 'lucide-react/icons/panel-right'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { keysOf, runCommand } from '../commands.ts'
import { ContextChip } from './contextChip.tsx'
import { folderName } from '../../shared/folderName.ts'
import { modelLabel, titleOf } from '../list/labels.ts'
import { withEffort } from '../models/effort.ts'
import { sessionMenu } from '../list/rowMenu.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { copy } from '../store/actions.ts'
import { openDialog } from '../store/navigation.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { ListButton } from '../ui/listButton.tsx'
import { openMenu, openModelPicker } from '../ui/overlay.ts'
import { useInspectorOpen } from '../ui/useInspectorOpen.ts'

/** What the session is and what can be done with it. */
export function SessionHeader({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const row = useApp(selectRow(id))
  const platform = useApp((state) => state.platform)
  const inspectorOpen = useInspectorOpen()
  const count = useApp((state) => state.panes.length)
  const position = useApp((state) => 1 + state.panes.findIndex((pane) => pane.id === id))
  const title = row === undefined ? id : titleOf(t, row)
  return (
    <header className="head">
      {position === 1 && <ListButton />}
      <h1 className="head-title" onDoubleClick={() => openDialog({ kind: 'rename', id })}>
        {title}
      </h1>
      {title !== id && (
        <button
          type="button"
          className="head-id"
          aria-label={t('header.copyId', { id })}
          data-tip={t('command.copyId')}
          onClick={() => void copy(id, t('id.copied'))}
        >
          {id}
        </button>
      )}
      {count > 1 && (
        <span className="head-position" aria-hidden="true">
          {position}/{count}
        </span>
      )}
      <span className="head-space" />
      {row !== undefined && (
        <>
          <ContextChip id={id} />
          <KindChip row={row} />
          <ModelChip row={row} />
        </>
      )}
      {row !== undefined && (
        <IconButton
          className="head-pin"
          label={t(row.pinned ? 'marks.unpin' : 'marks.pin')}
          keys={keysOf('session.pin', platform)}
          aria-pressed={row.pinned}
          onClick={() => runCommand('session.pin')}
        >
          <Pin aria-hidden="true" />
        </IconButton>
      )}
      <IconButton
        className="head-inspector"
        label={t('command.inspector')}
        keys={keysOf('view.inspector', platform)}
        aria-pressed={inspectorOpen}
        onClick={() => runCommand('view.inspector')}
      >
        <PanelRight aria-hidden="true" />
      </IconButton>
      {row !== undefined && (
        <IconButton
          label={t('header.actions')}
          aria-haspopup="menu"
          onClick={(event) =>
            openMenu({ anchor: event.currentTarget, label: t('header.actions'), items: sessionMenu(row, false) })
          }
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
      )}
      {count > 1 && (
        <IconButton
          label={t('panes.close')}
          keys={keysOf('pane.close', platform)}
          onClick={() => runCommand('pane.close')}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
    </header>
  )
}

function KindChip({ row }: { readonly row: SessionRow }): ReactNode {
  const t = useT()
  if (row.kind === null && row.folder === null) return null
  if (row.folder === null)
    return (
      <span className="chip chip-kind">
        <span>{t(row.kind === 'agent' ? 'kind.agent' : 'kind.chat')}</span>
      </span>
    )
  return (
    <span className="chip chip-kind" data-tip={row.folder}>
      <Folder aria-hidden="true" />
      <span>
        {row.kind === 'chat' ? folderName(row.folder) : t('kind.agentIn', { folder: folderName(row.folder) })}
      </span>
    </span>
  )
}

function ModelChip({ row }: { readonly row: SessionRow }): ReactNode {
  const t = useT()
  const providers = useApp((state) => state.providers)
  const model = modelLabel(t, providers, row.providerId, row.model)
  const label = model === null ? t('model.choose') : withEffort(model, row.effort)
  return (
    <button
      type="button"
      className="chip"
      data-model-button=""
      aria-haspopup="dialog"
      aria-label={t('header.model', { model: label })}
      onClick={(event) => openModelPicker({ kind: 'session', id: row.id }, event.currentTarget)}
    >
      <span>{label}</span>
    </button>
  )
}
