import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import type { FoundSecrets } from '../../shared/exporting.ts'
import { closeDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'

/** What was found before anything is written, and what to do about it. */
export function SecretList({
  found,
  many,
  onChoose,
}: {
  readonly found: FoundSecrets
  /** Whether it says of each in which session it is. */
  readonly many: boolean
  readonly onChoose: (redact: boolean) => void
}): ReactNode {
  const t = useT()
  const { secrets, more } = found
  return (
    <>
      <Dialog.Description className="dialog-text" role="status">
        {t('secrets.found', { count: secrets.length })} {more && t('secrets.more')} {t('secrets.what')}
      </Dialog.Description>
      <SecretLines found={found} many={many} />
      <p className="dialog-text">{t('secrets.redaction')}</p>
      <div className="dialog-actions">
        <SecretWays onChoose={onChoose} onCancel={closeDialog} />
      </div>
    </>
  )
}

/** What to do about what was found; `redact`: it is struck out. */
export function SecretWays({
  onChoose,
  onCancel,
}: {
  readonly onChoose: (redact: boolean) => void
  readonly onCancel: () => void
}): ReactNode {
  const t = useT()
  return (
    <>
      <Button data-first-focus="" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
      <Button onClick={() => onChoose(false)}>{t('secrets.asItIs')}</Button>
      <Button variant="primary" onClick={() => onChoose(true)}>
        {t('secrets.redact')}
      </Button>
    </>
  )
}

/** What was found, each with where it is, and never whole. */
export function SecretLines({ found, many }: { readonly found: FoundSecrets; readonly many: boolean }): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  const language = useApp((state) => state.language)
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <ul className="dialog-list secret-list" tabIndex={0} aria-label={t('secrets.list')}>
      {found.secrets.map(({ sessionId, rule, masked, where, at, count }) => (
        <li key={`${sessionId} ${rule} ${masked} ${where} ${at ?? ''}`}>
          <span className="secret-rule">{ruleWords(rule)}</span>
          <span className="mono">{masked}</span>
          <span className="secret-where">
            {[
              ...(many ? [rows.get(sessionId)?.title ?? sessionId] : []),
              t(`secrets.where.${where}`),
              ...(at === null ? [] : [time.format(new Date(at))]),
              ...(count > 1 ? [t('secrets.times', { count })] : []),
            ].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The rule's own name as words: `GITHUB_TOKEN` is "GITHUB TOKEN". */
function ruleWords(rule: string): string {
  return rule.replaceAll('_', ' ')
}
