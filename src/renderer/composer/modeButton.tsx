import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ReactNode } from 'react'
import type { SessionMode } from '../../shared/model/session.ts'
import { keysOf } from '../commands.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { openModeMenu } from './modes.ts'

/** How the agent works, and the way to change it; nothing in a chat, which has no tools. */
export function ModeButton({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const row = useApp(selectRow(sessionId))
  const platform = useApp((state) => state.platform)
  if (row?.kind !== 'agent') return null
  const mode: SessionMode = row.mode
  const name = t(`mode.${mode}`)
  return (
    <button
      type="button"
      className={`composer-chip composer-mode-${mode}`}
      data-mode-button=""
      aria-haspopup="menu"
      aria-label={t('mode.label', { mode: name })}
      data-tip={t(`mode.${mode}.help`)}
      data-tip-keys={keysOf('composer.mode', platform)}
      onClick={(event) => openModeMenu(sessionId, event.currentTarget)}
    >
      <span>{name}</span>
      <ChevronDown aria-hidden="true" />
    </button>
  )
}
