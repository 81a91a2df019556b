import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdersOf, recognise, type ProcessTable } from './holders.ts'
import { factsOf, parsePs, type ProcessFacts } from './processes.ts'

let folder: string
const lock = (pid: number): string => join(folder, `inuse.${pid}.lock`)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retoma-holders-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a living process holds a session, a dead one does not', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' })
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  writeFileSync(lock(pid), `${pid}\n`)
  expect(holdersOf(folder)).toEqual([pid])
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  expect(holdersOf(folder)).toEqual([])
})

test.skipIf(process.platform === 'win32')('a process that got the number of a dead one holds nothing', () => {
  writeFileSync(lock(process.pid), '')
  expect(holdersOf(folder)).toEqual([process.pid])
  // Written long before this process began: by another one of the same number.
  const before = new Date((factsOf(process.pid)?.startedAt ?? 0) - 60_000)
  utimesSync(lock(process.pid), before, before)
  expect(holdersOf(folder)).toEqual([])
})

test('where the system says nothing of a process its lock counts', () => {
  writeFileSync(lock(7), '')
  expect(holdersOf(folder, { isAlive: () => true, factsOf: () => null })).toEqual([7])
  expect(holdersOf(folder, { isAlive: () => false, factsOf: () => null })).toEqual([])
})

test.skipIf(process.platform === 'win32')(
  'the system tells when a process started, who started it, and what it is',
  async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' })
    await once(child, 'spawn')
    const facts = factsOf(child.pid ?? 0)
    child.kill('SIGKILL')
    expect(facts?.parent).toBe(process.pid)
    expect(facts?.command[0]).toContain('node')
    expect(Math.abs((facts?.startedAt ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(factsOf(2 ** 30)).toBeNull()
  },
)

const table = (processes: Readonly<Record<number, readonly [parent: number, ...command: string[]]>>): ProcessTable => ({
  isAlive: (pid) => pid in processes,
  factsOf: (pid): ProcessFacts | null => {
    const [parent, ...command] = processes[pid] ?? [0]
    return pid in processes ? { startedAt: 0, parent, command } : null
  },
})

test('the holder has the name of the program that a person knows', () => {
  const all = table({
    10: [1, '/opt/copilot-linux-x64/copilot', '-p', 'a secret prompt'],
    11: [1, '/usr/bin/node', '/opt/node_modules/@github/copilot/npm-loader.js'],
    20: [21, '/opt/copilot-runtime', '--headless', '--stdio'],
    21: [1, '/Applications/Some Editor.app/Contents/MacOS/Some Editor', '--token=secret'],
    30: [31, '/opt/copilot-runtime', '--headless'],
    31: [1, '/opt/Retoma/retoma', '--no-sandbox'],
    40: [1, 'C:\\Tools\\copilot-runtime.exe', '--headless'],
    50: [1, 'bot: secret title'],
    60: [1],
  })
  const named = (pid: number) => {
    const { kind, program, programPid } = recognise(pid, all)
    return [kind, program, programPid]
  }
  expect(named(10)).toEqual(['cli', 'copilot', 10])
  expect(named(11)).toEqual(['cli', 'node', 11])
  expect(named(20)).toEqual(['sdk', 'Some Editor', 21])
  expect(named(30)).toEqual(['retoma', 'retoma', 31])
  expect(named(40)).toEqual(['sdk', null, 40])
  expect(named(50)).toEqual(['other', 'bot:', 50])
  expect(named(60)).toEqual(['unknown', null, 60])
  expect(named(70)).toEqual(['unknown', null, 70])
})

test('what ps prints is understood', () => {
  expect(parsePs('  501 Fri Nov 20 16:42:50 2026     /opt/copilot -p hi\n')).toEqual({
    parent: 501,
    startedAt: Date.parse('Fri Nov 20 16:42:50 2026'),
    command: ['/opt/copilot', '-p hi'],
  })
  expect(() => parsePs('')).toThrow()
})
