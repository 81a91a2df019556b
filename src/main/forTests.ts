import { existsSync } from 'node:fs'
import type { AgentDeps } from './agent/agent.ts'
import { isWritable } from './agent/homeWatch.ts'
import type { HomeWatchDeps } from './agent/homeWatch.ts'

/** What tests may change: another runtime, and less patience with a provider that hangs. */
export function agentForTests(env: NodeJS.ProcessEnv): Partial<AgentDeps> {
  if (env['RETOMA_TEST'] !== '1') return {}
  const stall = Number(env['RETOMA_STALL_MS'] ?? 0)
  const pace = env['RETOMA_PRACTICE_PACE']
  return {
    ...(env['RETOMA_RUNTIME'] === undefined ? {} : { runtimePath: env['RETOMA_RUNTIME'] }),
    ...(stall > 0 ? { timings: { stall } } : {}),
    ...(pace === undefined ? {} : { practicePace: Number(pace) }),
  }
}

/** With RETOMA_TEST=1 the home counts as read-only as long as the file RETOMA_READ_ONLY is there: no right keeps root from writing. */
export function homeForTests(env: NodeJS.ProcessEnv): Partial<HomeWatchDeps> {
  const marker = env['RETOMA_READ_ONLY']
  if (env['RETOMA_TEST'] !== '1' || marker === undefined) return {}
  return { mayWrite: async (home) => !existsSync(marker) && (await isWritable(home)) }
}
