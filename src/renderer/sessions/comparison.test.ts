import { expect, test } from 'vitest'
import type { Provider } from '../../shared/model/provider.ts'
import { otherModel } from './comparison.ts'

const provider = (id: string, models: readonly string[], state: Provider['state'] = 'ready'): Provider => ({
  id,
  kind: 'openai',
  name: id,
  baseUrl: null,
  keyStored: false,
  local: false,
  models: models.map((model) => ({ id: model, name: model, efforts: [], contextLimit: null })),
  state,
})

test('a model to compare with is another one that can be used', () => {
  const providers = [provider('away', ['x'], 'signedOut'), provider('one', ['a', 'b']), provider('two', ['a'])]
  const a = { providerId: 'one', model: 'a' }
  const b = { providerId: 'one', model: 'b' }
  expect(otherModel(providers, [a])).toEqual(b)
  expect(otherModel(providers, [a, b])).toEqual({ providerId: 'two', model: 'a' })
})

test('where there is no other one the same is compared with itself', () => {
  const a = { providerId: 'one', model: 'a' }
  expect(otherModel([provider('one', ['a'])], [a])).toEqual(a)
  expect(otherModel([], [])).toBeNull()
})
