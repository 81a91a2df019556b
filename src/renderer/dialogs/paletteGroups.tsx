import { Command } from 'cmdk'
import ListFilter from 'lucide-react/icons/list-filter'
import type { ReactNode } from 'react'
import { folderName } from '../../shared/folderName.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { asideOf } from '../../shared/sessionQuery.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { Command as Action } from '../command.ts'
import { shortcutLabel } from '../keys.ts'
import { ageLabel } from '../list/age.ts'
import { glyphOf, isChosenId, titleOf } from '../list/labels.ts'
import { chooseView, setFilter } from '../store/listing.ts'
import { closeDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { focusList } from '../ui/focus.ts'
import { Glyph } from '../ui/glyph.tsx'
import type { PaletteSessions } from './paletteSessions.ts'

/** The value of the entry that shows all sessions for the text in the list. */
export const IN_LIST = 'in the list'

export function sessionValue(row: SessionRow): string {
  return `session ${row.id}`
}

export function commandValue(action: Action): string {
  return `command ${action.id}`
}

/** The best sessions for a text; where there are more it says so, and leads to all of them. */
export function SessionGroup({
  text,
  sessions: { shown, total },
  more,
  onChoose,
}: {
  readonly text: string
  readonly sessions: PaletteSessions
  readonly more: boolean
  readonly onChoose: (id: string) => void
}): ReactNode {
  const t = useT()
  const now = useApp((state) => state.now)
  const language = useApp((state) => state.dateLocale)
  if (shown.length === 0) return null
  return (
    <Command.Group heading={t('palette.sessions')}>
      {shown.map((row) => (
        <Command.Item key={row.id} value={sessionValue(row)} className="menu-item" onSelect={() => onChoose(row.id)}>
          <Glyph state={glyphOf(row)} />
          <span className="menu-label">{titleOf(t, row)}</span>
          <span className="palette-id">{whichOf(t, row)}</span>
          <time className="palette-age">{ageLabel(row.activeAt, now, language, t)}</time>
        </Command.Item>
      ))}
      {more && (
        <Command.Item value={IN_LIST} className="menu-item" onSelect={() => showInList(text)}>
          <span className="menu-icon">
            <ListFilter aria-hidden="true" />
          </span>
          <span className="menu-label">{t('palette.inList', { count: total })}</span>
        </Command.Item>
      )}
    </Command.Group>
  )
}

/** What can be done, with its keys. */
export function CommandGroup({
  actions,
  onChoose,
}: {
  readonly actions: readonly Action[]
  readonly onChoose: (action: Action) => void
}): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  if (actions.length === 0) return null
  return (
    <Command.Group heading={t('palette.commands')}>
      {actions.map((action) => (
        <Command.Item
          key={action.id}
          value={commandValue(action)}
          className="menu-item"
          onSelect={() => onChoose(action)}
        >
          <span className="menu-icon" />
          <span className="menu-label">{t(action.title)}</span>
          {action.keys[0] !== undefined && <kbd className="menu-keys">{shortcutLabel(action.keys[0], platform)}</kbd>}
        </Command.Item>
      ))}
    </Command.Group>
  )
}

/** What tells a session from others of its title: the id that somebody chose, or its folder; and why it stands aside. */
function whichOf(t: Translate, row: SessionRow): string {
  const aside = asideOf(row)
  const which = isChosenId(row.id) ? row.id : row.folder === null ? '' : folderName(row.folder)
  return [...(aside === null ? [] : [t(`filter.is.${aside}`)]), ...(which === '' ? [] : [which])].join(' · ')
}

function showInList(text: string): void {
  closeDialog()
  // After the focus has gone back to where it belongs.
  requestAnimationFrame(() => {
    chooseView('all')
    setFilter(text)
    focusList()
  })
}
