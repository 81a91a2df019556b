import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { endRun, noteRun, takeCutRuns } from './importRuns.ts'

test('what was cut is told once, what ended or was all done is not, and damage says nothing', async () => {
  const base = mkdtempSync(join(tmpdir(), 'retoma-runs-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const folder = join(base, 'imports')
  expect(await takeCutRuns(folder)).toBe(null)
  await noteRun(folder, 'a', { done: 0, of: 40 })
  await noteRun(folder, 'a', { done: 12, of: 40 })
  await noteRun(folder, 'b', { done: 3, of: 3 })
  await noteRun(folder, 'c', { done: 1, of: 2 })
  await endRun(folder, 'c')
  writeFileSync(join(folder, 'd.run'), '{"version":1,')
  writeFileSync(join(folder, 'note.json'), '{}')
  expect(await takeCutRuns(folder)).toEqual({ done: 12, of: 40 })
  expect(await takeCutRuns(folder)).toBe(null)
  expect(readdirSync(folder)).toEqual(['note.json'])
})

test('a note that can not go keeps nobody from starting', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retoma-runs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'stays.run', 'full'), { recursive: true })
  await noteRun(folder, 'a', { done: 1, of: 2 })
  expect(await takeCutRuns(folder)).toEqual({ done: 1, of: 2 })
})
