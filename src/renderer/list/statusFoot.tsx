import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { keysOf, runCommand } from '../commands.ts'
import type { AuthState } from '../../shared/model/provider.ts'
import { COPILOT_PROVIDER } from '../../shared/model/provider.ts'
import { parseQuery } from '../../shared/query.ts'
import { asides } from '../../shared/sessionQuery.ts'
import { showEverything } from '../store/listing.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { AppState } from '../store/state.ts'
import { app, useApp, useT } from '../store/store.ts'
import { openMenu } from '../ui/overlay.ts'
import type { MenuItem } from '../ui/overlay.ts'
import { runtimeAction } from '../runtime/runtimeAction.ts'
import { hiddenBy } from './hiddenBy.ts'
import { statusOf } from './status.ts'
import type { Status } from './status.ts'
import './statusFoot.css'

/** How the runtime and the provider are doing, and how many rows the filter hides. */
export function StatusFoot(): ReactNode {
  const t = useT()
  const runtime = useApp((state) => state.runtime)
  const providers = useApp((state) => state.providers)
  const settings = useApp((state) => state.settings)
  const hidden = useApp((state) => (state.listing ? 0 : state.hidden))
  const online = useApp((state) => state.online)
  const platform = useApp((state) => state.platform)
  const rows = useApp((state) => (state.listing ? null : state.rows))
  const filter = useApp((state) => state.filter)
  const why = useMemo(() => (rows === null ? '' : hiddenWhy(t, rows, filter, hidden)), [t, rows, filter, hidden])
  const auth = useAuth()
  const status = statusOf({ runtime, providers, settings, online, t }, auth)
  const action = runtimeAction(t, runtime)
  return (
    <div className="sidebar-foot">
      <button
        type="button"
        className="status"
        aria-haspopup="menu"
        aria-label={t('status.label', { text: status.text })}
        data-tip={status.why ?? undefined}
        onClick={(event) => openMenu({ anchor: event.currentTarget, label: status.text, items: statusMenu(status) })}
      >
        <span className={`status-dot status-${status.tone}`} />
        <span className="status-text">{status.text}</span>
      </button>
      {action !== null && (
        <button type="button" className="btn btn-link status-action" onClick={action.perform}>
          {action.label}
        </button>
      )}
      {hidden > 0 && (
        <button
          type="button"
          className="foot-hidden"
          aria-description={why}
          data-tip={why}
          data-tip-keys={keysOf('view.showEverything', platform)}
          onClick={showEverything}
        >
          {t('list.hidden', { count: hidden })}
        </button>
      )}
      <div className="visually-hidden" role="status">
        {status.tone === 'bad' || status.tone === 'busy' || !online ? status.text : ''}
      </div>
    </div>
  )
}

/** What is hidden, and that a click shows it. */
function hiddenWhy(t: Translate, rows: AppState['rows'], filter: string, hidden: number): string {
  if (hidden === 0) return ''
  const by = hiddenBy(rows.values(), parseQuery(filter, Date.now()), hidden)
  const reasons = ([...asides, 'filter'] as const).filter((reason) => by[reason] > 0)
  return `${reasons.map((reason) => t(`hidden.${reason}`, { count: by[reason] })).join(', ')}. ${t('list.showAll')}`
}

/** Who is signed in, asked only when Copilot is what new sessions use, and again when providers change. */
function useAuth(): AuthState | null {
  const copilot = useApp((state) =>
    state.settings.defaultProviderId === COPILOT_PROVIDER
      ? state.providers.find((provider) => provider.id === COPILOT_PROVIDER)
      : undefined,
  )
  const [auth, setAuth] = useState<AuthState | null>(null)
  useEffect(() => {
    if (copilot === undefined) return
    let gone = false
    // The line then says the provider's own state: nothing more is worth a word here.
    call('auth.state', {}).then(
      (state) => {
        if (!gone) setAuth(state)
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [copilot])
  return copilot === undefined ? null : auth
}

function statusMenu(status: Status): readonly MenuItem[] {
  const { runtime, t, platform } = app.getState()
  const words =
    runtime.state === 'running'
      ? t('status.runtimeRunning', { version: runtime.version })
      : runtime.state === 'stopped'
        ? t('status.runtimeStopped')
        : runtime.state === 'starting'
          ? t(runtime.slow === true ? 'status.runtimeSlow' : 'status.runtimeStarting')
          : (status.why ?? status.text)
  return [
    { kind: 'text', id: 'runtime', label: words },
    {
      kind: 'action',
      id: 'restart',
      label: t('command.restartRuntime'),
      perform: () => runCommand('app.restartRuntime'),
    },
    { kind: 'separator', id: 'middle' },
    {
      kind: 'action',
      id: 'settings',
      label: t('command.settings'),
      keys: keysOf('app.settings', platform),
      perform: () => runCommand('app.settings'),
    },
  ]
}
