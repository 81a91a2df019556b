import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** The kernel counts processor time in hundredths of a second, whatever its own clock. */
const TICK_MS = 10

/** The processor time that a process has used so far, in milliseconds; null when the system does not tell. */
export async function cpuTime(pid: number): Promise<number | null> {
  if (process.platform === 'linux') return fromStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
  if (process.platform === 'win32') {
    const line = await run('tasklist', ['/v', '/fo', 'csv', '/nh', '/fi', `PID eq ${pid}`])
    return fromClock(line.split('","')[7] ?? '')
  }
  return fromClock(await run('ps', ['-o', 'time=', '-p', String(pid)]))
}

/** Reads `/proc/PID/stat`: user and system time, after the name, which may hold anything. */
export function fromStat(stat: string): number | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  return Number.isFinite(ticks) && fields.length > 12 ? ticks * TICK_MS : null
}

/** Reads `[days-][hours:]minutes:seconds[.hundredths]`, as `ps` and `tasklist` write it. */
export function fromClock(text: string): number | null {
  const match = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/u.exec(text.trim())
  if (match === null) return null
  const parts: readonly (string | undefined)[] = match.slice(1)
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0))
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000)
}

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 2_000, windowsHide: true }, (error, stdout) => resolve(error ? '' : stdout))
  })
}
