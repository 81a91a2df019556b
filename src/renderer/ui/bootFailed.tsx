import type { ReactNode } from 'react'
import { useApp, useT } from '../store/store.ts'
import { Button } from './button.tsx'
import './messagePage.css'

/** What is shown when main could not say what to show. */
export function BootFailed(): ReactNode {
  const t = useT()
  const failure = useApp((state) => state.bootFailure)
  const code = failure?.code ?? 'internal'
  const detail = failure?.detail ?? ''
  return (
    <div className="message-page" role="alert">
      <h1>{t('boot.failed')}</h1>
      <p>
        {t(`error.${code}`, { detail })}. {t(`error.${code}.help`, { detail })}
      </p>
      <div className="message-page-actions">
        <Button variant="primary" onClick={() => window.location.reload()}>
          {t('common.retry')}
        </Button>
      </div>
    </div>
  )
}
