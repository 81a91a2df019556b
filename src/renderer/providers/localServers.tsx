import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { LocalServer, Provider } from '../../shared/model/provider.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import './providers.css'

/** Looks for model servers on this computer; undefined while it looks. */
export function useLocalServers(): readonly LocalServer[] | undefined {
  const [servers, setServers] = useState<readonly LocalServer[] | undefined>(undefined)
  useEffect(() => {
    let gone = false
    const take = (found: readonly LocalServer[]): void => {
      if (!gone) setServers(found)
    }
    // That none answers is no failure: most computers have none.
    call('provider.discover', {}).then(take, () => take([]))
    return () => {
      gone = true
    }
  }, [])
  return servers
}

/** What is said of a server that was found. */
export function serverText(t: Translate, server: LocalServer): string {
  return server.models.length === 0
    ? t('provider.running', { name: server.name })
    : t('provider.runningWith', { name: server.name, count: server.models.length })
}

/** Makes a provider of a server that was found. */
export function saveServer(server: LocalServer): Promise<Provider> {
  const { name, baseUrl, models } = server
  return call('provider.save', { id: null, kind: 'openai', name, baseUrl, key: '', models: [...models] })
}

/** The servers that run on this computer and are no providers yet, each with one button to use it. */
export function LocalServers({
  servers,
  onSaved,
}: {
  readonly servers: readonly LocalServer[] | undefined
  readonly onSaved: (provider: Provider) => void
}): ReactNode {
  const t = useT()
  const providers = useApp((state) => state.providers)
  const known = new Set(providers.map((provider) => provider.baseUrl))
  const fresh = (servers ?? []).filter((server) => !known.has(server.baseUrl))

  async function use(server: LocalServer): Promise<void> {
    const saved = await attempt(saveServer(server))
    if (saved !== undefined) onSaved(saved)
  }

  return (
    <ul className="servers">
      {fresh.map((server) => (
        <li key={server.baseUrl} className="server">
          <span className="status-dot status-good" />
          <span className="server-text">
            {serverText(t, server)}
            <small className="mono">{server.baseUrl}</small>
          </span>
          <Button onClick={() => void use(server)}>{t('provider.use')}</Button>
        </li>
      ))}
    </ul>
  )
}
