import type { AuthState } from '../../shared/model.ts'
import { COPILOT_PROVIDER, PRACTICE_PROVIDER } from '../../shared/model.ts'
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
  state: Pick<AppState, 'runtime' | 'providers' | 'settings' | 't'>,
  auth: AuthState | null,
): Status {
  const { runtime, providers, settings, t } = state
  if (runtime.state === 'failed')
    return { text: t('status.runtimeFailed'), tone: 'bad', why: t(`status.why.${runtime.reason}`) }
  if (runtime.state === 'restarting')
    return {
      text: t('status.runtimeRestarting', { attempt: runtime.attempt, of: runtime.of }),
      tone: 'busy',
      why: t(`status.why.${runtime.reason}`),
    }
  const provider = providers.find((one) => one.id === settings.defaultProviderId)
  if (provider === undefined) return { text: t('status.none'), tone: 'none', why: null }
  if (provider.id === PRACTICE_PROVIDER) return { text: t('status.practice'), tone: 'good', why: null }
  if (provider.id === COPILOT_PROVIDER && auth?.signedIn === true && auth.login !== null)
    return { text: t('status.signedInAs', { login: auth.login }), tone: 'good', why: null }
  return {
    text: t('status.provider', { name: provider.name, state: t(`provider.state.${provider.state}`) }),
    tone: provider.state === 'ready' ? 'good' : provider.state === 'unknown' ? 'none' : 'bad',
    why: null,
  }
}
