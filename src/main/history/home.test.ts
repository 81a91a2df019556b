import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createHome } from './home.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'retoma-home-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

it('looks again at what could not be read, although neither size nor time of it changed', () => {
  const log = join(root, 's', 'events.jsonl')
  mkdirSync(log, { recursive: true })
  const home = createHome(root, Date.now)
  expect(home.get('s')?.problem).toMatchObject({ code: 'unreadable' })
  const { size, atime, mtime } = statSync(log)
  rmdirSync(log)
  const start = JSON.stringify({ type: 'session.start', data: { version: 1, sessionId: 's' }, id: 'e1' })
  writeFileSync(log, `${start}\n`.padEnd(size, '\n'))
  utimesSync(log, atime, mtime)
  expect(statSync(log)).toMatchObject({ size, mtimeMs: mtime.getTime() })
  expect(home.get('s')?.problem).not.toMatchObject({ code: 'unreadable' })
})
