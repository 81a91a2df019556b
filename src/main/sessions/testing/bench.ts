import { onTestFinished } from 'vitest'
import type { AppEvent } from '../../../shared/events.ts'
import type { Library } from '../../library/port.ts'
import type { Sessions, SessionsDeps } from '../port.ts'
import { createSessions } from '../sessions.ts'
import { createMemoryHistory, type MemoryHistory } from './memoryHistory.ts'
import { createMemoryLibrary } from './memoryLibrary.ts'
import { createMemoryTrash } from './memoryTrash.ts'
import { quietParts } from './parts.ts'
import { createScriptedAgent, type ScriptedAgent } from './scriptedAgent.ts'

/** The time at which everything happens on a {@link SessionsBench}. */
export const NOW = 1000

/** The use cases on parts in memory. */
export interface SessionsBench {
  readonly sessions: Sessions
  readonly agent: ScriptedAgent
  readonly history: MemoryHistory
  readonly library: Library
  /** What the window was told. */
  readonly told: () => readonly AppEvent[]
}

/** What one is made of; what is left out is new. */
export interface BenchParts extends Partial<Pick<SessionsBench, 'history' | 'library'>> {
  readonly orphanMs?: number
  readonly isHeld?: SessionsDeps['isHeld']
  readonly copies?: Partial<SessionsDeps['copies']>
  readonly asideCopies?: SessionsDeps['asideCopies']
  readonly versions?: SessionsDeps['versions']
  readonly attachmentsFolder?: string
  readonly sentBefore?: SessionsDeps['sentBefore']
  readonly contextLimit?: SessionsDeps['contextLimit']
  /** Takes what goes wrong; left out, the test fails for it. */
  readonly onError?: (what: string, error: unknown) => void
  /** Other ids that the runtime has on its disk. */
  readonly known?: readonly string[]
  /** The session that a person looks at. */
  readonly inView?: string
}

/** A model, as sessions are made with one. */
export const choice = { providerId: 'practice', model: 'practice' } as const

/** What a plain chat is made of. */
export const chat = (id: string): Parameters<Sessions['create']>[0] => ({
  id,
  title: '',
  kind: 'chat',
  folder: null,
  model: choice,
})

/** Makes one around a session `a` that the runtime knows; it ends with the test. */
export function createBench(parts: BenchParts = {}): Promise<SessionsBench> {
  const history = parts.history ?? createMemoryHistory()
  if (parts.history === undefined) history.put({ id: 'a' }, [])
  return createBlankBench({ ...parts, history, known: ['a', ...(parts.known ?? [])] })
}

/** Makes one without any session. */
export async function createBlankBench(parts: BenchParts = {}): Promise<SessionsBench> {
  const history = parts.history ?? createMemoryHistory()
  const library = parts.library ?? createMemoryLibrary()
  const agent = createScriptedAgent(new Set(parts.known))
  const failures: string[] = []
  const events: AppEvent[] = []
  const sessions = await createSessions({
    ...quietParts,
    copies: { ...quietParts.copies, ...parts.copies },
    isHeld: parts.isHeld ?? quietParts.isHeld,
    asideCopies: parts.asideCopies ?? quietParts.asideCopies,
    versions: parts.versions ?? quietParts.versions,
    attachmentsFolder: parts.attachmentsFolder ?? quietParts.attachmentsFolder,
    sentBefore: parts.sentBefore ?? quietParts.sentBefore,
    contextLimit: parts.contextLimit ?? quietParts.contextLimit,
    agent,
    history,
    library,
    trash: createMemoryTrash(agent, library),
    connection: () => Promise.resolve({ kind: 'practice' }),
    chooseFor: () => choice,
    send: (batch) => events.push(...batch),
    onRows: () => undefined,
    isInView: (id) => id === parts.inView,
    continuePrompt: (tail) => `Go on after: ${tail}`,
    now: () => NOW,
    orphanMs: parts.orphanMs ?? 0,
    log: { error: parts.onError ?? ((what, error) => failures.push(`${what}: ${String(error)}`)) },
  })
  onTestFinished(async () => {
    await sessions.dispose()
    if (failures.length > 0) throw new Error(failures.join('\n'))
  })
  return { sessions, agent, history, library, told: () => events }
}
