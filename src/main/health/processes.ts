import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the system says of a process; its arguments are for recognising it alone, and never leave this machine's memory. */
export interface ProcessFacts {
  /** Epoch milliseconds; exact to about a second. */
  readonly startedAt: number
  readonly parent: number
  /** The program first, then its arguments; empty where the system keeps them to itself. */
  readonly command: readonly string[]
}

/** Linux counts the time of processes in hundredths of a second for everybody, whatever its kernel does itself. */
const TICK = 10
/** `ps` answers at once or is no help (ms). */
const PS_TIMEOUT = 2_000

/** Whether a process of this id lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be spoken to, but it lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What is known of a process; null when the system does not tell (Windows) or it has ended. */
export function factsOf(pid: number): ProcessFacts | null {
  try {
    if (process.platform === 'linux') return fromProc(pid)
    return process.platform === 'win32' ? null : fromPs(pid)
  } catch {
    return null
  }
}

function fromProc(pid: number): ProcessFacts {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The name stands in parentheses and may hold anything, parentheses included.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const booted = Number(/^btime (\d+)$/mu.exec(readFileSync('/proc/stat', 'latin1'))?.[1]) * 1_000
  const startedAt = booted + Number(fields[19]) * TICK
  if (Number.isNaN(startedAt)) throw new Error('No start time')
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1)
  return { startedAt, parent: Number(fields[1]), command }
}

function fromPs(pid: number): ProcessFacts {
  const printed = execFileSync('ps', ['-o', 'ppid=,lstart=,command=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    timeout: PS_TIMEOUT,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return parsePs(printed)
}

/** Reads what `ps -o ppid=,lstart=,command=` prints; throws when it can't be understood. */
export function parsePs(printed: string): ProcessFacts {
  const [, parent, started, command = ''] =
    /^\s*(\d+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*?)\s*$/su.exec(printed) ?? []
  const startedAt = Date.parse(started ?? '')
  if (Number.isNaN(startedAt)) throw new Error('No start time')
  return { startedAt, parent: Number(parent), command: command.split(/\s+(?=-)/u) }
}
