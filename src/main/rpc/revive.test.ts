import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { createRevivable, type Revivable } from './revive.ts'
import type { TestMethods, TestNotifications } from './testWorker.ts'

let workers: Revivable<TestMethods, TestNotifications>
let prepared = 0
const deaths: (() => void)[] = []

function start(refuse = false): void {
  prepared = 0
  workers = createRevivable<TestMethods, TestNotifications>({
    start: () => new Worker(new URL('./testWorker.ts', import.meta.url)),
    prepare: async (client) => {
      prepared += 1
      if (refuse) await client.call('refuse', 'here')
    },
    onDeath: () => deaths.splice(0).forEach((heard) => heard()),
    log: { error: () => undefined },
  })
}

async function crash(): Promise<void> {
  const died = new Promise<void>((resolve) => deaths.push(resolve))
  const client = await workers.client()
  await client.call('crash').catch(() => undefined)
  await died
}

afterEach(() => workers.dispose())

test('one worker serves all callers until it dies; then another does', async () => {
  start()
  expect(await workers.client()).toBe(await workers.client())
  await crash()
  expect(await (await workers.client()).call('add', 1, 2)).toBe(3)
  expect(prepared).toBe(2)
})

test('a worker that keeps dying is left alone', async () => {
  start()
  for (let death = 0; death < 5; death += 1) await crash()
  await expect(workers.client()).rejects.toMatchObject({ code: 'internal', detail: 'worker' })
})

test('what preparing rejects with is what the caller gets, every time anew', async () => {
  start(true)
  await expect(workers.client()).rejects.toMatchObject({ code: 'folderMissing', detail: 'here' })
  await expect(workers.client()).rejects.toMatchObject({ code: 'folderMissing', detail: 'here' })
  expect(prepared).toBe(2)
})

test('nothing starts after disposing', async () => {
  start()
  await workers.client()
  await workers.dispose()
  await expect(workers.client()).rejects.toMatchObject({ code: 'internal' })
})
