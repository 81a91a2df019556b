import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { factsOf, isAlive, type ProcessFacts } from './processes.ts'

/** A process that has a session open, as far as it can be recognised. */
export interface Holder {
  readonly pid: number
  /** `sdk`: a program that runs the runtime through the SDK; `other`: a program that is known by its name alone. */
  readonly kind: 'cli' | 'retoma' | 'sdk' | 'other' | 'unknown'
  /** The program's name, and the id by which a person finds it; the runtime itself is nobody's name. */
  readonly program: string | null
  readonly programPid: number
}

/** What is asked of the system; tests answer instead. */
export interface ProcessTable {
  readonly isAlive: (pid: number) => boolean
  readonly factsOf: (pid: number) => ProcessFacts | null
}

const system: ProcessTable = { isAlive, factsOf }
/** A process writes its lock after it started; clocks that were set meanwhile may be off by this much (ms). */
const SLACK = 10_000

/**
 * The processes that hold a session: the runtime leaves a lock for each, which outlives its process and then means
 * nothing, also when another process has got its number since.
 */
export function holdersOf(sessionFolder: string, table: ProcessTable = system): readonly number[] {
  return readdirSync(sessionFolder).flatMap((name) => {
    const pid = Number(/^inuse\.(\d+)\.lock$/u.exec(name)?.[1] ?? 0)
    return pid > 0 && table.isAlive(pid) && isItsOwn(join(sessionFolder, name), pid, table) ? [pid] : []
  })
}

function isItsOwn(lock: string, pid: number, table: ProcessTable): boolean {
  const lockedAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
  // Released in this moment.
  if (lockedAt === undefined) return false
  const facts = table.factsOf(pid)
  return facts === null || facts.startedAt <= lockedAt + SLACK
}

/** Recognises the program behind a process by its command line. */
export function recognise(pid: number, table: ProcessTable = system): Holder {
  const facts = table.factsOf(pid)
  const program = nameOf(facts)
  if (facts === null || program === null) return { pid, kind: 'unknown', program: null, programPid: pid }
  if (program !== 'copilot-runtime') {
    const isCli =
      program === 'copilot' || facts.command.slice(1, 3).some((part) => /[\\/]@github[\\/]copilot[\\/]/u.test(part))
    return { pid, kind: isCli ? 'cli' : isRetoma(program) ? 'retoma' : 'other', program, programPid: pid }
  }
  // The runtime is started by the program that a person knows; without it, it is on its way out.
  const host = facts.parent > 1 ? nameOf(table.factsOf(facts.parent)) : null
  if (host === null) return { pid, kind: 'sdk', program: null, programPid: pid }
  return { pid, kind: isRetoma(host) ? 'retoma' : 'sdk', program: host, programPid: facts.parent }
}

const isRetoma = (program: string): boolean => program.toLowerCase() === 'retoma'

function nameOf(facts: ProcessFacts | null): string | null {
  const path = facts?.command[0] ?? ''
  // Some programs write a title of their own into the place of their command line: its first word is enough.
  const name = basename(path.replaceAll('\\', '/')).replace(/\.exe$/iu, '')
  const short = name.split(' ')[0] ?? ''
  return short === '' ? null : (path.includes('/') ? name : short).slice(0, 60)
}
