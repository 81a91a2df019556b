import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { cpuTime, fromClock, fromStat } from './cpuTime.ts'

it('reads what the systems write', () => {
  expect(fromStat('7 (a ) b) S 1 7 7 0 -1 4194560 100 0 0 0 12 34 0 0 20 0 1 0 5 6 7')).toBe(460)
  expect(fromStat('')).toBeNull()
  expect(fromClock(' 00:01:02\n')).toBe(62_000)
  expect(fromClock('3:02.50')).toBe(182_500)
  expect(fromClock('2-01:00:00')).toBe(176_400_000)
  expect(fromClock('N/A')).toBeNull()
})

it('sees a process at work, and one that is not there', async () => {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  try {
    const pid = child.pid!
    await expect.poll(() => cpuTime(pid), { timeout: 20_000 }).toBeGreaterThan(0)
    const before = (await cpuTime(pid))!
    await expect.poll(() => cpuTime(pid), { timeout: 20_000 }).toBeGreaterThan(before)
  } finally {
    child.kill('SIGKILL')
  }
  expect(await cpuTime(2 ** 22 + 1)).toBeNull()
})
