import CheckCheck from 'lucide-react/icons/list-checks'
import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronRight from 'lucide-react/icons/chevron-right'
import FileDown from 'lucide-react/icons/file-down'
import FileUp from 'lucide-react/icons/file-up'
import Plus from 'lucide-react/icons/plus'
import { beginSession } from '../sessions/begin.ts'
import { toggleGroup } from '../store/listing.ts'
import { exportDialogFor, openDialog } from '../store/navigation.ts'
import { listOrder } from '../store/order.ts'
import { select } from '../store/selection.ts'
import { app } from '../store/store.ts'
import type { MenuItem } from '../ui/overlay.ts'
import { groupLabel } from './groupLabel.ts'
import type { ListEntry } from './order.ts'

/** What can be done with all that stands under a heading of the list. */
export function groupMenu({ key, group, folded }: Extract<ListEntry, { kind: 'group' }>): {
  readonly label: string
  readonly items: readonly MenuItem[]
} {
  const { t, dateLocale, providers } = app.getState()
  const ids = listOrder.idsOf(key)
  const folder = group.kind === 'folder' ? group.name : null
  return {
    label: groupLabel(t, dateLocale, providers, group),
    items: [
      {
        kind: 'action',
        id: 'fold',
        label: t(folded ? 'group.unfold' : 'group.fold'),
        icon: folded ? ChevronDown : ChevronRight,
        perform: () => toggleGroup(key),
      },
      {
        kind: 'action',
        id: 'select',
        label: t('group.select', { count: ids.length }),
        icon: CheckCheck,
        perform: () => select(listOrder.idsOf(key)),
      },
      ...(folder === null
        ? []
        : ([
            {
              kind: 'action',
              id: 'new',
              label: t('group.newHere'),
              icon: Plus,
              perform: () => beginSession({ kind: 'agent', folder }),
            },
          ] as const)),
      { kind: 'separator', id: 'beforeExport' },
      {
        kind: 'action',
        id: 'export',
        label: t('list.exportThese', { count: ids.length }),
        icon: FileDown,
        perform: () => openDialog(exportDialogFor(listOrder.idsOf(key))),
      },
      importItem(),
    ],
  }
}

/** What can be done where no session stands. */
export function emptySpaceMenu(): readonly MenuItem[] {
  const { t } = app.getState()
  const ids = listOrder.idsOf(null)
  return [
    {
      kind: 'action',
      id: 'export',
      label: t('list.exportThese', { count: ids.length }),
      icon: FileDown,
      disabled: ids.length === 0,
      perform: () => openDialog(exportDialogFor(listOrder.idsOf(null))),
    },
    importItem(),
  ]
}

function importItem(): MenuItem {
  const { t } = app.getState()
  return {
    kind: 'action',
    id: 'import',
    label: t('command.import'),
    icon: FileUp,
    perform: () => openDialog({ kind: 'import' }),
  }
}
