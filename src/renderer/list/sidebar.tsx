import Ellipsis from 'lucide-react/icons/ellipsis'
import Plus from 'lucide-react/icons/plus'
import TextSearch from 'lucide-react/icons/text-search'
import type { ReactNode } from 'react'
import { commandOf, keysOf, runCommand } from '../commands.ts'
import { app, useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { openMenu } from '../ui/overlay.ts'
import type { MenuItem } from '../ui/overlay.ts'
import { FilterBox } from './filterBox.tsx'
import { SessionList } from './sessionList.tsx'
import { StatusFoot } from './statusFoot.tsx'
import { Resizer } from './resizer.tsx'
import './sidebar.css'

/** The list of sessions with its filter, and how the runtime is doing. */
export function Sidebar(): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  return (
    <aside className="sidebar" aria-label={t('list.label')}>
      <div className="sidebar-top">
        <span className="sidebar-brand">{t('app.name')}</span>
        <IconButton
          label={t('command.search')}
          keys={keysOf('view.search', platform)}
          onClick={() => runCommand('view.search')}
        >
          <TextSearch aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t('list.menu')}
          aria-haspopup="menu"
          onClick={(event) => openMenu({ anchor: event.currentTarget, label: t('list.menu'), items: mainMenu() })}
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t('command.newSession')}
          keys={keysOf('session.new', platform)}
          primary
          onClick={() => runCommand('session.new')}
        >
          <Plus aria-hidden="true" />
        </IconButton>
      </div>
      <FilterBox />
      <SessionList />
      <StatusFoot />
      <Resizer />
    </aside>
  )
}

function mainMenu(): readonly MenuItem[] {
  const { t, platform } = app.getState()
  const item = (id: string): MenuItem => {
    const command = commandOf(id)
    return {
      kind: 'action',
      id,
      label: t(command.title),
      keys: keysOf(id, platform),
      perform: () => runCommand(id),
    }
  }
  return [
    item('view.palette'),
    item('view.search'),
    item('app.bookmarks'),
    item('app.cleanup'),
    item('app.trash'),
    { kind: 'separator', id: 'middle' },
    item('view.sidebar'),
    item('help.keys'),
    item('app.settings'),
  ]
}
