import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFolders, type Folders } from './folders.ts'

let root: string
let folders: Folders
let changed: string[]
let asked: number

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'retoma-folders-'))
  for (const name of ['a', 'b']) mkdirSync(join(root, name))
  changed = []
  asked = 0
  folders = createFolders({
    folders: () => {
      asked += 1
      return ['a', 'b', 'a'].map((name) => join(root, name))
    },
    onChanged: (folder) => changed.push(folder),
  })
})
afterEach(() => {
  vi.useRealTimers()
  folders.dispose()
  rmSync(root, { recursive: true })
})

it('tells which folders went and which came back', async () => {
  await folders.look()
  expect(changed).toEqual([])
  renameSync(join(root, 'a'), join(root, 'moved'))
  await folders.look()
  expect(changed).toEqual([join(root, 'a')])
  expect(folders.isGone(join(root, 'a'))).toBe(true)
  expect(folders.isGone(join(root, 'b'))).toBe(false)
  folders.saw(join(root, 'a'), false)
  expect(changed).toHaveLength(2)
  expect(folders.isGone(join(root, 'a'))).toBe(false)
})

it('asks for folders only when it is told that there are some, and goes on until it is disposed of', () => {
  vi.useFakeTimers()
  vi.advanceTimersByTime(600_000)
  expect(asked).toBe(0)
  folders.begin()
  folders.begin()
  vi.advanceTimersByTime(1_500)
  expect(asked).toBe(1)
  folders.dispose()
  vi.advanceTimersByTime(600_000)
  expect(asked).toBe(1)
})
