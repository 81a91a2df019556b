import { expect, it } from 'vitest'
import { createInTurn } from './inTurn.ts'

it('works of one key wait for each other, in order, whether they fail or not; others do not', async () => {
  const inTurn = createInTurn()
  const told: string[] = []
  const first = Promise.withResolvers<undefined>()
  const a1 = inTurn('a', async () => {
    told.push('a1')
    await first.promise
    throw new Error('failed')
  })
  const a2 = inTurn('a', () => Promise.resolve(told.push('a2')))
  const a3 = inTurn('a', () => Promise.resolve(told.push('a3')))
  await inTurn('b', () => Promise.resolve(told.push('b')))
  expect(told).toEqual(['a1', 'b'])
  first.resolve(undefined)
  await expect(a1).rejects.toThrow('failed')
  await Promise.all([a2, a3])
  expect(told).toEqual(['a1', 'b', 'a2', 'a3'])
})
