import Info from 'lucide-react/icons/info'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { assertNever } from '../../shared/errors.ts'
import type { AppNotice } from '../../shared/model/boot.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { openSession } from '../store/actions.ts'
import { lookAtCleanup, scheduleCleanup } from '../store/clearing.ts'
import { goTo, openDialog } from '../store/navigation.ts'
import { app, useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { libraryText } from './libraryText.ts'
import { Button, IconButton } from './button.tsx'
import { sizeLabel } from './sizes.ts'
import './bars.css'

/** What the app has to say about itself: quiet bars that stay until they were seen. */
export function Notices(): ReactNode {
  const t = useT()
  const notices = useApp((state) => state.notices)
  const language = useApp((state) => state.dateLocale)
  if (notices.length === 0) return null
  return (
    <section className="bars" aria-label={t('notice.label')}>
      {notices.map((notice) => (
        <div key={notice.kind} className={`bar ${isTrouble(notice) ? 'bar-warn' : ''}`} role="status">
          {isTrouble(notice) ? <TriangleAlert aria-hidden="true" /> : <Info aria-hidden="true" />}
          <p className="bar-text">{noticeText(t, language, notice)}</p>
          {notice.kind === 'crashLoop' && (
            <Button
              onClick={() => {
                dismiss(notice)
                void openSession(notice.sessionId)
              }}
            >
              {t('notice.crashLoop.open')}
            </Button>
          )}
          {(notice.kind === 'diskFull' || notice.kind === 'homeFull') && (
            <Button onClick={() => goTo({ kind: 'cleanup' })}>{t('command.cleanup')}</Button>
          )}
          {notice.kind === 'homeReadOnly' && (
            <Button onClick={() => goTo({ kind: 'settings' })}>{t('command.settings')}</Button>
          )}
          {notice.kind === 'importCut' && (
            <Button
              onClick={() => {
                dismiss(notice)
                openDialog({ kind: 'import' })
              }}
            >
              {t('command.import')}
            </Button>
          )}
          {notice.kind === 'cleanupDue' && (
            <>
              <Button
                onClick={() => {
                  dismiss(notice)
                  lookAtCleanup()
                }}
              >
                {t('notice.cleanupDue.look')}
              </Button>
              <Button onClick={() => dismiss(notice)}>{t('notice.cleanupDue.notNow')}</Button>
              <Button onClick={() => void scheduleCleanup('never', app.getState().settings.cleanup.rule)}>
                {t('notice.cleanupDue.off')}
              </Button>
            </>
          )}
          {!isLasting(notice) && (
            <IconButton label={t('common.dismiss')} onClick={() => dismiss(notice)}>
              <X aria-hidden="true" />
            </IconButton>
          )}
        </div>
      ))}
    </section>
  )
}

function dismiss(notice: AppNotice): void {
  app.setState((state) => ({ notices: state.notices.filter((other) => other.kind !== notice.kind) }))
  void attempt(call('app.dismissNotice', { kind: notice.kind }))
}

function isTrouble(notice: AppNotice): boolean {
  if (notice.kind === 'cleanupDue') return false
  return notice.kind !== 'libraryRestored' || notice.lost === null || notice.lost.length > 0
}

/** What goes away by itself when it is over, or has its own way to be sent away. */
function isLasting({ kind }: AppNotice): boolean {
  return !['libraryRestored', 'libraryLost', 'crashLoop', 'importCut', 'exportCut'].includes(kind)
}

function noticeText(t: Translate, language: string, notice: AppNotice): string {
  switch (notice.kind) {
    case 'libraryRestored':
    case 'libraryLost':
      return libraryText(t, language, notice)
    case 'crashLoop':
      return t('notice.crashLoop', { title: app.getState().rows.get(notice.sessionId)?.title ?? notice.sessionId })
    case 'importCut':
      return t('notice.importCut', { done: notice.done, of: notice.of })
    case 'exportCut': {
      const { to, of: count, many, others } = notice
      const cut = t(many ? 'notice.exportCut.folder' : 'notice.exportCut.file', { to, count })
      return others === 0 ? cut : `${cut} ${t('notice.exportCut.others', { count: others })}`
    }
    case 'cleanupDue':
      return t('notice.cleanupDue', { count: notice.count, size: sizeLabel(notice.bytes, language) })
    case 'diskFull':
    case 'unsaved':
    case 'homeReadOnly':
    case 'homeFull':
    case 'homeUnwritable':
      return t(`notice.${notice.kind}`)
    default:
      return assertNever(notice)
  }
}
