import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLock, type SecondInstance } from './lock.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standin-lock-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const ignore = (): void => undefined

it('is held by one, and tells it of a second', async () => {
  const heard = Promise.withResolvers<SecondInstance>()
  const first = createLock(folder, process.pid, heard.resolve)
  expect(first.request({})).toBe(true)
  expect(first.request({})).toBe(true)
  const second = createLock(folder, process.ppid, ignore)
  expect(second.request({ when: new Date(5) })).toBe(false)
  expect(second.held()).toBe(false)
  expect(await heard.promise).toMatchObject({ workingDirectory: process.cwd(), additionalData: { when: new Date(5) } })
  first.release()
  expect(first.held()).toBe(false)
})

it('takes over from a process that was killed', async () => {
  const other = spawn('sleep', ['60'])
  const pid = other.pid as number
  const killed = createLock(folder, pid, ignore)
  expect(killed.request({})).toBe(true)
  const mine = createLock(folder, process.pid, ignore)
  expect(mine.request({})).toBe(false)
  other.kill('SIGKILL')
  await once(other, 'exit')
  expect(mine.request({})).toBe(true)
  mine.release()
  killed.release()
})

it.runIf(process.platform === 'linux')('is not fooled by a number that another process got', () => {
  symlinkSync(JSON.stringify({ pid: process.ppid, began: '1' }), join(folder, 'SingletonLock'))
  const mine = createLock(folder, process.pid, ignore)
  expect(mine.request({})).toBe(true)
  expect(readlinkSync(join(folder, 'SingletonLock'))).toContain(String(process.pid))
  mine.release()
})
