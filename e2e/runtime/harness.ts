import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AgentDeps, type CopilotAgent, createAgent } from '../../src/main/agent/agent.ts'
import type { Connection, LiveOptions, LiveSession } from '../../src/main/agent/port.ts'
import { translate } from '../../src/main/agent/translate.ts'
import type { SessionEvent } from '../../src/shared/events.ts'
import type { RuntimeStatus } from '../../src/shared/model/runtimeStatus.ts'
import type { Item, SessionState, Turn } from '../../src/shared/model/turn.ts'
import { emptyState, reduce, reduceAll, settle } from '../../src/shared/reduce.ts'

/** An agent on a home of its own. */
export interface AgentHarness {
  readonly agent: CopilotAgent
  readonly home: string
  readonly folder: string
  /** Everything that was logged. */
  readonly logged: readonly string[]
  /** Resolves when the status meets a condition. */
  untilStatus(meets: (status: RuntimeStatus) => boolean): Promise<RuntimeStatus>
  /** Options for a session whose events are gathered. */
  session(id: string, connection: Connection, more?: Partial<LiveOptions>): SessionProbe
  /** What the log of a session says, translated and folded as history does it. */
  stored(id: string): Promise<SessionState>
  dispose(): Promise<void>
}

/** A session as a test sees it. */
export interface SessionProbe {
  readonly options: LiveOptions
  readonly events: readonly SessionEvent[]
  state(): SessionState
  lost(): number
  /** Resolves when a condition is met, at once when it is already. */
  until(meets: (probe: SessionProbe) => boolean): Promise<void>
  /** Sends and waits for the end of the turn. */
  turn(live: LiveSession, text: string): Promise<Turn>
}

/** Starts nothing yet: the agent starts its runtime when it is needed. */
export async function startAgent(deps: Partial<AgentDeps> = {}): Promise<AgentHarness> {
  const root = await mkdtemp(join(tmpdir(), 'retoma-agent-'))
  const home = join(root, 'home')
  const folder = join(root, 'folder')
  await mkdir(folder)
  const logged: string[] = []
  const write = (message: string): void => void logged.push(message)
  const agent = createAgent({
    home,
    runtimePath: null,
    clientName: 'retoma',
    clientVersion: '0.0.0',
    env: process.env,
    log: { info: write, warn: write, error: write },
    practicePace: 0,
    ...deps,
  })
  return {
    agent,
    home,
    folder,
    logged,
    untilStatus: (meets) =>
      new Promise((resolve) => {
        const off = agent.onStatus(look)
        function look(status: RuntimeStatus): void {
          if (!meets(status)) return
          off()
          resolve(status)
        }
        look(agent.status())
      }),
    session: (id, connection, more = {}) => createProbe(id, connection, more),
    stored: async (id) => {
      const log = await readFile(join(home, 'session-state', id, 'events.jsonl'), 'utf8')
      const events = log
        .split('\n')
        .filter((line) => line !== '')
        .flatMap((line) => translate(JSON.parse(line)))
      return settle(reduceAll(emptyState, events), Date.now())
    },
    dispose: async () => {
      await agent.dispose()
      await rm(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A conversation without what a log does not hold: times, usage and notices of the moment. */
export function comparable({ turns }: SessionState): unknown {
  return turns.map((turn) => ({
    id: turn.id,
    prompt: turn.prompt,
    outcome: turn.outcome,
    error: turn.error,
    items: turn.items.filter(isStored).map((item) => ({ ...item, at: 0, endedAt: 0, reasoningMs: 0 })),
  }))
}

/** The text of everything that the model said in a turn. */
export function saidIn(turn: Turn): string {
  return turn.items.map((item) => (item.kind === 'message' ? item.text : '')).join('\n')
}

function isStored(item: Item): boolean {
  if (item.kind === 'message') return item.complete
  return item.kind !== 'notice' || (item.notice.kind !== 'info' && item.notice.kind !== 'retrying')
}

function createProbe(id: string, connection: Connection, more: Partial<LiveOptions>): SessionProbe {
  const events: SessionEvent[] = []
  let watchers: (() => void)[] = []
  let state = emptyState
  let lost = 0
  const changed = (): void => {
    const looking = watchers
    watchers = []
    for (const look of looking) look()
  }
  const probe: SessionProbe = {
    options: {
      id,
      kind: 'chat',
      folder: null,
      connection,
      model: 'demo',
      onEvent: (event) => {
        events.push(event)
        state = reduce(state, event)
        changed()
      },
      onLost: () => {
        lost += 1
        changed()
      },
      ...more,
    },
    events,
    state: () => state,
    lost: () => lost,
    until: (meets) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (meets(probe)) resolve()
          else watchers.push(look)
        }
        look()
      }),
    turn: async (live, text) => {
      const before = state.turns.length
      await live.send(text)
      await probe.until(() => state.turns.length > before && state.active === null)
      return state.turns.at(-1)!
    },
  }
  return probe
}
