import { expect, it, vi } from 'vitest'
import { createBench } from './testing/bench.ts'

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
