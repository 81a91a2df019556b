import { describe, expect, it } from 'vitest'
import { forGood } from './forGood.ts'

describe('forGood', () => {
  it('forgets what is kept of sessions that are gone, and of no other', async () => {
    let trash = ['gone', 'stays', 'back'].map((id) => ({ id }))
    const forgotten: string[] = []
    const result = await forGood(
      {
        inTrash: () => Promise.resolve(trash),
        isThere: (id) => id === 'back',
        forget: (id) => Promise.resolve(void forgotten.push(id)),
      },
      () => {
        trash = [{ id: 'stays' }]
        return Promise.resolve('done')
      },
    )
    expect(result).toBe('done')
    expect(forgotten).toEqual(['gone'])
  })
})
