import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { changeNewSession } from './begin.ts'

/** So much of it tells which text it is. */
const SHOWN = 300

/** What a command line brought for the box of the session that is to be made. */
export function BroughtText({ text }: { readonly text: string }): ReactNode {
  const t = useT()
  return (
    <div className="field" role="group" aria-label={t('new.text')}>
      <span className="field-label">{t('new.text')}</span>
      <div className="new-text">
        <span>{text.trim().slice(0, SHOWN).toWellFormed()}</span>
        <IconButton label={t('new.textRemove')} onClick={() => changeNewSession({ text: undefined })}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <span className="field-help">{t('new.textHelp')}</span>
    </div>
  )
}
