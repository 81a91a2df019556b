import { expect, it } from 'vitest'
import { forgetGone } from './forGood.ts'

it('forgets what is kept of sessions that went for good, and of no other', async () => {
  const forgotten: string[] = []
  await forgetGone(
    {
      inTrash: () => Promise.resolve([{ id: 'twice' }, { id: 'stays' }]),
      isThere: (id) => id === 'back',
      forget: (id) => Promise.resolve(void forgotten.push(id)),
    },
    ['gone', 'back', 'twice'],
  )
  expect(forgotten).toEqual(['gone'])
})
