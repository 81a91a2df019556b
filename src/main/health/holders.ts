import { readdirSync } from 'node:fs'

/** The processes that hold a session: the runtime leaves a lock for each, which outlives its process and then means nothing. */
export function holdersOf(sessionFolder: string): readonly number[] {
  return readdirSync(sessionFolder).flatMap((name) => {
    const pid = Number(/^inuse\.(\d+)\.lock$/u.exec(name)?.[1] ?? 0)
    return pid > 0 && isAlive(pid) ? [pid] : []
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be spoken to, but it lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
