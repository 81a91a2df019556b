import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { FolderRule, SessionGrant } from '../../shared/rules.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import { call } from '../bridge.ts'
import { titleOf } from '../list/labels.ts'
import { useApp, useT } from '../store/store.ts'
import { attempt, inform, report } from '../store/toasts.ts'
import { ruleWords } from '../transcript/ruleWords.ts'
import { Button } from '../ui/button.tsx'
import { PERMISSIONS_ID } from './showRules.ts'

interface Allowed {
  readonly rules: readonly FolderRule[]
  readonly grants: readonly SessionGrant[]
}

const grantWords: Readonly<Record<SessionGrant['action'], StringKey>> = {
  shell: 'request.run',
  write: 'request.write',
  read: 'request.read',
  url: 'request.url',
  tool: 'request.tool',
  other: 'request.other',
}

/** What is allowed without being asked: for folders, and for the open session; each can be taken back. */
export function PermissionSettings(): ReactNode {
  const t = useT()
  const activeId = useApp((state) => state.activeId)
  const row = useApp((state) => state.rows.get(state.activeId ?? ''))
  const [allowed, setAllowed] = useState<Allowed | null>(null)
  const [busy, setBusy] = useState(false)

  const read = (): void => {
    call('permission.list', { id: activeId }).then(setAllowed, report)
  }
  useEffect(read, [activeId])

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
      {allowed !== null && allowed.grants.length > 0 && row !== undefined && (
        <section aria-label={t('permissions.session', { title: titleOf(t, row) })}>
          <p className="kept-total">{t('permissions.session', { title: titleOf(t, row) })}</p>
          <ul className="permissions-grants">
            {allowed.grants.map((grant, index) => (
              <li key={index}>
                {t(grantWords[grant.action])}{' '}
                {grant.what === '' ? t('permissions.anyFile') : <code className="subject">{grant.what}</code>}
              </li>
            ))}
          </ul>
          <div className="provider-actions">
            <Button
              disabled={busy}
              onClick={() =>
                void act(call('permission.revokeSession', { id: row.id }), t('permissions.sessionRevoked'))
              }
            >
              {t('permissions.revokeSession')}
            </Button>
          </div>
        </section>
      )}
    </div>
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
