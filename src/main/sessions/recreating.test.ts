import { expect, it, vi } from 'vitest'
import { createBench } from './testing/bench.ts'
import { createMemoryHistory } from './testing/memoryHistory.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'

it('a session that is begun anew is never said to be gone: what shows it would close', async () => {
  const history = createMemoryHistory()
  history.put({ id: 'hollow', size: 0, problem: { code: 'empty', detail: null } }, [])
  const memory = createMemoryLibrary()
  const between = vi.fn<() => Promise<void>>(() => Promise.resolve())
  const library: typeof memory = {
    ...memory,
    putDraft: async (...args) => {
      await between()
      return memory.putDraft(...args)
    },
  }
  const { sessions, told } = await createBench({ history, library, known: ['hollow'] })
  await sessions.open('hollow')
  await sessions.saveDraft('hollow', { text: 'typed', selectionStart: 5, selectionEnd: 5, attachments: [] })
  // Its files are in the trash and what was typed is on its way back: the window is told whatever there is to tell.
  between.mockImplementation(async () => {
    const before = told().length
    sessions.emit({ type: 'notice.removed', kind: 'diskFull' })
    await vi.waitFor(() => expect(told().slice(before)).toContainEqual({ type: 'notice.removed', kind: 'diskFull' }))
  })
  const opened = await sessions.recreate('hollow')
  expect(between).toHaveBeenCalledTimes(2)
  expect(opened).toMatchObject({ row: { unsent: true, problem: null }, draft: { text: 'typed' } })
  expect(told().filter((event) => event.type === 'list.changed' && event.removed.includes('hollow'))).toEqual([])
})
