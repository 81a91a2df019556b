import type { ReactNode } from 'react'
import type { FoundSecrets } from '../../shared/exporting.ts'
import { SecretLines, SecretWays } from '../archive/secretList.tsx'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Held } from '../ui/held.tsx'

/** What is likely a secret in what is to be exported first: what to do with it. */
export function SecretsQuestion({
  secrets,
  onExport,
  onCancel,
}: {
  readonly secrets: FoundSecrets
  readonly onExport: (redact: boolean) => void
  readonly onCancel: () => void
}): ReactNode {
  const t = useT()
  return (
    <Held className="cleanup-secrets" role="alertdialog" aria-label={t('secrets.list')} onCancel={onCancel}>
      <p>
        {t('secrets.found', { count: secrets.secrets.length })} {secrets.more && t('secrets.more')} {t('secrets.what')}
      </p>
      <SecretLines found={secrets} many />
      <p>{t('secrets.redaction')}</p>
      <div className="cleanup-secrets-ways">
        <SecretWays onChoose={onExport} onCancel={onCancel} />
      </div>
    </Held>
  )
}

/** The last question before sessions go into the trash. */
export function DeleteQuestion({
  onDelete,
  onCancel,
}: {
  readonly onDelete: () => void
  readonly onCancel: () => void
}): ReactNode {
  const t = useT()
  const days = useApp((state) => state.settings.trashDays)
  return (
    <Held className="tick-confirm" role="alertdialog" aria-label={t('cleanup.confirm')} onCancel={onCancel}>
      <p>{days === 0 ? t('cleanup.confirmStays') : t('cleanup.confirmText', { count: days })}</p>
      <Button data-first-focus="" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
      <Button variant="danger" onClick={onDelete}>
        {t('cleanup.confirm')}
      </Button>
    </Held>
  )
}
