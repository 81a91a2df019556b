import Ellipsis from 'lucide-react/icons/ellipsis'
import Plus from 'lucide-react/icons/plus'
import TextSearch from 'lucide-react/icons/text-search'
import { lazy, Suspense, useDeferredValue } from 'react'
import type { ReactNode } from 'react'
import { commandOf, keysOf, runCommand } from '../commands.ts'
import { app, useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { keptFocus } from '../ui/keptFocus.ts'
import { openMenu } from '../ui/overlay.ts'
import type { MenuItem } from '../ui/overlay.ts'
import { FilterBox } from './filterBox.tsx'
import { ListBar } from './listBar.tsx'
import { SessionList } from './sessionList.tsx'
import { StatusFoot } from './statusFoot.tsx'
import { Resizer } from './resizer.tsx'
import './sidebar.css'

const ManyBar = lazy(async () => ({ default: (await import('./manyBar.tsx')).ManyBar }))

/** The list of sessions with its filter, and how the runtime is doing. */
export function Sidebar(): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const any = useApp((state) => state.rows.size > 0)
  // The page, which one may want to write in, is there first; the rows of the list come a frame later.
  const drawn = useDeferredValue(true, false)
  const choosing = useApp((state) => state.selecting || state.selection.size > 0 || state.working !== null)
  return (
    <aside ref={keptFocus} className="sidebar" aria-label={t('list.label')}>
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
      {any && <ListBar />}
      {drawn ? <SessionList /> : <div className="list-area" aria-busy="true" />}
      {choosing && (
        <Suspense fallback={null}>
          <ManyBar />
        </Suspense>
      )}
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
    { kind: 'separator', id: 'beforeFiles' },
    item('session.import'),
    item('list.export'),
    { kind: 'separator', id: 'middle' },
    item('list.select'),
    item('view.sidebar'),
    item('help.keys'),
    item('app.settings'),
  ]
}
