import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A process as `ps` lists it. */
export interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/** Everything that runs on this machine (Linux and macOS). */
export async function processes(): Promise<readonly Process[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,command='], { maxBuffer: 16_000_000 })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line) ?? []
    return pid === undefined || command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }]
  })
}

/** The children of a process, their children, and so on. */
export function descendantsOf(pid: number, all: readonly Process[]): readonly Process[] {
  const found: Process[] = []
  const parents = new Set([pid])
  // A child may be listed before its parent.
  for (let before = -1; before !== found.length;) {
    before = found.length
    for (const one of all) {
      if (!parents.has(one.parent) || parents.has(one.pid)) continue
      parents.add(one.pid)
      found.push(one)
    }
  }
  return found
}

/** The runtimes among the descendants of an app. */
export function runtimesOf(pid: number, all: readonly Process[]): readonly Process[] {
  return descendantsOf(pid, all).filter(({ command }) => /copilot-runtime(\.exe)?(\s|$)/u.test(command))
}

/** Those of them that still live: the same number may belong to another process by now. */
export function stillThere(before: readonly Process[], all: readonly Process[]): readonly Process[] {
  const now = new Map(all.map((one) => [one.pid, one.command]))
  // What has ended and waits for its parent to take note does nothing any more.
  return before.filter(({ pid, command }) => now.get(pid) === command && !command.includes('<defunct>'))
}

/** Processes that carry a mark in their environment; only Linux tells. */
export function marked(mark: string): readonly number[] {
  if (!existsSync('/proc/self/environ')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark)
      } catch {
        return false
      }
    })
    .map(Number)
}
