import type { ReactNode } from 'react'
import { shortcutLabel } from '../keys.ts'
import { useApp, useT } from '../store/store.ts'
import { sendKeys } from './keys.ts'

/** The line under the box: what the keys do now, or what went wrong. */
export function Hints({
  id,
  running,
  failed,
  closed,
  isEmpty,
}: {
  readonly id: string
  readonly running: boolean
  readonly failed: boolean
  readonly closed: boolean
  /** The arrow up brings an earlier prompt then. */
  readonly isEmpty: boolean
}): ReactNode {
  const t = useT()
  const sendKey = useApp((state) => state.settings.sendKey)
  const platform = useApp((state) => state.platform)
  const keys = sendKeys(sendKey)
  const key = (shortcut: string): { readonly key: string } => ({ key: shortcutLabel(shortcut, platform) })
  if (failed || closed) {
    return (
      <div id={id} className={`composer-hints ${failed ? 'composer-hints-bad' : ''}`} role="status">
        <span>{t(failed ? 'composer.notSent' : 'composer.closed')}</span>
      </div>
    )
  }
  return (
    <div id={id} className="composer-hints">
      <span>{t(running ? 'composer.hintQueue' : 'composer.hintSend', key(keys.send))}</span>
      {running ? (
        <>
          <span>{t('composer.hintSteer', key(keys.steer))}</span>
          <span>{t('composer.hintStop', key('Escape'))}</span>
        </>
      ) : (
        <span>{t('composer.hintNewline', key(keys.newLine))}</span>
      )}
      {isEmpty && !running && <span>{t('composer.hintPrevious', key('ArrowUp'))}</span>}
    </div>
  )
}
