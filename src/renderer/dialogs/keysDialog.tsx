import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { commandOf } from '../commands.ts'
import { commands } from '../commandTable.ts'
import { shortcutLabel } from '../keys.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { closeDialog } from '../store/navigation.ts'
import { composerKeys } from './composerKeys.ts'

/** Every key of the app on one page. */
export function KeysDialog(): ReactNode {
  const t = useT()
  const sendKey = useApp((state) => state.settings.sendKey)
  const withKeys = commands.filter((command) => command.keys.length > 0)
  const lines = (scope: 'everywhere' | 'session'): readonly (readonly [string, readonly string[]])[] =>
    withKeys.filter((command) => command.scope === scope).map((command) => [t(command.title), command.keys])
  return (
    <>
      <Dialog.Title className="dialog-title">{t('keys.title')}</Dialog.Title>
      {/* It takes the focus so that it can be scrolled at once, from its beginning. */}
      <div className="keys-scroller" role="region" aria-label={t('keys.title')} tabIndex={0} data-first-focus="">
        <div className="keys-columns">
          <Keys title={t('keys.everywhere')} lines={lines('everywhere')} />
          <Keys
            title={t('keys.conversation')}
            lines={[
              [t('keys.conversation.turns'), ['Alt+ArrowUp', 'Alt+ArrowDown']],
              [t('keys.conversation.enter'), ['Enter']],
              [t('keys.conversation.parts'), ['ArrowUp', 'ArrowDown']],
              [t('keys.conversation.fold'), ['ArrowLeft', 'ArrowRight']],
              [t('keys.conversation.back'), ['Escape']],
            ]}
          />
          <Keys
            title={t('keys.list')}
            lines={[
              [t('keys.list.move'), ['ArrowUp', 'ArrowDown']],
              [t('keys.list.open'), ['Enter']],
              [t('keys.list.beside'), ['Mod+Enter']],
              [t('keys.list.rename'), ['F2']],
              [t('keys.list.pin'), commandOf('session.pin').keys],
              [t('keys.list.archive'), commandOf('session.archive').keys],
              [t('keys.list.unread'), commandOf('session.markUnread').keys],
              [t('keys.list.toggle'), ['Ctrl+Space']],
              [t('keys.list.range'), ['Shift+ArrowUp', 'Shift+ArrowDown']],
              [t('keys.list.all'), ['Mod+A']],
              [t('keys.list.fold'), ['ArrowLeft', 'ArrowRight']],
              [t('keys.list.views'), ['Mod+1', 'Mod+9']],
              [t('keys.list.delete'), ['Delete']],
              [t('keys.list.menu'), ['Shift+F10']],
            ]}
          />
          <Keys
            title={t('keys.session')}
            lines={[...composerKeys(sendKey).map(([key, keys]) => [t(key), keys] as const), ...lines('session')]}
          />
        </div>
      </div>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.close')}</Button>
      </div>
    </>
  )
}

function Keys({
  title,
  lines,
}: {
  readonly title: string
  readonly lines: readonly (readonly [string, readonly string[]])[]
}): ReactNode {
  const platform = useApp((state) => state.platform)
  return (
    <section className="keys-group">
      <h3>{title}</h3>
      <dl>
        {lines.map(([label, keys]) => (
          <div key={label} className="keys-line">
            <dt>{label}</dt>
            <dd>
              {keys.map((one) => (
                <kbd key={one} className="kbd">
                  {shortcutLabel(one, platform)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
