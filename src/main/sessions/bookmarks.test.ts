import { expect, it } from 'vitest'
import type { Turn } from '../../shared/model/turn.ts'
import { createMemoryHistory } from './testing/memoryHistory.ts'
import { createBench } from './testing/bench.ts'

const turn = (id: string, text: string): Turn => ({
  id,
  at: 1,
  prompt: { text, attachments: [] },
  items: [],
  thinking: null,
  outcome: 'done',
  error: null,
  endedAt: 2,
  usage: null,
})
const mark = { sessionId: 'a', turnId: 't1', itemId: null, name: 'Start', description: 'why' } as const

async function createMarked() {
  const history = createMemoryHistory()
  history.put({ id: 'a' }, [turn('t1', 'The first words'), turn('t2', 'More')])
  const bench = await createBench({ history })
  return { ...bench, history, bookmarks: bench.sessions.bookmarks }
}

it('a colour is kept when only words change, is changed, and is taken away', async () => {
  const { bookmarks, told } = await createMarked()
  const plain = await bookmarks.add(mark)
  expect(plain).toMatchObject({ colour: null, snippet: 'The first words' })
  const { id } = await bookmarks.add({ ...mark, turnId: 't2', colour: 'teal' })
  expect(await bookmarks.update(id, { name: 'Renamed', description: '' })).toMatchObject({ colour: 'teal' })
  expect(await bookmarks.update(id, { name: 'Renamed', description: '', colour: 'pink' })).toMatchObject({
    colour: 'pink',
  })
  expect(await bookmarks.update(id, { name: 'Renamed', description: '', colour: null })).toMatchObject({ colour: null })
  await expect
    .poll(() => told().findLast((event) => event.type === 'session.bookmarksChanged'))
    .toMatchObject({ bookmarks: [{ colour: null }, { colour: null, name: 'Renamed' }] })
})

it('one that was removed comes back as it was, though its message is gone meanwhile', async () => {
  const { bookmarks, history, sessions } = await createMarked()
  const kept = await bookmarks.add({ ...mark, colour: 'green' })
  history.put({ id: 'a' }, [turn('t2', 'More')])
  // Nobody can mark what is not there, but what was kept of it stays.
  await expect(bookmarks.add(mark)).rejects.toMatchObject({ code: 'bookmarkMissing' })
  await bookmarks.remove(kept.id)
  expect(sessions.row('a').bookmarks).toBe(0)
  expect(await bookmarks.restore(kept.id)).toEqual(kept)
  expect(await bookmarks.list('a')).toEqual([kept])
  expect(sessions.row('a').bookmarks).toBe(1)
  await expect(bookmarks.restore(kept.id)).rejects.toMatchObject({ code: 'bookmarkMissing' })
})

it('of those that were removed the newest fifty can come back', async () => {
  const { bookmarks } = await createMarked()
  const ids: string[] = []
  for (let index = 0; index < 51; index += 1) {
    const { id } = await bookmarks.add({ ...mark, name: `N${index}` })
    await bookmarks.remove(id)
    ids.push(id)
  }
  await expect(bookmarks.restore(ids[0]!)).rejects.toMatchObject({ code: 'bookmarkMissing' })
  expect(await bookmarks.restore(ids[1]!)).toMatchObject({ name: 'N1' })
})
