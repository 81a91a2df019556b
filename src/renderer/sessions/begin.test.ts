import { describe, expect, it } from 'vitest'
import type { Provider } from '../../shared/model/provider.ts'
import { initialState } from '../store/initial.ts'
import { defaultModel } from './begin.ts'

const { settings } = initialState()

function provider(id: string, state: Provider['state'], ...models: string[]): Provider {
  return {
    id,
    kind: 'openai',
    name: id,
    baseUrl: null,
    keyStored: false,
    local: false,
    state,
    models: models.map((model) => ({ id: model, name: model, efforts: [], contextLimit: null })),
  }
}

const practice = provider('practice', 'ready', 'practice')
const signedOut = provider('copilot', 'signedOut')
const own = provider('own', 'ready', 'a', 'b')

describe('defaultModel', () => {
  it('is what the settings say', () => {
    const chosen = { ...settings, defaultProviderId: 'own', defaultModel: 'b' }
    expect(defaultModel(chosen, [signedOut, own, practice])).toEqual({ providerId: 'own', model: 'b' })
    expect(defaultModel({ ...chosen, defaultModel: null }, [own])).toEqual({ providerId: 'own', model: 'a' })
    expect(defaultModel({ ...settings, defaultProviderId: 'practice' }, [own, practice])?.providerId).toBe('practice')
  })

  it('is another one that can be used when nothing was said', () => {
    expect(defaultModel(settings, [practice, signedOut, own])).toEqual({ providerId: 'own', model: 'a' })
  })

  it('is the practice model only for someone who has nothing else', () => {
    expect(defaultModel(settings, [signedOut, practice])?.providerId).toBe('practice')
    expect(defaultModel(settings, [provider('own', 'unreachable', 'a'), practice])).toBeNull()
    expect(defaultModel(settings, [provider('copilot', 'unknown'), practice])).toBeNull()
  })

  it('does not leave a provider that was chosen for the practice model', () => {
    expect(
      defaultModel({ ...settings, defaultProviderId: 'copilot' }, [provider('copilot', 'ready'), practice]),
    ).toBeNull()
  })
})
