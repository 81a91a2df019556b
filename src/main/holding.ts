import type { Translate } from '../shared/strings/translateWith.ts'
import type { CopilotAgent } from './agent/agent.ts'
import type { Health } from './health/port.ts'
import type { Holder } from './health/holders.ts'

/**
 * The agent, which calls a session held only when a process that holds it lives: the runtime goes by the number of the
 * process alone, which another one may have got since.
 */
export function withTrueHolders(agent: CopilotAgent, holders: Health['holders']): CopilotAgent {
  // Who can't look takes the runtime's word.
  const isHeld = (id: string): Promise<boolean> => isHeldElsewhere(agent, holders, id).catch(() => true)
  return {
    ...agent,
    inUse: async (ids) => {
      const named = [...(await agent.inUse(ids))]
      const held = await Promise.all(named.map(isHeld))
      return new Set(named.filter((_, index) => held[index]))
    },
  }
}

/** Whether a living process that is not of this app has a session open. */
export async function isHeldElsewhere(
  agent: Pick<CopilotAgent, 'pids'>,
  holders: Health['holders'],
  id: string,
): Promise<boolean> {
  return (await foreignHolders(agent, holders, id)).length > 0
}

/** How a person knows the program that holds a session; null when none does. */
export async function nameHolder(
  agent: Pick<CopilotAgent, 'pids'>,
  holders: Health['holders'],
  t: Translate,
  id: string,
): Promise<string | null> {
  const [holder] = await foreignHolders(agent, holders, id)
  if (holder === undefined) return null
  const { kind, program, programPid: pid } = holder
  switch (kind) {
    case 'cli':
    case 'retoma':
      return t(`holder.${kind}`, { pid })
    case 'sdk':
      return program === null ? t('holder.sdk', { pid }) : t('holder.sdkIn', { program, pid })
    case 'other':
    case 'unknown':
      return program === null ? t('holder.unknown', { pid }) : t('holder.other', { program, pid })
  }
}

async function foreignHolders(
  agent: Pick<CopilotAgent, 'pids'>,
  holders: Health['holders'],
  id: string,
): Promise<readonly Holder[]> {
  const found = await holders(id)
  return found.filter(({ pid }) => !agent.pids().includes(pid))
}
