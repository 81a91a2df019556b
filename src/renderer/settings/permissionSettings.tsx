import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { FolderRule, SessionGrants } from '../../shared/rules.ts'
import { call } from '../bridge.ts'
import { titleOf } from '../list/labels.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { attempt, inform, report } from '../store/toasts.ts'
import { ruleWords } from '../transcript/ruleWords.ts'
import { actionWords } from '../transcript/sentences.ts'
import { Button } from '../ui/button.tsx'
import { PERMISSIONS_ID } from './showRules.ts'

interface Allowed {
  readonly rules: readonly FolderRule[]
  readonly sessions: readonly SessionGrants[]
}

/** What is allowed without being asked: for folders, and for sessions until they are closed; each can be taken back. */
export function PermissionSettings(): ReactNode {
  const t = useT()
  const [allowed, setAllowed] = useState<Allowed | null>(null)
  const [busy, setBusy] = useState(false)

  const read = (): void => {
    call('permission.list', {}).then(setAllowed, report)
  }
  useEffect(read, [])

  async function act(work: Promise<void>, done: string): Promise<void> {
    setBusy(true)
    if ((await attempt(work.then(() => true))) === true) inform(done)
    setBusy(false)
    read()
  }
  const revoke = (ids: readonly string[]): void => {
    void act(call('permission.revoke', { ids: [...ids] }), t('permissions.revoked', { count: ids.length }))
  }

  return (
    <div id={PERMISSIONS_ID} tabIndex={-1} className="permissions">
      <p className="field-help">{t('permissions.help')}</p>
      {allowed === null && <p className="field-help">{t('list.loading')}</p>}
      {allowed?.rules.length === 0 && <p className="field-help">{t('permissions.none')}</p>}
      {allowed !== null && allowed.rules.length > 0 && (
        <>
          <ul className="kept-list" aria-label={t('permissions.title')}>
            {allowed.rules.map((rule) => (
              <RuleLine key={rule.id} rule={rule} disabled={busy} onRevoke={() => revoke([rule.id])} />
            ))}
          </ul>
          {allowed.rules.length > 1 && (
            <div className="provider-actions">
              <Button disabled={busy} onClick={() => revoke(allowed.rules.map(({ id }) => id))}>
                {t('permissions.revokeAll')}
              </Button>
            </div>
          )}
        </>
      )}
      {allowed?.sessions.map((one) => (
        <SessionLines
          key={one.id}
          session={one}
          disabled={busy}
          onRevoke={() => void act(call('permission.revokeSession', { id: one.id }), t('permissions.sessionRevoked'))}
        />
      ))}
    </div>
  )
}

/** What was allowed for one session. The runtime forgets it as a whole. */
function SessionLines({
  session: { id, grants },
  disabled,
  onRevoke,
}: {
  readonly session: SessionGrants
  readonly disabled: boolean
  readonly onRevoke: () => void
}): ReactNode {
  const t = useT()
  const row = useApp(selectRow(id))
  const name = t('permissions.session', { title: row === undefined ? id : titleOf(t, row) })
  return (
    <section aria-label={name}>
      <p className="kept-total">{name}</p>
      <ul className="permissions-grants">
        {grants.map((grant, index) => (
          <li key={index}>
            {t(actionWords[grant.action])}{' '}
            {grant.what === '' ? t('permissions.anyFile') : <code className="subject">{grant.what}</code>}
          </li>
        ))}
      </ul>
      <div className="provider-actions">
        <Button disabled={disabled} onClick={onRevoke}>
          {t('permissions.revokeSession')}
        </Button>
      </div>
    </section>
  )
}

function RuleLine({
  rule,
  disabled,
  onRevoke,
}: {
  readonly rule: FolderRule
  readonly disabled: boolean
  readonly onRevoke: () => void
}): ReactNode {
  const t = useT()
  const language = useApp((state) => state.language)
  const locale = useApp((state) => state.dateLocale)
  const date = (at: number): string =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
  const what = ruleWords(t, language, rule.tool, [rule.what])
  const used =
    rule.lastUsedAt === null ? t('permissions.unused') : t('permissions.used', { date: date(rule.lastUsedAt) })
  return (
    <li className="kept-line">
      <span className="kept-text">
        <span className="kept-name mono">{what}</span>
        <span className="kept-facts">
          {[rule.folder, t('permissions.since', { date: date(rule.createdAt) }), used].join(' · ')}
        </span>
      </span>
      <span className="kept-actions">
        <Button
          disabled={disabled}
          aria-label={t('permissions.revokeOne', { what, folder: rule.folder })}
          onClick={onRevoke}
        >
          {t('permissions.revoke')}
        </Button>
      </span>
    </li>
  )
}
