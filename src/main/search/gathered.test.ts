import { expect, test } from 'vitest'
import { createGathered, type Gathered } from './gathered.ts'
import { atStart, type ReadText } from './read.ts'
import type { IndexStore } from './store.ts'

/** A store that tells what it is asked, and what is gathered for it. */
function gatheredFor(): { readonly gathered: Gathered; readonly told: string[] } {
  const told: string[] = []
  const unused = (): never => {
    throw new Error('is not asked')
  }
  const store: IndexStore = {
    sessions: unused,
    add: unused,
    remove: unused,
    needsScrub: unused,
    scrub: unused,
    keep: () => told.push('keep'),
    put: ({ texts, sessions }) => {
      if (texts.length > 0) told.push(`put ${texts.map(({ text }) => text.at).join(' ')}`)
      for (const { n, offset } of sessions) told.push(`${n} is read to ${offset}`)
    },
  }
  return { gathered: createGathered(store, () => told.push('found')), told }
}

const reached = (n: number, offset: number): Parameters<Gathered['add']>[0] => ({ n, offset, mark: '', state: atStart })

/** A text of a third of what is put at once. */
const textAt = (at: number): ReadText => ({
  kind: 'answer',
  itemId: 'a',
  at,
  text: 'x'.repeat(180_000),
  turn: 1,
  turnId: 't',
  offset: at,
  piece: 0,
  tool: '',
  model: '',
})

test('texts of all sessions are put by their time, a slice after the other, and how far was read comes last', async () => {
  const { gathered, told } = gatheredFor()
  gathered.add(reached(1, 10), [1, 4, 5].map(textAt))
  gathered.add(reached(2, 20), [2, 3].map(textAt))
  gathered.add(reached(1, 30), [6, 7].map(textAt))
  expect(gathered.isFull()).toBe(false)
  await gathered.flush(() => Promise.resolve(void told.push('rest')))
  const puts = ['put 1 2 3', 'found', 'rest', 'put 4 5 6', 'found', 'rest', 'put 7', 'found']
  expect(told).toEqual([...puts, '1 is read to 30', '2 is read to 20', 'keep'])

  told.length = 0
  await gathered.flush(() => Promise.resolve(void told.push('rest')))
  expect(told).toEqual([])
})

test('what a flush has left is put at once when something is to be removed, and not again after that', async () => {
  const { gathered, told } = gatheredFor()
  gathered.add(reached(1, 10), [1, 2, 3, 4].map(textAt))
  let rests = 0
  await gathered.flush(() => {
    rests += 1
    gathered.finish()
    told.push('removed')
    return Promise.resolve()
  })
  expect(rests).toBe(1)
  expect(told).toEqual(['put 1 2 3', 'found', 'put 4', 'found', '1 is read to 10', 'keep', 'removed'])
  gathered.finish()
  expect(told).toHaveLength(7)
})

test('of a session that is forgotten nothing is put; it is full at two million', async () => {
  const { gathered, told } = gatheredFor()
  gathered.add(reached(1, 10), [1].map(textAt))
  gathered.add(reached(2, 20), [2].map(textAt))
  gathered.drop(1)
  await gathered.flush(() => Promise.resolve())
  expect(told).toEqual(['put 2', 'found', '2 is read to 20', 'keep'])
  gathered.add(
    reached(2, 30),
    Array.from({ length: 12 }, (_, at) => textAt(at)),
  )
  expect(gathered.isFull()).toBe(true)
})
