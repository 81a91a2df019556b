import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TurnError } from '../../shared/model/turn.ts'
import { createHomeWatch, type HomeTrouble, type HomeWatch, isWritable } from './homeWatch.ts'

let watch: HomeWatch
let writable: boolean
let told: (HomeTrouble | null)[]

beforeEach(() => {
  vi.useFakeTimers()
  writable = true
  told = []
  watch = createHomeWatch({
    home: '/home',
    onChanged: (trouble) => told.push(trouble),
    every: 1_000,
    mayWrite: () => Promise.resolve(writable),
  })
})
afterEach(() => {
  watch.dispose()
  vi.useRealTimers()
})

const persistence = (message: string): TurnError => ({ kind: 'persistence', message, status: null })
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

it('tells once that the home is read-only, and finds by itself when it is not any more', async () => {
  watch.look()
  await settled()
  expect(told).toEqual([])
  writable = false
  watch.look()
  watch.look()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(told).toEqual(['readOnly'])
  writable = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect(told).toEqual(['readOnly', null])
  expect(vi.getTimerCount()).toBe(0)
})

it('believes the runtime that the disk is full until it has written a turn', async () => {
  watch.turnEnded('failed', persistence('ENOSPC: no space left on device'))
  await vi.advanceTimersByTimeAsync(60_000)
  watch.turnEnded('stopped', null)
  await settled()
  expect(told).toEqual(['full'])
  watch.turnEnded('done', null)
  await settled()
  expect(told).toEqual(['full', null])
})

it('tells a right that is missing from a disk that is full and from the rest', async () => {
  writable = false
  watch.turnEnded('failed', persistence('Permission denied (os error 13)'))
  await settled()
  writable = true
  await vi.advanceTimersByTimeAsync(1_000)
  watch.turnEnded('failed', persistence('Is a directory'))
  await settled()
  expect(told).toEqual(['readOnly', null, 'unwritable'])
})

it('looks at the rights of the folders themselves', async () => {
  vi.useRealTimers()
  const home = await mkdtemp(join(tmpdir(), 'retoma-home-'))
  // Root may write whatever the rights say, and Windows asks them of files only.
  const always = process.platform === 'win32' || process.getuid?.() === 0
  try {
    expect(await isWritable(join(home, 'not-there-yet'))).toBe(true)
    await mkdir(join(home, 'session-state'))
    expect(await isWritable(home)).toBe(true)
    await chmod(join(home, 'session-state'), 0o555)
    expect(await isWritable(home)).toBe(always)
    await chmod(join(home, 'session-state'), 0o755)
    const file = join(home, 'file')
    await writeFile(file, '')
    expect(await isWritable(file)).toBe(false)
  } finally {
    await rm(home, { recursive: true })
  }
})
