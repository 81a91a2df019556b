import type { LucideIcon } from 'lucide-react'
import Archive from 'lucide-react/icons/archive'
import ArchiveRestore from 'lucide-react/icons/archive-restore'
import CheckCheck from 'lucide-react/icons/check-check'
import CircleDot from 'lucide-react/icons/circle-dot'
import Columns from 'lucide-react/icons/columns-2'
import Copy from 'lucide-react/icons/copy'
import FileDown from 'lucide-react/icons/file-down'
import FileUp from 'lucide-react/icons/file-up'
import FolderOpen from 'lucide-react/icons/folder-open'
import Link from 'lucide-react/icons/link'
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
import type { SessionRow } from '../../shared/model/session.ts'
import { openBeside, openTogether } from '../panes/actions.ts'
import { paneMenu } from '../panes/paneMenu.ts'
import { sessionLink } from '../../shared/links.ts'
import { MOST_PANES } from '../../shared/panes.ts'
import { copy, exportSession, openSession } from '../store/actions.ts'
import { exportMany } from '../store/marking.ts'
import { exportDialogFor, openDialog } from '../store/navigation.ts'
import { clearSelection, targetsOf } from '../store/selection.ts'
import { app } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import { openMenu, type MenuItem } from '../ui/overlay.ts'
import { groupMenu } from './groupMenu.ts'
import { groupOf } from './groupOf.ts'
import { markTogether } from './rowActions.ts'
import { rowElementId } from './rowElement.ts'

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
    ? [
        { kind: 'action', id: 'open', label: t('common.open'), keys: 'Enter', perform: () => void openSession(id) },
        {
          kind: 'action',
          id: 'beside',
          label: t('panes.open'),
          keys: shortcutLabel('Mod+Enter', platform),
          icon: Columns,
          perform: () => void openBeside(id),
        },
      ]
    : paneMenu(id)
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
      ]
    : []
  // What was never sent has a draft and a name: that goes along in the form that can be imported again.
  const written: readonly MenuItem[] = [
    { kind: 'separator', id: 'beforeExport' },
    {
      kind: 'action',
      id: 'export',
      label: t('command.exportMore'),
      icon: FileDown,
      perform: () => openDialog(exportDialogFor([id])),
    },
    ...(stored
      ? ([
          {
            kind: 'action',
            id: 'markdown',
            label: t('command.exportMarkdown'),
            keys: key('session.export'),
            icon: FileDown,
            perform: () => void exportSession(id, 'markdown'),
          },
        ] as const)
      : []),
    {
      kind: 'action',
      id: 'json',
      label: t('command.exportJson'),
      keys: key('session.exportJson'),
      icon: FileDown,
      perform: () => void exportSession(id, 'json'),
    },
    ...(inList
      ? ([
          {
            kind: 'action',
            id: 'import',
            label: t('command.import'),
            icon: FileUp,
            perform: () => openDialog({ kind: 'import' }),
          },
        ] as const)
      : []),
  ]
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
    ...markItems([id]),
    { kind: 'separator', id: 'beforeCopy' },
    {
      kind: 'action',
      id: 'copyId',
      label: t('command.copyId'),
      icon: Copy,
      perform: () => void copy(id, t('id.copied')),
    },
    {
      kind: 'action',
      id: 'copyLink',
      label: t('command.copyLink'),
      icon: Link,
      perform: () => void copy(sessionLink(id), t('link.copied')),
    },
    ...kept,
    ...written,
    ...(inList ? groupItem(id) : []),
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

/** The way by keys to what can be done with a whole group: its heading can have the focus only while it is folded. */
function groupItem(id: string): readonly MenuItem[] {
  const heading = groupOf(app.getState().entries, id)
  if (heading === undefined) return []
  const { label, items } = groupMenu(heading)
  return [
    {
      kind: 'action',
      id: 'group',
      label: app.getState().t('group.menu', { name: label }),
      perform: () => openMenu({ anchor: document.getElementById(rowElementId(id)) ?? { x: 48, y: 96 }, label, items }),
    },
  ]
}

/** What can be done with several sessions together, for the list's menu. */
function manyMenu(ids: readonly string[]): readonly MenuItem[] {
  const { t, platform } = app.getState()
  const together: readonly MenuItem[] =
    ids.length > MOST_PANES
      ? []
      : [
          {
            kind: 'action',
            id: 'together',
            label: t('panes.openTogether'),
            icon: Columns,
            perform: () => {
              clearSelection()
              void openTogether(ids)
            },
          },
        ]
  return [
    { kind: 'text', id: 'count', label: t('many.count', { count: ids.length }) },
    ...together,
    ...markItems(ids),
    {
      kind: 'action',
      id: 'copyIds',
      label: t('many.copyIds'),
      icon: Copy,
      perform: () => void copy(ids.join('\n'), t('many.idsCopied', { count: ids.length })),
    },
    { kind: 'separator', id: 'beforeExport' },
    {
      kind: 'action',
      id: 'export',
      label: t('many.export'),
      icon: FileDown,
      perform: () => openDialog(exportDialogFor(ids)),
    },
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

/** What is marked the same way at one session and at several together. */
function markItems(ids: readonly string[]): readonly MenuItem[] {
  const { t, platform, rows } = app.getState()
  const all = (test: (row: SessionRow) => boolean): boolean =>
    ids.every((id) => {
      const row = rows.get(id)
      return row === undefined || test(row)
    })
  const item = (id: string, command: string, label: StringKey, icon: LucideIcon): MenuItem => ({
    kind: 'action',
    id,
    label: t(label),
    icon,
    keys: keysOf(command, platform),
    perform: () => void markTogether(command, ids),
  })
  const pinned = all((row) => row.pinned)
  const unread = all((row) => row.unread)
  const archived = all((row) => row.archived)
  return [
    item('pin', 'session.pin', pinned ? 'marks.unpin' : 'marks.pin', pinned ? PinOff : Pin),
    ...(all((row) => row.unsent)
      ? []
      : [item('unread', 'session.markUnread', unread ? 'mark.read' : 'mark.unread', unread ? CheckCheck : CircleDot)]),
    item(
      'archive',
      'session.archive',
      archived ? 'mark.unarchive' : 'mark.archive',
      archived ? ArchiveRestore : Archive,
    ),
    item('tags', 'session.tags', 'many.tags', Tag),
  ]
}
