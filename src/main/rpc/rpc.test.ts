import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { connect, type Client } from './connect.ts'
import type { TestMethods, TestNotifications } from './testWorker.ts'

let client: Client<TestMethods, TestNotifications>
let lines: string[]

function start(): void {
  lines = []
  const worker = new Worker(new URL('./testWorker.ts', import.meta.url))
  client = connect(worker, { error: (event, fields) => lines.push(`${event} ${JSON.stringify(fields)}`) })
}

afterEach(() => client.dispose())

test('calls with several arguments are answered, each its own answer', async () => {
  start()
  const sums = await Promise.all([client.call('add', 1, 2), client.call('add', 3, 4), client.call('add', 5, 6)])
  expect(sums).toEqual([3, 7, 11])
})

test('data crosses as data, not as text', async () => {
  start()
  const value = { map: new Map([[1, 'a']]), bytes: new Uint8Array([1, 2]), gap: undefined, lone: '\ud800', big: 5n }
  expect(await client.call('echo', value)).toEqual(value)
})

test('an AppError keeps its code and detail and is not logged', async () => {
  start()
  await expect(client.call('refuse', '/gone')).rejects.toMatchObject({ code: 'folderMissing', detail: '/gone' })
  await expect(client.call('refuse', '/gone')).rejects.toBeInstanceOf(AppError)
  expect(lines).toEqual([])
})

test('another error becomes internal; the log learns where, never what was said', async () => {
  start()
  await expect(client.call('fail', 'my words')).rejects.toMatchObject({ code: 'internal', detail: '' })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('worker.call.failed')
  expect(lines[0]).toContain('TypeError')
  expect(lines[0]).toContain('testWorker')
  expect(lines[0]).not.toContain('my words')
})

test('a result that cannot be cloned, an unknown method and arguments that cannot be cloned are failures', async () => {
  start()
  await expect(client.call('uncloneable')).rejects.toMatchObject({ code: 'internal' })
  await expect(client.call('echo', () => 1)).rejects.toMatchObject({ code: 'internal' })
  await expect(client.call('toString' as 'silence')).rejects.toMatchObject({ code: 'invalid' })
  expect(await client.call('add', 1, 1)).toBe(2)
})

test('a cancelled call rejects at once and the worker hears of it', async () => {
  start()
  const stop = new AbortController()
  const reason = new Error('enough')
  const begun = new Promise<void>((resolve) => client.onNotified('told', () => resolve()))
  const call = client.callUntil(stop.signal, 'untilCancelled')
  await begun
  stop.abort(reason)
  await expect(call).rejects.toBe(reason)
  expect(await client.call('wasCancelled')).toBe(true)
  await expect(client.callUntil(stop.signal, 'add', 1, 1)).rejects.toBe(reason)
})

test('a call that is asked for to its end has the answer of a worker that was told to stop, and that of one that dies', async () => {
  start()
  const stop = new AbortController()
  const begun = new Promise<void>((resolve) => client.onNotified('told', () => resolve()))
  const call = client.callToEnd(stop.signal, 'untilCancelled')
  await begun
  stop.abort()
  expect(await call).toBe('cancelled')
  await expect(client.callToEnd(stop.signal, 'add', 1, 1)).rejects.toBe(stop.signal.reason)
  const silent = expect(client.callToEnd(new AbortController().signal, 'silence')).rejects.toMatchObject({
    code: 'internal',
  })
  await client.call('crash').catch(() => undefined)
  await silent
})

test('notifications arrive in order, until they are no longer wanted', async () => {
  start()
  const heard: number[] = []
  const undo = client.onNotified('told', ({ n }) => heard.push(n))
  await client.call('tell', 3)
  await client.call('add', 0, 0)
  undo()
  await client.call('tell', 3)
  await client.call('add', 0, 0)
  expect(heard).toEqual([1, 2, 3])
})

test('when the worker dies everything that waits is rejected, later calls too', async () => {
  start()
  const exited = new Promise<void>((resolve) => client.onExit(resolve))
  const waiting = [client.call('silence'), client.call('silence'), client.call('crash')]
  const ends = await Promise.allSettled(waiting)
  await exited
  expect(ends.slice(0, 2)).toEqual([
    expect.objectContaining({ status: 'rejected', reason: expect.objectContaining({ code: 'internal' }) as unknown }),
    expect.objectContaining({ status: 'rejected', reason: expect.objectContaining({ code: 'internal' }) as unknown }),
  ])
  await expect(client.call('add', 1, 1)).rejects.toMatchObject({ code: 'internal', detail: 'worker' })
  expect(lines.join()).toContain('worker.failed')
  expect(lines.join()).not.toContain('secret words')
  await new Promise<void>((resolve) => client.onExit(resolve))
})

test('disposing ends the worker and rejects what is under way', async () => {
  start()
  const waiting = client.call('silence')
  const outcome = expect(waiting).rejects.toMatchObject({ code: 'internal' })
  await client.dispose()
  await outcome
})
