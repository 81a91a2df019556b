import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import type { AuthState } from '../../shared/model/provider.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { useT } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import './providers.css'

/** Who is signed in to GitHub; `undefined` while that is being found out. */
export interface Auth {
  readonly state: AuthState | null | undefined
  readonly refresh: () => void
  readonly set: (state: AuthState) => void
}

/** Finds out who is signed in; null when that could not be found out. */
export function useAuth(): Auth {
  const [state, setState] = useState<AuthState | null | undefined>(undefined)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let gone = false
    call('auth.state', {}).then(
      (found) => {
        if (!gone) setState(found)
      },
      () => {
        if (!gone) setState(null)
      },
    )
    return () => {
      gone = true
    }
  }, [asked])
  return {
    state,
    refresh: () => {
      setState(undefined)
      setAsked((count) => count + 1)
    },
    set: setState,
  }
}

/** One line on who is signed in and through what. */
export function authText(t: Translate, state: Auth['state']): string {
  if (state === undefined) return t('auth.checking')
  if (state?.signedIn !== true) return t('auth.signedOut')
  const who = state.login === null ? t('auth.signedIn') : t('auth.signedInAs', { login: state.login })
  if (state.source === null) return who
  const known = state.source === 'env' || state.source === 'gh' || state.source === 'user'
  const how = known ? t(`auth.source.${state.source}`) : t('auth.source.other', { source: state.source })
  return `${who}, ${how}`
}

/** Signing in with a token, and the way out. */
export function SignIn({ auth }: { readonly auth: Auth }): ReactNode {
  const t = useT()
  const [token, setToken] = useState('')
  const [host, setHost] = useState('github.com')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)

  async function signIn(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      auth.set(await call('auth.signIn', { token: token.trim(), host: host.trim() }))
      setToken('')
    } catch (failure) {
      setError(failure instanceof AppError ? failure : new AppError('internal'))
    }
    setBusy(false)
  }

  async function signOut(): Promise<void> {
    try {
      auth.set(await call('auth.signOut', {}))
    } catch (failure) {
      report(failure)
    }
  }

  if (auth.state === undefined) return null
  if (auth.state?.signedIn === true) {
    return (
      <div className="provider-actions">
        {auth.state.source === 'env' ? (
          <span className="field-help">{t('auth.signOutEnv')}</span>
        ) : (
          <Button onClick={() => void signOut()}>{t('auth.signOut')}</Button>
        )}
      </div>
    )
  }
  return (
    <form
      className="provider-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (token.trim() !== '' && !busy) void signIn()
      }}
    >
      <div className="provider-token">
        <Field label={t('auth.token')}>
          <input
            className="input input-mono"
            type="password"
            value={token}
            autoComplete="off"
            onChange={(event) => setToken(event.target.value)}
          />
        </Field>
        <Field label={t('auth.host')}>
          <input
            className="input input-mono"
            value={host}
            spellCheck={false}
            onChange={(event) => setHost(event.target.value)}
          />
        </Field>
      </div>
      <div className={`field-help ${error === null ? '' : 'field-help-bad'}`} role="status">
        {error === null
          ? t('auth.tokenHelp')
          : `${t(`error.${error.code}`, { detail: error.detail })}. ${t(`error.${error.code}.help`, { detail: error.detail })}`}
      </div>
      <div className="provider-actions">
        <Button onClick={auth.refresh}>{t('auth.lookAgain')}</Button>
        <span className="dialog-actions-space" />
        <Button variant="primary" submit disabled={token.trim() === '' || busy} aria-busy={busy}>
          {t('auth.signIn')}
        </Button>
      </div>
    </form>
  )
}
