import { describe, expect, it } from 'vitest'
import { createTranslate } from '../../shared/strings/translate.ts'
import { initialState } from '../store/initial.ts'
import type { Provider } from '../../shared/model/provider.ts'
import type { RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import { statusOf } from './status.ts'

const base = { ...initialState(), t: createTranslate('en') }
const copilot: Provider = {
  id: 'copilot',
  kind: 'copilot',
  name: 'GitHub Copilot',
  baseUrl: null,
  keyStored: false,
  local: false,
  models: [],
  state: 'ready',
}
const practice: Provider = { ...copilot, id: 'practice', kind: 'practice', name: 'Practice' }

function state(defaultProviderId: string | null, runtime: RuntimeStatus = { state: 'running', version: '1' }) {
  return { ...base, providers: [copilot, practice], settings: { ...base.settings, defaultProviderId }, runtime }
}

describe('statusOf', () => {
  it('says who is signed in', () => {
    const auth = { signedIn: true, login: 'octo', source: 'gh', detail: '' }
    expect(statusOf(state('copilot'), auth)).toMatchObject({ text: 'Copilot · signed in as octo', tone: 'good' })
    expect(statusOf(state('copilot'), null)).toMatchObject({ text: 'GitHub Copilot · ready', tone: 'good' })
  })

  it('labels the practice model', () => {
    expect(statusOf(state('practice'), null).text).toBe('Practice model · offline')
  })

  it('says that nothing is chosen', () => {
    expect(statusOf(state(null), null)).toMatchObject({ tone: 'none' })
    expect(statusOf(state('gone'), null)).toMatchObject({ tone: 'none' })
  })

  it('puts trouble with the runtime first, with the reason', () => {
    const restarting = statusOf(state('copilot', { state: 'restarting', attempt: 2, of: 3, reason: 'exited' }), null)
    expect(restarting).toEqual({ text: 'Runtime restarting (2 of 3)', tone: 'busy', why: 'It ended unexpectedly' })
    const failed = statusOf(state('copilot', { state: 'failed', reason: 'missing', message: '' }), null)
    expect(failed).toEqual({ text: 'Runtime not running', tone: 'bad', why: 'Its file is missing' })
  })

  it('says that a start takes its time, and nothing of one that does not', () => {
    expect(statusOf(state('copilot', { state: 'starting' }), null).text).toBe('GitHub Copilot · ready')
    expect(statusOf(state('copilot', { state: 'starting', slow: true }), null)).toMatchObject({
      text: 'Runtime still starting…',
      tone: 'busy',
    })
  })

  it('says that there is no network, of providers that need one only', () => {
    const here: Provider = { ...copilot, id: 'ollama', kind: 'openai', name: 'Ollama', local: true }
    const offline = (id: string) =>
      statusOf({ ...state(id), providers: [copilot, practice, here], online: false }, null)
    expect(offline('copilot')).toMatchObject({ text: 'GitHub Copilot · no network', tone: 'none' })
    expect(offline('practice').text).toBe('Practice model · offline')
    expect(offline('ollama').text).toBe('Ollama · ready')
  })
})
