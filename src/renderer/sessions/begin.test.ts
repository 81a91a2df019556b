import { beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '../../shared/model/provider.ts'
import { initialState } from '../store/initial.ts'
import { app } from '../store/store.ts'
import { beginWithId, changeNewSession, choosePlace, clearNewSession, defaultModel, newSessionForm } from './begin.ts'

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

describe('the pattern of ids', () => {
  const own = 'web-{branch}-{counter}'
  const pattern = (): string | null => newSessionForm().template
  beforeEach(() => {
    app.setState({ settings: { ...settings, folderTemplates: [{ folder: '/web', template: own }] } })
    changeNewSession({ template: settings.idTemplate, kind: 'chat', folder: null, freeId: '' })
  })

  it('is the one of the folder for agents, and the one from the settings where the folder has none', () => {
    choosePlace({ kind: 'agent', folder: '/web' })
    expect(pattern()).toBe(own)
    choosePlace({ folder: '/docs' })
    expect(pattern()).toBe(settings.idTemplate)
    choosePlace({ folder: '/web' })
    choosePlace({ kind: 'chat' })
    expect(pattern()).toBe(settings.idTemplate)
  })

  it('is left alone where another was chosen, or the id is written freely', () => {
    changeNewSession({ template: 'user-{user}' })
    choosePlace({ kind: 'agent', folder: '/web' })
    expect(pattern()).toBe('user-{user}')
    changeNewSession({ template: null, freeId: 'mine' })
    choosePlace({ folder: '/docs' })
    expect(pattern()).toBeNull()
  })

  it('is there again for the next session of the folder', () => {
    app.setState({ settings: { ...app.getState().settings, defaultKind: 'agent' } })
    choosePlace({ kind: 'agent', folder: '/web' })
    changeNewSession({ template: 'user-{user}', text: 'of the one before' })
    clearNewSession()
    expect(newSessionForm()).toMatchObject({ kind: 'agent', folder: '/web', template: own, text: undefined })
  })

  it('is what a command line gave as an id with fields', () => {
    beginWithId('task-{date}')
    expect(pattern()).toBe('task-{date}')
    beginWithId('task-{day}', 'a text')
    expect(newSessionForm()).toMatchObject({ template: null, freeId: 'task-{day}', text: 'a text' })
  })
})
