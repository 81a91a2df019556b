import PanelLeft from 'lucide-react/icons/panel-left'
import type { ReactNode } from 'react'
import { keysOf, runCommand } from '../commands.ts'
import { waitingCount } from '../list/waitingRows.ts'
import { useApp, useT } from '../store/store.ts'
import { IconButton } from './button.tsx'
import './listButton.css'

/** Brings the list out where it is hidden; says meanwhile how many sessions wait for the person. */
export function ListButton(): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const waiting = useApp((state) => waitingCount(state.rows))
  return (
    <IconButton
      className="head-list"
      label={waiting === 0 ? t('header.list') : t('header.listWaiting', { count: waiting })}
      keys={keysOf('view.sidebar', platform)}
      onClick={() => runCommand('view.sidebar')}
    >
      <PanelLeft aria-hidden="true" />
      {waiting > 0 && (
        <span className="head-waiting" aria-hidden="true">
          {waiting}
        </span>
      )}
    </IconButton>
  )
}
