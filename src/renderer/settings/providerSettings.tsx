import { useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { ModelButton } from '../models/modelButton.tsx'
import { LocalServers, useLocalServers } from '../providers/localServers.tsx'
import { ProviderForm } from '../providers/providerForm.tsx'
import { authText, SignIn, useAuth } from '../providers/signIn.tsx'
import { defaultModel } from '../sessions/begin.ts'
import type { Provider } from '../../shared/model/provider.ts'
import { COPILOT_PROVIDER, PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { changeSettings } from '../store/settings.ts'
import { app, useApp, useT } from '../store/store.ts'
import { attempt, inform } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Held } from '../ui/held.tsx'
import { ProviderItem } from './providerItem.tsx'

/** Which model new sessions get, and where models come from. */
export function ProviderSettings(): ReactNode {
  const t = useT()
  const settings = useApp((state) => state.settings)
  const providers = useApp((state) => state.providers)
  const auth = useAuth()
  const servers = useLocalServers()
  /** The provider that is edited; an empty string for a new one. */
  const [edited, setEdited] = useState<string | null>(null)

  function saved(provider: Provider): void {
    setEdited(null)
    inform(t('provider.saved', { name: provider.name }))
    void refresh()
  }

  return (
    <>
      <div className="field">
        <span className="field-label">{t('settings.defaultModel')}</span>
        <ModelButton
          label={t('settings.defaultModel')}
          value={defaultModel(settings, providers)}
          onChange={(defaultProviderId, model) => void changeSettings({ defaultProviderId, defaultModel: model })}
        />
        <span className="field-help">{t('settings.defaultModelHelp')}</span>
      </div>
      <div className="field">
        <span className="field-label">{t('settings.providers')}</span>
        <ul className="providers-list">
          {providers.map((provider) => (
            <ProviderItem
              key={provider.id}
              provider={provider}
              isDefault={provider.id === settings.defaultProviderId}
              line={lineOf(provider)}
              open={edited === provider.id}
              onToggle={() => setEdited(edited === provider.id ? null : provider.id)}
              onRemoved={() => void refresh()}
            >
              {provider.id === COPILOT_PROVIDER ? (
                <SignIn auth={auth} />
              ) : (
                <ProviderForm provider={provider} onSaved={saved} onCancel={() => setEdited(null)} />
              )}
            </ProviderItem>
          ))}
        </ul>
      </div>
      <LocalServers servers={servers} onSaved={saved} />
      <div>
        <Button aria-expanded={edited === ''} onClick={() => setEdited(edited === '' ? null : '')}>
          {t('settings.addProvider')}
        </Button>
      </div>
      {edited === '' && (
        <Held onCancel={() => setEdited(null)}>
          <ProviderForm provider={null} onSaved={saved} onCancel={() => setEdited(null)} />
        </Held>
      )}
    </>
  )

  function lineOf(provider: Provider): string {
    if (provider.id === PRACTICE_PROVIDER) return t('settings.practiceHelp')
    const models = t('settings.models.count', { count: provider.models.length })
    const known = provider.models.length === 0 ? [] : [models]
    if (provider.id === COPILOT_PROVIDER) return [authText(t, auth.state), ...known].join(' · ')
    return [provider.baseUrl ?? '', t(`provider.state.${provider.state}`), ...known].join(' · ')
  }
}

/** The event that tells of a change may come later than the answer: the list is asked for. */
async function refresh(): Promise<void> {
  const providers = await attempt(call('provider.list', {}))
  if (providers !== undefined) app.setState({ providers })
}
