import { mkdir } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import { plainName } from './plainName.ts'
import type { RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import { createAccount } from './account.ts'
import { createHost, type Host, logSize } from './host.ts'
import { createInTurn } from './inTurn.ts'
import { toAppError } from './mapError.ts'
import type { HostedSession, LiveSessionDeps } from './liveSession.ts'
import type { Agent, LiveOptions, RewoundFiles } from './port.ts'
import { PRACTICE_URL } from './practice/address.ts'
import { createPracticeModel } from './practice/practiceModel.ts'
import { bundledRuntimePath, checkRuntime } from './runtimePath.ts'
import type { Runtime } from './runtime.ts'
import type { AgentLog } from './supervisor.ts'
import { defaultTimings, type Timings } from './timings.ts'

/** What the agent layer needs; everything after `log` may be left out. */
export interface AgentDeps {
  /** COPILOT_HOME. */
  readonly home: string
  /** Null for the runtime that comes with the app. */
  readonly runtimePath: string | null
  /** How our sessions are signed (`client_name` in workspace.yaml). */
  readonly clientName: string
  readonly clientVersion: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: AgentLog
  readonly timings?: Partial<Timings>
  /** Told how each turn ended, whatever its session. */
  readonly onTurnEnded?: LiveSessionDeps['onTurnEnded']
  /** Milliseconds between two pieces of the practice model's answers; 20 when left out. */
  readonly practicePace?: number
}

/** The agent with what only tests and diagnostics ask for. */
export interface CopilotAgent extends Agent {
  /** The processes of the runtimes that live. */
  pids(): readonly number[]
}

/**
 * Makes the agent; nothing is started before it is needed. Two runtimes may live behind it: one that makes its requests
 * itself, and one whose requests the practice model answers in this process.
 */
export function createAgent(deps: AgentDeps): CopilotAgent {
  const timings = { ...defaultTimings, ...deps.timings }
  const path = (): string => deps.runtimePath ?? bundledRuntimePath()
  const practice = createPracticeModel({ url: PRACTICE_URL, pace: deps.practicePace ?? 20 })

  const hostOf = (name: string, answerModel: typeof practice | null): Host =>
    createHost({
      name,
      home: deps.home,
      check: async () => {
        await makeHome(deps.home)
        await checkRuntime(path())
      },
      make: async () => {
        // The SDK is loaded with the first runtime: the window does not wait for it.
        const { createCopilotRuntime } = await import('./copilot.ts')
        return createCopilotRuntime({ ...deps, path: path(), answerModel })
      },
      onTurnEnded: deps.onTurnEnded ?? (() => undefined),
      timings,
      log: deps.log,
    })
  const main = hostOf('runtime', null)
  const rehearsal = hostOf('practice runtime', practice)
  const hosts = [main, rehearsal]
  // A second handle on a session kills the first, and telling something of a closed one takes a handle: one after the other.
  const inTurn = createInTurn()
  const statusListeners = new Set<(status: RuntimeStatus) => void>()
  let status: RuntimeStatus = { state: 'stopped' }

  for (const { supervisor } of hosts) {
    supervisor.onStatus(() => {
      status = worse(main.supervisor.status(), rehearsal.supervisor.status())
      for (const listener of statusListeners) listener(status)
    })
  }

  const hostFor = (options: LiveOptions): Host => (options.connection.kind === 'practice' ? rehearsal : main)
  const liveIn = (id: string): Host | undefined => hosts.find((host) => host.has(id))
  /** For what any runtime can do: the one that lives, so that none is started for it. */
  const anyHost = (): Host => {
    const runs = (host: Host): boolean => host.supervisor.status().state === 'running'
    return !runs(main) && runs(rehearsal) ? rehearsal : main
  }

  /** Tells the runtime something of a session, by its handle while it is live. */
  const tell = <T>(
    id: string,
    what: string,
    ofLive: (live: HostedSession) => Promise<T>,
    ofClosed: (runtime: Runtime) => Promise<T>,
  ): Promise<T> =>
    inTurn(id, async () => {
      const live = liveIn(id)?.live(id)
      if (live) return ofLive(live)
      await Promise.all(hosts.map((host) => host.letGone(id)))
      return anyHost().call(what, ofClosed)
    })

  const isOpen = (id: string): boolean => hosts.some((host) => host.ids().includes(id))

  async function exists(id: string): Promise<boolean> {
    return isOpen(id) || anyHost().exists(id)
  }

  /** An empty log is what a runtime leaves that died before it wrote, and is called a session by the next one: it holds nothing. */
  async function isTaken(id: string): Promise<boolean> {
    return isOpen(id) || ((await logSize(deps.home, id)) !== 0 && (await exists(id)))
  }

  async function resume(options: LiveOptions): ReturnType<Agent['resume']> {
    const host = hostFor(options)
    const other = liveIn(options.id)
    if (other !== undefined && other !== host) await other.live(options.id)?.close()
    try {
      return await host.resume(options)
    } catch (error) {
      // The runtime has the same words for a log that is gone and for one that is empty.
      if (!(error instanceof AppError) || error.code !== 'sessionMissing') throw error
      const empty = (await logSize(deps.home, options.id)) === 0
      throw new AppError(empty ? 'sessionEmpty' : 'sessionMissing', options.id)
    }
  }

  return {
    status: () => status,
    onStatus: (listener) => {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    // A failure stands in the status.
    warmUp: () => void main.supervisor.use().catch(() => undefined),
    restart: async () => {
      const inState = (...states: readonly RuntimeStatus['state'][]): readonly Host[] =>
        hosts.filter((host) => states.includes(host.supervisor.status().state))
      const failed = inState('failed')
      // What works for others goes on while the one that failed is tried again.
      const wanted = failed.length > 0 ? failed : inState('starting', 'running', 'restarting')
      await Promise.all((wanted.length === 0 ? [main] : wanted).map((host) => host.supervisor.restart()))
    },
    stopTrying: () => {
      for (const { supervisor } of hosts) supervisor.stopTrying()
    },
    create: (options) =>
      inTurn(options.id, async () => {
        if (await isTaken(options.id)) throw new AppError('idTaken', options.id)
        return hostFor(options).create(options)
      }),
    resume: (options) => inTurn(options.id, () => resume(options)),
    exists,
    remove: async (id) => {
      await liveIn(id)?.live(id)?.close()
      try {
        await anyHost().call('remove', (runtime) => runtime.remove(id))
      } catch (error) {
        if (toAppError(error).code !== 'sessionMissing') throw error
      }
    },
    rename: async (id, name) => {
      const plain = plainName(name)
      if (plain === '') throw new AppError('invalid', 'name')
      await tell(
        id,
        'rename',
        (live) => live.rename(plain),
        (runtime) => runtime.renameClosed(id, plain),
      )
    },
    keepMetadata: async (id, text) => {
      const well = text.toWellFormed()
      await tell(
        id,
        'keepMetadata',
        (live) => live.keepMetadata(well),
        (runtime) => runtime.keepMetadataClosed(id, well),
      )
    },
    changedSince: (id, turnId) =>
      tell(
        id,
        'changedSince',
        (live) => live.changedSince(turnId),
        (runtime) => runtime.changedSinceClosed(id, turnId),
      ),
    rewind: (id, turnId, files) =>
      tell<RewoundFiles>(
        id,
        'rewind',
        () => Promise.reject(new AppError('sessionBusy', id)),
        (runtime) => runtime.rewindClosed(id, turnId, files),
      ),
    metadata: (ids) => anyHost().call('metadata', (runtime) => runtime.metadata(ids)),
    inUse: async (ids) => {
      if (ids.length === 0) return new Set()
      // To one of our runtimes the other one is just another process.
      const ours = new Set(hosts.flatMap((host) => host.ids()))
      const held = await anyHost().call('inUse', (runtime) => runtime.inUse(ids))
      return new Set(held.filter((id) => !ours.has(id)))
    },
    commands: () => anyHost().call('commands', (runtime) => runtime.commands(), 'asks'),
    ...createAccount(main),
    woke: () => {
      for (const host of hosts) host.woke()
    },
    pids: () => hosts.map((host) => host.supervisor.pid()).filter((pid) => pid !== null),
    dispose: async () => {
      await Promise.all(hosts.map((host) => host.dispose()))
    },
  }
}

const severity: Record<RuntimeStatus['state'], number> = {
  stopped: 0,
  running: 1,
  starting: 2,
  failed: 3,
  restarting: 4,
}

function worse(a: RuntimeStatus, b: RuntimeStatus): RuntimeStatus {
  return severity[b.state] > severity[a.state] ? b : a
}

async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 })
  } catch (error) {
    const mapped = toAppError(error)
    throw mapped.code === 'diskFull' ? mapped : new AppError('homeReadOnly', home, { cause: error })
  }
}
