import Archive from 'lucide-react/icons/archive'
import ArchiveRestore from 'lucide-react/icons/archive-restore'
import CheckCheck from 'lucide-react/icons/check-check'
import CircleDot from 'lucide-react/icons/circle-dot'
import Copy from 'lucide-react/icons/copy'
import FileDown from 'lucide-react/icons/file-down'
import FolderOpen from 'lucide-react/icons/folder-open'
import Pin from 'lucide-react/icons/pin'
import PinOff from 'lucide-react/icons/pin-off'
import Pencil from 'lucide-react/icons/pencil'
import SquareTerminal from 'lucide-react/icons/square-terminal'
import Tag from 'lucide-react/icons/tag'
import Trash from 'lucide-react/icons/trash-2'
import { call } from '../bridge.ts'
import { keysOf } from '../commands.ts'
import { copyResumeCommand } from '../sessionCommands.ts'
import { shortcutLabel } from '../keys.ts'
import type { SessionRow } from '../../shared/model.ts'
import { copy, exportSession, openSession } from '../store/actions.ts'
import { exportMany, toggleArchived, togglePinned, toggleUnread } from '../store/marking.ts'
import { pin } from '../store/marks.ts'
import { openDialog } from '../store/navigation.ts'
import { targetsOf } from '../store/selection.ts'
import { app } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import type { MenuItem } from '../ui/overlay.ts'

/** What can be done with a session, for the list's menu and the header's. `inList` adds what only a row needs. */
export function sessionMenu(row: SessionRow, inList: boolean): readonly MenuItem[] {
  const { t, platform } = app.getState()
  const together = inList ? targetsOf(row.id) : [row.id]
  if (together.length > 1) return manyMenu(together)
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
          label: t(row.unread ? 'mark.read' : 'mark.unread'),
          keys: keysOf('session.markUnread', platform),
          icon: row.unread ? CheckCheck : CircleDot,
          perform: () => void toggleUnread([id]),
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
    {
      kind: 'action',
      id: 'archive',
      label: t(row.archived ? 'mark.unarchive' : 'mark.archive'),
      icon: row.archived ? ArchiveRestore : Archive,
      keys: keysOf('session.archive', platform),
      perform: () => void toggleArchived([id]),
    },
    {
      kind: 'action',
      id: 'tags',
      label: t('many.tags'),
      icon: Tag,
      keys: keysOf('session.tags', platform),
      perform: () => openDialog({ kind: 'tagMany', ids: [id] }),
    },
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

/** What can be done with several sessions together, for the list's menu. */
export function manyMenu(ids: readonly string[]): readonly MenuItem[] {
  const { t, platform, rows } = app.getState()
  const all = (test: (row: SessionRow) => boolean): boolean =>
    ids.every((id) => {
      const row = rows.get(id)
      return row === undefined || test(row)
    })
  const pinned = all((row) => row.pinned)
  const archived = all((row) => row.archived)
  const unread = all((row) => row.unread)
  return [
    { kind: 'text', id: 'count', label: t('many.count', { count: ids.length }) },
    {
      kind: 'action',
      id: 'pin',
      label: t(pinned ? 'marks.unpin' : 'marks.pin'),
      icon: pinned ? PinOff : Pin,
      keys: keysOf('session.pin', platform),
      perform: () => void togglePinned(ids),
    },
    {
      kind: 'action',
      id: 'unread',
      label: t(unread ? 'mark.read' : 'mark.unread'),
      icon: unread ? CheckCheck : CircleDot,
      keys: keysOf('session.markUnread', platform),
      perform: () => void toggleUnread(ids),
    },
    {
      kind: 'action',
      id: 'archive',
      label: t(archived ? 'mark.unarchive' : 'mark.archive'),
      icon: archived ? ArchiveRestore : Archive,
      keys: keysOf('session.archive', platform),
      perform: () => void toggleArchived(ids),
    },
    {
      kind: 'action',
      id: 'tags',
      label: t('many.tags'),
      icon: Tag,
      keys: keysOf('session.tags', platform),
      perform: () => openDialog({ kind: 'tagMany', ids }),
    },
    { kind: 'separator', id: 'beforeExport' },
    {
      kind: 'action',
      id: 'markdown',
      label: t('many.exportMarkdown'),
      icon: FileDown,
      keys: keysOf('session.export', platform),
      perform: () => void exportMany(ids, 'markdown'),
    },
    {
      kind: 'action',
      id: 'json',
      label: t('many.exportJson'),
      icon: FileDown,
      keys: keysOf('session.exportJson', platform),
      perform: () => void exportMany(ids, 'json'),
    },
    { kind: 'separator', id: 'beforeDelete' },
    {
      kind: 'action',
      id: 'delete',
      label: t('many.delete'),
      icon: Trash,
      danger: true,
      keys: shortcutLabel('Delete', platform),
      perform: () => openDialog({ kind: 'delete', ids }),
    },
  ]
}
