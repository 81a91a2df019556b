import Archive from 'lucide-react/icons/archive'
import CircleDot from 'lucide-react/icons/circle-dot'
import FileDown from 'lucide-react/icons/file-down'
import Pin from 'lucide-react/icons/pin'
import Tag from 'lucide-react/icons/tag'
import Trash from 'lucide-react/icons/trash-2'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { keysOf } from '../commands.ts'
import { shortcutLabel } from '../keys.ts'
import { exportMany, toggleArchived, togglePinned, toggleUnread } from '../store/marking.ts'
import { exportDialogFor, openDialog } from '../store/navigation.ts'
import { chosenNow, clearSelection, selectAll, showChosen } from '../store/selection.ts'
import { useApp, useT } from '../store/store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { focusListLater } from '../ui/focus.ts'
import { openMenu } from '../ui/overlay.ts'
import type { MenuItem } from '../ui/overlay.ts'
import './manyBar.css'

/** What can be done with the sessions that are chosen together, and how far it is. */
export function ManyBar(): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const working = useApp((state) => state.working)
  const { ids: chosen, folded, hidden } = useApp(chosenNow)
  const count = chosen.length
  const ids = (): readonly string[] => chosenNow().ids
  return (
    <div className="many" role="toolbar" aria-label={t('many.label')}>
      <div className="many-head">
        <span className="many-count" role="status">
          {count === 0 ? t('many.hint') : t('many.count', { count })}
        </span>
        <Button variant="link" onClick={selectAll}>
          {t('many.all')}
        </Button>
        <IconButton
          label={t('many.done')}
          keys={shortcutLabel('Escape', platform)}
          onClick={() => {
            clearSelection()
            focusListLater()
          }}
        >
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {hidden.length > 0 && <Away text={t('many.hidden', { count: hidden.length })} />}
      {folded > 0 && <Away text={t('many.folded', { count: folded })} />}
      {working === null ? (
        <div className="many-actions">
          <Action
            label={t('marks.pin')}
            keys={keysOf('session.pin', platform)}
            off={count === 0}
            perform={() => void togglePinned(ids())}
          >
            <Pin aria-hidden="true" />
          </Action>
          <Action
            label={t('mark.unread')}
            keys={keysOf('session.markUnread', platform)}
            off={count === 0}
            perform={() => void toggleUnread(ids())}
          >
            <CircleDot aria-hidden="true" />
          </Action>
          <Action
            label={t('mark.archive')}
            keys={keysOf('session.archive', platform)}
            off={count === 0}
            perform={() => void toggleArchived(ids())}
          >
            <Archive aria-hidden="true" />
          </Action>
          <Action
            label={t('many.tags')}
            keys={keysOf('session.tags', platform)}
            off={count === 0}
            perform={() => openDialog({ kind: 'tagMany', ids: ids() })}
          >
            <Tag aria-hidden="true" />
          </Action>
          <IconButton
            label={t('many.export')}
            disabled={count === 0}
            aria-haspopup="menu"
            onClick={(event) =>
              openMenu({
                anchor: event.currentTarget,
                label: t('many.export'),
                items: [
                  {
                    kind: 'action',
                    id: 'export',
                    label: t('many.export'),
                    perform: () => openDialog(exportDialogFor(ids())),
                  },
                  ...(['markdown', 'json'] as const).map((format): MenuItem => ({
                    kind: 'action',
                    id: format,
                    label: t(format === 'json' ? 'many.exportJson' : 'many.exportMarkdown'),
                    keys: keysOf(format === 'json' ? 'session.exportJson' : 'session.export', platform),
                    perform: () => void exportMany(ids(), format),
                  })),
                ],
              })
            }
          >
            <FileDown aria-hidden="true" />
          </IconButton>
          <Action
            label={t('many.delete')}
            keys={shortcutLabel('Delete', platform)}
            off={count === 0}
            perform={() => openDialog({ kind: 'delete', ids: ids() })}
          >
            <Trash aria-hidden="true" />
          </Action>
        </div>
      ) : (
        <div className="many-working">
          <progress max={working.total} value={working.done} aria-label={t('many.label')} />
          <span>{t('many.progress', { done: working.done, total: working.total })}</span>
          <Button onClick={working.cancel}>{t('many.stop')}</Button>
        </div>
      )}
    </div>
  )
}

/** What one does not see of what is chosen, and the way to see it. */
function Away({ text }: { readonly text: string }): ReactNode {
  const t = useT()
  return (
    <p className="many-away">
      <span role="status">{text}</span>{' '}
      <Button variant="link" onClick={showChosen}>
        {t('many.show')}
      </Button>
    </p>
  )
}

function Action({
  label,
  keys,
  off,
  perform,
  children,
}: {
  readonly label: string
  readonly keys: string
  readonly off: boolean
  readonly perform: () => void
  readonly children: ReactNode
}): ReactNode {
  return (
    <IconButton label={label} keys={keys} disabled={off} onClick={perform}>
      {children}
    </IconButton>
  )
}
