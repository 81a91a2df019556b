import Columns from 'lucide-react/icons/columns-2'
import MoveLeft from 'lucide-react/icons/arrow-left'
import MoveRight from 'lucide-react/icons/arrow-right'
import X from 'lucide-react/icons/x'
import { keysOf } from '../commands.ts'
import { app } from '../store/store.ts'
import type { MenuItem } from '../ui/overlay.ts'
import { closePane, movePane } from './actions.ts'
import { pickBeside } from './paneCommands.ts'

/** What can be done with the pane of a session, for its header's menu. */
export function paneMenu(id: string): readonly MenuItem[] {
  const { t, platform, panes } = app.getState()
  const at = panes.findIndex((pane) => pane.id === id)
  const beside: readonly MenuItem[] = [
    {
      kind: 'action',
      id: 'beside',
      label: t('command.paneBeside'),
      keys: keysOf('pane.beside', platform),
      icon: Columns,
      perform: pickBeside,
    },
  ]
  const last: MenuItem = { kind: 'separator', id: 'afterPanes' }
  if (panes.length < 2) return [...beside, last]
  const left: readonly MenuItem[] =
    at > 0
      ? [{ kind: 'action', id: 'left', label: t('panes.moveLeft'), icon: MoveLeft, perform: () => movePane(-1) }]
      : []
  const right: readonly MenuItem[] =
    at < panes.length - 1
      ? [{ kind: 'action', id: 'right', label: t('panes.moveRight'), icon: MoveRight, perform: () => movePane(1) }]
      : []
  return [
    ...beside,
    ...left,
    ...right,
    {
      kind: 'action',
      id: 'close',
      label: t('panes.close'),
      hint: t('panes.closeHint'),
      keys: keysOf('pane.close', platform),
      icon: X,
      perform: () => closePane(id),
    },
    last,
  ]
}
