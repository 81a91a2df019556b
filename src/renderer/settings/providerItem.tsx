import Pencil from 'lucide-react/icons/pencil'
import Trash from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { Provider } from '../../shared/model/provider.ts'
import { COPILOT_PROVIDER, PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { providerName } from '../models/offered.ts'
import { useT } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Held } from '../ui/held.tsx'

/** One provider of the list: what it is, and what can be done with it. */
export function ProviderItem({
  provider,
  isDefault,
  line,
  open,
  onToggle,
  onRemoved,
  children,
}: {
  readonly provider: Provider
  readonly isDefault: boolean
  readonly line: string
  readonly open: boolean
  readonly onToggle: () => void
  readonly onRemoved: () => void
  readonly children: ReactNode
}): ReactNode {
  const t = useT()
  const [asking, setAsking] = useState(false)
  const name = providerName(t, provider)
  const own = provider.id !== PRACTICE_PROVIDER && provider.id !== COPILOT_PROVIDER

  async function remove(): Promise<void> {
    try {
      await call('provider.remove', { id: provider.id })
      onRemoved()
    } catch (error) {
      report(error)
    }
    setAsking(false)
  }

  return (
    <li className="providers-item">
      <div className="providers-head">
        <div className="providers-text">
          <span className="providers-name">
            {name}
            {isDefault && <small>{t('settings.default')}</small>}
          </span>
          <span className="providers-line">{line}</span>
        </div>
        {provider.id !== PRACTICE_PROVIDER && (
          <IconButton label={t('settings.editProvider', { name })} aria-expanded={open} onClick={onToggle}>
            <Pencil aria-hidden="true" />
          </IconButton>
        )}
        {own && (
          <IconButton label={t('settings.removeProvider', { name })} onClick={() => setAsking(true)}>
            <Trash aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {asking && (
        <Held
          className="providers-confirm"
          role="alertdialog"
          aria-label={t('settings.removeProvider', { name })}
          onCancel={() => setAsking(false)}
        >
          <p>{t('settings.removeProviderConfirm')}</p>
          <Button data-first-focus="" onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
          <Button variant="danger" onClick={() => void remove()}>
            {t('common.remove')}
          </Button>
        </Held>
      )}
      {open && (
        <Held className="providers-body" onCancel={onToggle}>
          {children}
        </Held>
      )}
    </li>
  )
}
