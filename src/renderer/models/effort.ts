import type { Model, Provider } from '../../shared/model/provider.ts'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'

/** What providers take that don't say what they take. */
const STANDARD: readonly string[] = ['minimal', 'low', 'medium', 'high']

/** The efforts that can be chosen for a model; `known` is false where the provider does not tell. */
export function effortsFor(
  provider: Provider | undefined,
  modelId: string | null,
): { readonly efforts: readonly string[]; readonly known: boolean } {
  if (provider === undefined || modelId === null || provider.id === PRACTICE_PROVIDER)
    return { efforts: [], known: true }
  const model: Model | undefined = provider.models.find((one) => one.id === modelId)
  if (model !== undefined && model.efforts.length > 0) return { efforts: model.efforts, known: true }
  // Copilot names those of every model: where it names none there are none.
  return provider.kind === 'copilot' ? { efforts: [], known: true } : { efforts: STANDARD, known: false }
}

/** A model's name with the effort that was chosen: `gpt-5 · high`. `none` says that nothing is asked of the provider. */
export function withEffort(name: string, effort: string | null): string {
  return effort === null || effort === 'none' ? name : `${name} · ${effort}`
}
