import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { AppEvent } from '../../shared/events.ts'
import { createBench, createBlankBench } from './testing/bench.ts'
import { createMemoryHistory } from './testing/memoryHistory.ts'

it('a session that is about to be live when it is deleted does not come to life again', async () => {
  const { sessions, agent, library } = await createBench()
  const resumed = Promise.withResolvers<undefined>()
  const { resume } = agent
  agent.resume = async (options) => {
    await resumed.promise
    return resume(options)
  }
  await sessions.runner.send('a', 'one')
  await vi.waitFor(async () => expect(await sessions.queue.list('a')).toMatchObject([{ state: 'sending' }]))
  const removed = sessions.deleting.remove(['a'])
  await expect(sessions.runner.send('a', 'two')).rejects.toMatchObject({ code: 'sessionBusy' })
  resumed.resolve(undefined)
  expect(await removed).toMatchObject([{ error: null }])
  expect(agent.calls).toEqual(['resume a practice', 'close a', 'remove a'])
  expect(sessions.rows()).toEqual([])

  // What was to be sent went with it, and comes back with it.
  await sessions.deleting.restore(['entry-a'])
  expect(await library.queue('a')).toMatchObject([{ text: 'one', state: 'paused' }])
})

it('what is noted of a session while it is deleted does not bring it back', async () => {
  const { sessions, library } = await createBench()
  const stored = Promise.withResolvers<undefined>()
  const { putRecord } = library
  library.putRecord = async (id, patch) => {
    const record = await putRecord(id, patch)
    await stored.promise
    return record
  }
  const reading = sessions.markRead('a', null)
  await sessions.deleting.remove(['a'])
  stored.resolve(undefined)
  await reading
  await sessions.markRead('a', null)
  await sessions.markUnread('a')
  expect(sessions.rows()).toEqual([])
})

it('a folder that goes with its session leaves no record behind', async () => {
  const { sessions, library, history } = await createBench()
  await sessions.rename('a', 'Mine')
  const { removeSession } = library
  library.removeSession = async (id) => {
    await removeSession(id)
    // The home is looked at, and the folder is gone.
    history.take(id)
    await sessions.markRead(id, null)
  }
  expect(await sessions.deleting.remove(['a'])).toMatchObject([{ error: null }])
  expect(await library.record('a')).toBeNull()
  expect(sessions.rows()).toEqual([])
})

it('what is noted of a session whose deletion fails is kept', async () => {
  const { sessions, library, agent } = await createBench()
  await sessions.rename('a', 'Mine')
  agent.remove = async () => {
    await sessions.markUnread('a')
    throw new AppError('writeFailed', 'a')
  }
  expect(await sessions.deleting.remove(['a'])).toMatchObject([{ error: { code: 'writeFailed' } }])
  expect(await library.record('a')).toMatchObject({ title: 'Mine', unread: true })
})

describe('five hundred at once', () => {
  const ids = Array.from({ length: 500 }, (_, n) => `many-${n}`)
  const progress = (events: readonly AppEvent[]) => events.filter((event) => event.type === 'work.progressed')

  it('go one after the other, each told of, and one that fails keeps its row', async () => {
    const { sessions, agent, history, told } = await createBlankBench({ known: ids })
    for (const id of ids) history.put({ id }, [])
    agent.onRemove = (id) => {
      if (id === 'many-7') throw new AppError('writeFailed', id)
    }
    const results = await sessions.deleting.remove(ids, 'work')
    expect(results).toHaveLength(500)
    expect(results.filter((result) => result.error !== null)).toEqual([
      { id: 'many-7', error: { code: 'writeFailed', message: 'many-7' } },
    ])
    expect(sessions.rows().map(({ id }) => id)).toEqual(['many-7'])
    await vi.waitFor(() => expect(progress(told())).toHaveLength(500))
    expect(progress(told()).at(-1)).toMatchObject({ id: 'work', done: 500, of: 500 })
  })

  it('stop when they are told to, and what has gone has gone', async () => {
    const { sessions, agent, history } = await createBlankBench({ known: ids })
    for (const id of ids) history.put({ id }, [])
    agent.onRemove = (id) => {
      if (id === 'many-99') sessions.works.cancel('work')
    }
    const results = await sessions.deleting.remove(ids, 'work')
    expect(results.map(({ id, error }) => [id, error])).toEqual(ids.slice(0, 100).map((id) => [id, null]))
    expect(sessions.rows()).toHaveLength(400)
    const entries = results.flatMap(({ entryId }) => entryId ?? [])
    const back = await sessions.deleting.restore(entries, 'back')
    expect(back.every(({ error }) => error === null)).toBe(true)
    expect(await sessions.deleting.list()).toEqual([])
  })
})

it('a session goes while others wait to be told to the runtime what was marked, and is not told of itself any more', async () => {
  const ids = ['a', 'b', 'c', 'd']
  const history = createMemoryHistory()
  for (const id of ids) history.put({ id }, [])
  const { sessions, agent } = await createBlankBench({ history, known: ids })
  const told = ids.map(() => Promise.withResolvers<undefined>())
  const begun: string[] = []
  const { keepMetadata } = agent
  agent.keepMetadata = async (id, text) => {
    begun.push(id)
    await told[begun.length - 1]?.promise
    return keepMetadata(id, text)
  }
  await sessions.marks.change(ids.map((id) => ({ id, archived: true })))
  await vi.waitFor(() => expect(begun).toHaveLength(1))
  const other = ids.find((id) => !begun.includes(id) && id !== 'b') ?? ''
  const removed = sessions.deleting.remove([other])
  // What is at it is waited for, the rest is not: the next one takes as long as it likes.
  told[0]?.resolve(undefined)
  expect(await removed).toMatchObject([{ id: other, error: null }])
  expect(agent.calls).toContain(`remove ${other}`)
  for (const { resolve } of told) resolve(undefined)
  await vi.waitFor(() => expect(begun).toHaveLength(3))
  expect(begun).not.toContain(other)
})

it('a session that is being told to the runtime goes when that is done', async () => {
  const { sessions, agent } = await createBench()
  const told = Promise.withResolvers<undefined>()
  const { keepMetadata } = agent
  agent.keepMetadata = async (id, text) => {
    agent.calls.push(`keep ${id}`)
    await told.promise
    await keepMetadata(id, text)
    agent.calls.push(`kept ${id}`)
  }
  await sessions.marks.pin('a', true)
  await vi.waitFor(() => expect(agent.calls).toEqual(['keep a']))
  const removed = sessions.deleting.remove(['a'])
  // Whatever can be done meanwhile is done by then.
  await setImmediate()
  expect(agent.calls).toEqual(['keep a'])
  told.resolve(undefined)
  expect(await removed).toMatchObject([{ error: null }])
  expect(agent.calls).toEqual(['keep a', 'kept a', 'remove a'])
})
