import { PRACTICE_MODEL, PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import type { Provider } from '../../shared/model/provider.ts'

/** A provider and one of its models. */
export interface Choice {
  readonly providerId: string
  readonly model: string
}

/**
 * What a new session uses: the person's own default while its provider exists; else the first provider of the list
 * that can be used as far as is known; the practice model only when there is none.
 */
export function defaultChoice(
  providers: readonly Provider[],
  wish: { readonly defaultProviderId: string | null; readonly defaultModel: string | null },
): Choice {
  const wished = providers.find((provider) => provider.id === wish.defaultProviderId)
  // A default that fails now is still what the person chose: switching silently would be worse than an error that says so.
  if (wished !== undefined) {
    const model = wish.defaultModel ?? wished.models[0]?.id
    if (model !== undefined) return { providerId: wished.id, model }
  }
  const others = providers.filter((provider) => provider.id !== PRACTICE_PROVIDER)
  // One that was not asked yet but has models worked before: the choice must not depend on who answers first.
  const usable = others.find(({ state, models }) => (state === 'ready' || state === 'unknown') && models.length > 0)
  const model = usable?.models[0]?.id
  if (usable === undefined || model === undefined) return { providerId: PRACTICE_PROVIDER, model: PRACTICE_MODEL }
  return { providerId: usable.id, model }
}
