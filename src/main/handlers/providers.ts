import type { providerOperations } from '../../shared/contract/providers.ts'
import { AppError } from '../../shared/errors.ts'
import { COPILOT_PROVIDER } from '../../shared/model/provider.ts'
import type { Provider } from '../../shared/model/provider.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** Where models come from. */
export function providerHandlers(deps: HandlerDeps): HandlersFor<typeof providerOperations> {
  const { agent, providers, sessions } = deps
  return {
    'provider.list': () => providers.list(),
    'provider.test': (draft) => providers.test(draft),
    'provider.save': async (draft) => {
      const before = draft.id === null ? null : providers.get(draft.id)
      const saved = await providers.save(draft)
      if (before === null) return saved
      const moved = before.kind !== saved.kind || before.baseUrl !== saved.baseUrl
      const rekeyed = draft.key !== null && (before.keyStored || saved.keyStored)
      await sessions.runner.renew(
        ({ providerId, model }) =>
          providerId === saved.id && (moved || rekeyed || limitOf(before, model) !== limitOf(saved, model)),
      )
      return saved
    },
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

/** What a model takes, as far as that is known; of a server that lists its models only when it is asked, undefined. */
function limitOf({ models }: Provider, model: string): number | null | undefined {
  return models.find(({ id }) => id === model)?.contextLimit
}
