import { fold } from '../../shared/fold.ts'
import type { Model, Provider } from '../../shared/model/provider.ts'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { filterWords } from '../list/filter.ts'

/** So many models of one provider are listed; a name that is typed finds the others. */
const MOST = 200

/** A provider with those of its models that meet what was typed. */
export interface Offered {
  readonly provider: Provider
  readonly models: readonly Model[]
}

/** What can be chosen from: every provider, with the models whose names have all words of a text. */
export function offeredModels(t: Translate, providers: readonly Provider[], text: string): readonly Offered[] {
  const words = filterWords(text)
  return providers.map((provider) => {
    const models = provider.models.filter(({ id, name }) => {
      const folded = fold(`${providerName(t, provider)} ${name} ${id}`)
      return words.every((word) => folded.includes(word))
    })
    return { provider, models: models.slice(0, MOST) }
  })
}

/** What a person calls a provider by; the practice model is called by what it is. */
export function providerName(t: Translate, { id, name }: Pick<Provider, 'id' | 'name'>): string {
  return id === PRACTICE_PROVIDER ? t('model.practice') : name
}
