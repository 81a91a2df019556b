import { describe, expect, it } from 'vitest'
import type { Model, Provider } from '../../shared/model/provider.ts'
import { effortsFor, withEffort } from './effort.ts'

const provider = (kind: Provider['kind'], models: readonly Model[], id: string = kind): Provider => ({
  id,
  kind,
  name: kind,
  baseUrl: null,
  keyStored: false,
  local: false,
  models,
  state: 'ready',
})
const model = (id: string, efforts: readonly string[]): Model => ({ id, name: id, efforts, contextLimit: null })

describe('effortsFor', () => {
  it('gives what the model takes', () => {
    const copilot = provider('copilot', [model('gpt-5', ['low', 'high']), model('gpt-4', [])])
    expect(effortsFor(copilot, 'gpt-5')).toEqual({ efforts: ['low', 'high'], known: true })
    expect(effortsFor(copilot, 'gpt-4').efforts).toEqual([])
  })

  it('offers the usual ones where a provider does not tell, and says so', () => {
    const own = provider('openai', [model('o3', [])])
    expect(effortsFor(own, 'o3')).toEqual({ efforts: ['minimal', 'low', 'medium', 'high'], known: false })
    expect(effortsFor(own, 'typed by hand').known).toBe(false)
  })

  it('offers none for the practice model, or without a model', () => {
    expect(effortsFor(provider('practice', [model('practice', [])]), 'practice').efforts).toEqual([])
    expect(effortsFor(undefined, 'x').efforts).toEqual([])
    expect(effortsFor(provider('openai', []), null).efforts).toEqual([])
  })
})

describe('withEffort', () => {
  it('stands beside the name when one was chosen', () => {
    expect(withEffort('gpt-5', 'high')).toBe('gpt-5 · high')
    expect(withEffort('gpt-5', null)).toBe('gpt-5')
    expect(withEffort('gpt-5', 'none')).toBe('gpt-5')
  })
})
