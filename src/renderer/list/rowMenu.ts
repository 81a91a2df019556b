import Copy from 'lucide-react/icons/copy'
import FileDown from 'lucide-react/icons/file-down'
import FolderOpen from 'lucide-react/icons/folder-open'
import MailOpen from 'lucide-react/icons/circle-dot'
import Pin from 'lucide-react/icons/pin'
import PinOff from 'lucide-react/icons/pin-off'
import Pencil from 'lucide-react/icons/pencil'
import SquareTerminal from 'lucide-react/icons/square-terminal'
import Trash from 'lucide-react/icons/trash-2'
import { call } from '../bridge.ts'
import { keysOf } from '../commands.ts'
import { copyResumeCommand } from '../sessionCommands.ts'
import { shortcutLabel } from '../keys.ts'
import type { SessionRow } from '../../shared/model.ts'
import { copy, exportSession, markUnread, openSession } from '../store/actions.ts'
import { pin } from '../store/marks.ts'
import { openDialog } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import type { MenuItem } from '../ui/overlay.ts'

/** What can be done with a session, for the list's menu and the header's. `inList` adds what only a row needs. */
export function sessionMenu(row: SessionRow, inList: boolean): readonly MenuItem[] {
  const { t, platform } = app.getState()
  const { id } = row
  const stored = !row.unsent
  // The keys are those of the session that is shown.
  const key = (command: string): string => (inList ? '' : keysOf(command, platform))
  const open: readonly MenuItem[] = inList
    ? [{ kind: 'action', id: 'open', label: t('common.open'), keys: 'Enter', perform: () => void openSession(id) }]
    : []
  const sent: readonly MenuItem[] = stored
    ? [
        {
          kind: 'action',
          id: 'unread',
          label: t('command.markUnread'),
          keys: key('session.markUnread'),
          icon: MailOpen,
          disabled: row.unread,
          perform: () => void markUnread(id),
        },
      ]
    : []
  const kept: readonly MenuItem[] = stored
    ? [
        {
          kind: 'action',
          id: 'resume',
          label: t('command.copyResume'),
          icon: SquareTerminal,
          perform: () => void copyResumeCommand(id),
        },
        {
          kind: 'action',
          id: 'reveal',
          label: t('command.reveal'),
          icon: FolderOpen,
          perform: () => void attempt(call('session.reveal', { id })),
        },
        { kind: 'separator', id: 'beforeExport' },
        {
          kind: 'action',
          id: 'markdown',
          label: t('command.exportMarkdown'),
          keys: key('session.export'),
          icon: FileDown,
          perform: () => void exportSession(id, 'markdown'),
        },
        {
          kind: 'action',
          id: 'json',
          label: t('command.exportJson'),
          keys: key('session.exportJson'),
          icon: FileDown,
          perform: () => void exportSession(id, 'json'),
        },
      ]
    : []
  return [
    ...open,
    {
      kind: 'action',
      id: 'rename',
      label: t('command.rename'),
      icon: Pencil,
      keys: 'F2',
      perform: () => openDialog({ kind: 'rename', id }),
    },
    {
      kind: 'action',
      id: 'pin',
      label: t(row.pinned ? 'marks.unpin' : 'marks.pin'),
      icon: row.pinned ? PinOff : Pin,
      keys: keysOf('session.pin', platform),
      perform: () => void pin(id, !row.pinned),
    },
    ...sent,
    { kind: 'separator', id: 'beforeCopy' },
    {
      kind: 'action',
      id: 'copyId',
      label: t('command.copyId'),
      icon: Copy,
      perform: () => void copy(id, t('id.copied')),
    },
    ...kept,
    { kind: 'separator', id: 'beforeDelete' },
    {
      kind: 'action',
      id: 'delete',
      label: t('command.delete'),
      icon: Trash,
      danger: true,
      keys: inList ? shortcutLabel('Delete', platform) : '',
      perform: () => openDialog({ kind: 'delete', ids: [id] }),
    },
  ]
}
