import { useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { LocalServers, saveServer, serverText, useLocalServers } from '../providers/localServers.tsx'
import { ProviderForm } from '../providers/providerForm.tsx'
import { authText, SignIn, useAuth } from '../providers/signIn.tsx'
import { beginSession } from '../sessions/begin.ts'
import type { LocalServer, Provider } from '../../shared/model/provider.ts'
import { COPILOT_PROVIDER, PRACTICE_MODEL, PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { goTo } from '../store/navigation.ts'
import { changeSettings } from '../store/settings.ts'
import { app, useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Door } from './door.tsx'
import './welcomePage.css'

type DoorName = 'copilot' | 'own' | 'practice'

/** The first run: one sentence, three doors, and a way past them. */
export function WelcomePage(): ReactNode {
  const t = useT()
  const auth = useAuth()
  const servers = useLocalServers()
  const sessions = useApp((state) => state.rows.size)
  const own = useApp((state) => state.providers.find((provider) => provider.baseUrl !== null))
  const [chosen, setChosen] = useState<DoorName | null>(null)
  const signedIn = auth.state?.signedIn === true
  const first = servers?.[0]
  const toggle = (door: DoorName) => () => setChosen(chosen === door ? null : door)

  return (
    <main className="welcome">
      <div className="welcome-column">
        <h1>{t('welcome.title')}</h1>
        <p className="welcome-text">{t('welcome.text')}</p>
        <h2>{t('welcome.question')}</h2>
        <div className="welcome-doors">
          <Door
            title={t('welcome.copilot')}
            text={authText(t, auth.state)}
            good={signedIn}
            open={chosen === 'copilot'}
            onToggle={toggle('copilot')}
            action={
              signedIn ? (
                <Button variant="primary" onClick={() => void finish(COPILOT_PROVIDER, null)}>
                  {t('welcome.copilot.use')}
                </Button>
              ) : (
                auth.state !== undefined && <Button onClick={toggle('copilot')}>{t('welcome.copilot.signIn')}</Button>
              )
            }
          >
            <SignIn auth={auth} />
          </Door>
          <Door
            title={t('welcome.own')}
            text={
              own !== undefined
                ? own.name
                : servers === undefined
                  ? t('provider.searching')
                  : first === undefined
                    ? t('welcome.own.text')
                    : serverText(t, first)
            }
            good={own !== undefined || first !== undefined}
            open={chosen === 'own'}
            onToggle={toggle('own')}
            action={
              own !== undefined ? (
                <Button onClick={() => void finishWith(own)}>{t('welcome.own.use', { name: own.name })}</Button>
              ) : first !== undefined ? (
                <Button onClick={() => void takeServer(first)}>{t('welcome.own.use', { name: first.name })}</Button>
              ) : (
                <Button onClick={toggle('own')}>{t('welcome.own.setUp')}</Button>
              )
            }
          >
            <LocalServers
              servers={own === undefined ? servers?.slice(1) : servers}
              onSaved={(provider) => void finishWith(provider)}
            />
            {first !== undefined && <h3 className="welcome-other">{t('welcome.own.address')}</h3>}
            <ProviderForm provider={null} onSaved={(provider) => void finishWith(provider)} />
          </Door>
          <Door
            title={t('welcome.practice')}
            text={t('welcome.practice.text')}
            good={false}
            open={chosen === 'practice'}
            onToggle={toggle('practice')}
            action={
              <Button onClick={() => void finish(PRACTICE_PROVIDER, PRACTICE_MODEL)}>
                {t('welcome.practice.use')}
              </Button>
            }
          >
            <p>{t('welcome.practice.more')}</p>
          </Door>
        </div>
        <div className="welcome-foot">
          <p>
            {sessions > 0 && `${t('welcome.found', { count: sessions })} `}
            {t('welcome.later')}
          </p>
          <Button variant="quiet" onClick={() => void skip()}>
            {t('welcome.skip')}
          </Button>
        </div>
      </div>
    </main>
  )
}

async function takeServer(server: LocalServer): Promise<void> {
  const saved = await attempt(saveServer(server))
  if (saved !== undefined) await finishWith(saved)
}

async function finishWith(provider: Provider): Promise<void> {
  // The list of providers reaches the window by an event: it must not be late for the page that comes.
  const providers = await attempt(call('provider.list', {}))
  if (providers !== undefined) app.setState({ providers })
  await finish(provider.id, provider.models[0]?.id ?? null)
}

async function finish(defaultProviderId: string, defaultModel: string | null): Promise<void> {
  if (await changeSettings({ welcomed: true, defaultProviderId, defaultModel }))
    beginSession({ kind: app.getState().settings.defaultKind })
}

async function skip(): Promise<void> {
  if (await changeSettings({ welcomed: true })) goTo({ kind: 'start' })
}
