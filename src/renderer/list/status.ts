import type { AuthState, Provider } from '../../shared/model/provider.ts'
import type { RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import { COPILOT_PROVIDER, PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { AppState } from '../store/state.ts'

/** How the runtime and the provider are doing, in one line; `tone` chooses the dot. */
export interface Status {
  readonly text: string
  readonly tone: 'good' | 'busy' | 'bad' | 'none'
  /** Why, when there is more to say. */
  readonly why: string | null
}

/** The line at the foot of the list: trouble with the runtime first, then the provider that new sessions use. */
export function statusOf(
  state: Pick<AppState, 'runtime' | 'providers' | 'settings' | 'online' | 't'>,
  auth: AuthState | null,
): Status {
  const { runtime, providers, settings, online, t } = state
  const trouble = runtimeTrouble(t, runtime)
  if (trouble !== null) return trouble
  const provider = providers.find((one) => one.id === settings.defaultProviderId)
  if (provider === undefined) return { text: t('status.none'), tone: 'none', why: null }
  if (provider.id === PRACTICE_PROVIDER) return { text: t('status.practice'), tone: 'good', why: null }
  if (!online && isRemote(provider))
    return { text: t('status.offline', { name: provider.name }), tone: 'none', why: t('status.offlineWhy') }
  if (provider.id === COPILOT_PROVIDER && auth?.signedIn === true && auth.login !== null)
    return { text: t('status.signedInAs', { login: auth.login }), tone: 'good', why: null }
  return {
    text: t('status.provider', { name: provider.name, state: t(`provider.state.${provider.state}`) }),
    tone: provider.state === 'ready' ? 'good' : provider.state === 'unknown' ? 'none' : 'bad',
    why: null,
  }
}

/** Whether models are reached over a network: neither in this process nor on this machine. */
export function isRemote({ kind, local }: Pick<Provider, 'kind' | 'local'>): boolean {
  return kind !== 'practice' && !local
}

/** What is to be said of a runtime that is not as it should be, or takes its time; null otherwise. */
function runtimeTrouble(t: Translate, runtime: RuntimeStatus): Status | null {
  switch (runtime.state) {
    case 'failed':
      return { text: t('status.runtimeFailed'), tone: 'bad', why: t(`status.why.${runtime.reason}`) }
    case 'restarting':
      return {
        text: t('status.runtimeRestarting', { attempt: runtime.attempt, of: runtime.of }),
        tone: 'busy',
        why: t(`status.why.${runtime.reason}`),
      }
    case 'starting':
      return runtime.slow === true ? { text: t('status.runtimeSlow'), tone: 'busy', why: null } : null
    case 'running':
    case 'stopped':
      return null
  }
}
