import type { providerOperations } from '../../shared/contract/providers.ts'
import { AppError } from '../../shared/errors.ts'
import { COPILOT_PROVIDER } from '../../shared/model/provider.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** Where models come from. */
export function providerHandlers(deps: HandlerDeps): HandlersFor<typeof providerOperations> {
  const { agent, providers } = deps
  return {
    'provider.list': () => providers.list(),
    'provider.test': (draft) => providers.test(draft),
    'provider.save': (draft) => providers.save(draft),
    'provider.remove': ({ id }) => providers.remove(id),
    'provider.discover': () => providers.discover(),
    'auth.state': () => agent.authState(),
    'auth.signIn': async ({ token, host }) => {
      const state = await agent.signIn(token, host)
      await providers.refresh(COPILOT_PROVIDER)
      if (!state.signedIn) throw new AppError('signInFailed', state.detail)
      return state
    },
    'auth.signOut': async () => {
      const state = await agent.signOut()
      await providers.refresh(COPILOT_PROVIDER)
      return state
    },
  }
}
