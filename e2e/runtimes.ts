import { execFileSync } from 'node:child_process'
import { expect } from './app.ts'
import type { Retoma } from './app.ts'

/** The processes of the runtimes that the app has started; not on Windows. */
export function runtimes(retoma: Retoma): readonly number[] {
  const app = retoma.app.process().pid
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((match) =>
      Number(match?.[2]) === app && match?.[3]?.includes('copilot-runtime') ? [Number(match[1])] : [],
    )
}

/** The one runtime of the app. */
export async function runtimeOf(retoma: Retoma): Promise<number> {
  await expect.poll(() => runtimes(retoma)).toHaveLength(1)
  return runtimes(retoma)[0]!
}
