import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { settledWithin } from './deadline.ts'
import { type HostedSession, type LiveSessionDeps, openLiveSession } from './liveSession.ts'
import type { LiveOptions, LiveSession } from './port.ts'
import type { Runtime } from './runtime.ts'
import { type AgentLog, createSupervisor, type Supervisor, type SupervisorDeps } from './supervisor.ts'
import type { Timings } from './timings.ts'

/** What a host needs. */
export interface HostDeps {
  readonly name: string
  /** COPILOT_HOME. */
  readonly home: string
  readonly check: () => Promise<void>
  readonly make: () => Promise<Runtime>
  readonly onTurnEnded: LiveSessionDeps['onTurnEnded']
  readonly timings: Timings
  readonly log: AgentLog
}

/** One supervised runtime with the sessions that are live in it. */
export interface Host {
  readonly supervisor: Supervisor<Runtime>
  has(id: string): boolean
  live(id: string): HostedSession | null
  /** Ids of the sessions that are live, are being opened or are being let go. */
  ids(): readonly string[]
  /** Resolves when a session is not being let go any more. */
  letGone(id: string): Promise<void>
  /** Calls the runtime, started if need be (see {@link Supervisor.use} for `wish`); bounded by `timings.call`. */
  call<T>(what: string, work: (runtime: Runtime) => Promise<T>, wish?: 'needs' | 'asks'): Promise<T>
  create(options: LiveOptions): Promise<LiveSession>
  resume(options: LiveOptions): Promise<LiveSession>
  exists(id: string): Promise<boolean>
  woke(): void
  dispose(): Promise<void>
}

export function createHost(deps: HostDeps): Host {
  const { timings, log, home } = deps
  const sessions = new Map<string, HostedSession>()
  const opening = new Set<string>()
  const closing = new Map<string, Promise<void>>()
  const supervisorDeps: SupervisorDeps<Runtime> = { ...deps, needed: () => sessions.size > 0 || opening.size > 0 }
  const supervisor = createSupervisor(supervisorDeps)

  supervisor.onLost((life) => {
    for (const session of [...sessions.values()]) if (session.life === life) session.lose()
  })

  async function call<T>(
    what: string,
    work: (runtime: Runtime) => Promise<T>,
    wish: 'needs' | 'asks' = 'needs',
  ): Promise<T> {
    return (await supervisor.use(wish)).call(what, timings.call, work)
  }

  async function exists(id: string): Promise<boolean> {
    if (sessions.has(id) || opening.has(id)) return true
    if (((await logSize(home, id)) ?? 0) > 0) return true
    return call('exists', (runtime) => runtime.exists(id))
  }

  async function open(options: LiveOptions, first: 'create' | 'resume'): Promise<LiveSession> {
    const { id } = options
    await checkOptions(options)
    await closing.get(id)
    if (opening.has(id)) throw new AppError('idTaken', id)
    const held = sessions.get(id)
    if (held !== undefined && first === 'create') throw new AppError('idTaken', id)
    opening.add(id)
    try {
      // A second handle would kill the first.
      if (held !== undefined) await held.close()
      const life = await supervisor.use()
      const openIn: LiveSessionDeps['open'] = (how, now, onEvent) => {
        const kind = how === 'first' ? first : 'resume'
        const continuePendingWork = how === 'first' && kind === 'resume' && options.takeUp != null
        const spec = { ...options, ...now, model: now.model.toWellFormed(), onEvent, continuePendingWork }
        return life.call(kind, timings.open, (runtime) => runtime[kind](spec))
      }
      const session = await openLiveSession({
        options,
        life,
        open: openIn,
        onTurnEnded: deps.onTurnEnded,
        onEnd: () => sessions.delete(id),
        letGo: (disconnected) => letGo(id, disconnected),
        timings,
        log,
      })
      // It may have died between its answer and now.
      if (life.gone.aborted) {
        session.drop()
        throw new AppError('runtimeFailed')
      }
      sessions.set(id, session)
      return session
    } finally {
      opening.delete(id)
    }
  }

  /** Nobody opens a session that is still being let go. */
  async function letGo(id: string, disconnected: Promise<void>): Promise<void> {
    const work = (async () => {
      if (await settledWithin(disconnected, timings.close)) return
      log.warn('a session was not let go: the runtime is started anew')
      await supervisor.restart('frozen').catch(() => undefined)
    })()
    closing.set(id, work)
    await work
    if (closing.get(id) === work) closing.delete(id)
  }

  return {
    supervisor,
    has: (id) => sessions.has(id),
    live: (id) => sessions.get(id) ?? null,
    ids: () => [...sessions.keys(), ...opening, ...closing.keys()],
    letGone: async (id) => closing.get(id),
    call,
    exists,
    create: (options) => open(options, 'create'),
    resume: (options) => open(options, 'resume'),
    woke: () => {
      for (const session of sessions.values()) session.woke()
      supervisor.woke()
    },
    dispose: async () => {
      for (const session of [...sessions.values()]) session.drop()
      await supervisor.dispose()
    },
  }
}

/** Bytes of a session's log; null when there is none. */
export async function logSize(home: string, id: string): Promise<number | null> {
  const found = await stat(join(home, 'session-state', id, 'events.jsonl')).catch(() => null)
  return found?.size ?? null
}

async function checkOptions({ kind, folder, model }: LiveOptions): Promise<void> {
  if (model.trim() === '') throw new AppError('modelMissing')
  // An agent never works in whatever folder the runtime happens to stand in.
  if (folder === null && kind === 'agent') throw new AppError('folderMissing')
  if (folder === null) return
  const found = await stat(folder).catch(() => null)
  if (found === null || !found.isDirectory()) throw new AppError('folderMissing', folder)
}
