import { AppError, type ErrorCode } from '../../shared/errors.ts'
import type { RuntimeFailure, RuntimeStatus } from '../../shared/model.ts'
import { bounded, settledWithin } from './deadline.ts'
import { loggable, toAppError } from './mapError.ts'
import type { RuntimeProcess } from './runtime.ts'
import type { Timings } from './timings.ts'

const TRIES = 3
/** For a killed process to be gone, in milliseconds. */
const KILL_MS = 2_000

/** Where the agent layer writes; never given any text of a message. */
export interface AgentLog {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

/** What a supervisor needs. */
export interface SupervisorDeps<R extends RuntimeProcess> {
  /** For the log. */
  readonly name: string
  /** Rejects with an AppError when the runtime can't be started at all. */
  readonly check: () => Promise<void>
  /** Makes a runtime that is not started yet. */
  readonly make: () => R | Promise<R>
  /** Whether anything depends on the runtime: only then it is asked regularly whether it lives. */
  readonly needed: () => boolean
  readonly timings: Timings
  readonly log: AgentLog
}

/** One life of the runtime, from start to end. */
export interface Life<R> {
  readonly runtime: R
  /** Aborted when it is over. */
  readonly gone: AbortSignal
  /** Calls it, bounded by time and by its end; rejects with an AppError. */
  call<T>(what: string, ms: number, work: (runtime: R) => Promise<T>): Promise<T>
}

/** Keeps a runtime alive: starts it when it is needed, notices when it dies or freezes, and starts it anew. */
export interface Supervisor<R extends RuntimeProcess> {
  status(): RuntimeStatus
  onStatus(listener: (status: RuntimeStatus) => void): () => void
  /** The life that is on; starts one when there is none, and waits while one begins. */
  use(): Promise<Life<R>>
  /** Called when a life is over without our doing, before the next one begins. */
  onLost(listener: (life: Life<R>) => void): () => void
  /** Ends the life that is on and begins another. */
  restart(): Promise<void>
  woke(): void
  pid(): number | null
  dispose(): Promise<void>
}

interface OwnLife<R> extends Life<R> {
  readonly end: AbortController
  /** True once it answered more than the handshake: its end then is no sign that it can't start. */
  proven: boolean
}

export function createSupervisor<R extends RuntimeProcess>(deps: SupervisorDeps<R>): Supervisor<R> {
  const { timings, log, name } = deps
  const statusListeners = new Set<(status: RuntimeStatus) => void>()
  const lostListeners = new Set<(life: Life<R>) => void>()
  let status: RuntimeStatus = { state: 'stopped' }
  let current: OwnLife<R> | null = null
  let beginning: OwnLife<R> | null = null
  let starting: Promise<OwnLife<R>> | null = null
  let unproven = 0
  let pingTimer: NodeJS.Timeout | null = null
  const disposal = new AbortController()
  const isDisposed = (): boolean => disposal.signal.aborted

  const setStatus = (next: RuntimeStatus): void => {
    status = next
    for (const listener of statusListeners) listener(next)
  }

  function newLife(runtime: R): OwnLife<R> {
    const end = new AbortController()
    const life: OwnLife<R> = {
      runtime,
      end,
      gone: end.signal,
      proven: false,
      call: async (what, ms, work) => {
        try {
          const value = await bounded(work(runtime), { what, ms, gone: end.signal })
          life.proven = true
          return value
        } catch (error) {
          const mapped = toAppError(error)
          if (mapped.code === 'runtimeTimeout') void look(life)
          throw mapped
        }
      },
    }
    runtime.onExit(() => over(life, 'exited'))
    return life
  }

  async function begin(): Promise<OwnLife<R>> {
    await deps.check()
    const runtime = await deps.make()
    if (isDisposed()) throw new AppError('runtimeFailed')
    const life = newLife(runtime)
    beginning = life
    try {
      const bounds = { what: 'start', ms: timings.start, gone: life.gone }
      const version = await bounded(life.runtime.start(), bounds)
      current = life
      setStatus({ state: 'running', version })
      return life
    } catch (error) {
      await settledWithin(life.runtime.kill(), KILL_MS)
      throw error
    } finally {
      beginning = null
    }
  }

  async function bringUp(lostFor: RuntimeFailure | null): Promise<OwnLife<R>> {
    let reason = lostFor
    for (let attempt = 1 + unproven; ; attempt += 1) {
      setStatus(reason === null ? { state: 'starting' } : { state: 'restarting', attempt, of: TRIES, reason })
      try {
        const life = await begin()
        schedulePing(life)
        return life
      } catch (error) {
        reason = failureOf(error)
        log.warn(`${name}: start ${attempt} of ${TRIES} failed: ${loggable(error)}`)
        if (attempt >= TRIES || isDisposed() || isFinal(reason)) throw giveUp(reason, error)
        await pause(timings.backOff * 2 ** (attempt - 1), disposal.signal)
      }
    }
  }

  function giveUp(reason: RuntimeFailure, error: unknown): AppError {
    const mapped = toAppError(error)
    unproven = 0
    if (!isDisposed()) setStatus({ state: 'failed', reason, message: mapped.detail })
    return mapped
  }

  function startNow(lostFor: RuntimeFailure | null, after: OwnLife<R> | null = null): Promise<OwnLife<R>> {
    starting ??= (async () => {
      if (after !== null) await settledWithin(after.runtime.kill(), KILL_MS)
      return bringUp(lostFor)
    })().finally(() => {
      starting = null
    })
    return starting
  }

  /** Strikes a life from our books: its calls reject. False when that was done before. */
  function close(life: OwnLife<R>): boolean {
    if (life.end.signal.aborted) return false
    life.end.abort(new AppError('runtimeFailed'))
    if (current !== life) return false
    current = null
    if (pingTimer !== null) clearTimeout(pingTimer)
    return true
  }

  const tellLost = (life: OwnLife<R>): void => {
    for (const listener of lostListeners) listener(life)
  }

  function over(life: OwnLife<R>, reason: RuntimeFailure): void {
    if (!close(life) || isDisposed()) return
    log.warn(`${name}: ${reason}`)
    unproven = life.proven ? 0 : unproven + 1
    if (unproven >= TRIES) {
      void settledWithin(life.runtime.kill(), KILL_MS)
      giveUp(reason, new AppError('runtimeFailed'))
    } else {
      setStatus({ state: 'restarting', attempt: 1 + unproven, of: TRIES, reason })
      // Begun before anybody is told, so that whoever resumes at once waits for this start; its failure stands in the status.
      void startNow(reason, life).catch(() => undefined)
    }
    tellLost(life)
  }

  function schedulePing(life: OwnLife<R>): void {
    if (pingTimer !== null) clearTimeout(pingTimer)
    if (current !== life || isDisposed()) return
    pingTimer = setTimeout(() => {
      if (deps.needed()) void look(life)
      else schedulePing(life)
    }, timings.pingEvery)
  }

  /** Asks twice whether it lives; a life that does not answer is ended. */
  async function look(life: OwnLife<R>): Promise<void> {
    if (current !== life) return
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        await bounded(life.runtime.ping(), { what: 'ping', ms: timings.ping, gone: life.gone })
        schedulePing(life)
        return
      } catch {
        if (life.gone.aborted || isDisposed()) return
      }
    }
    over(life, 'frozen')
  }

  return {
    status: () => status,
    onStatus: (listener) => {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    use: () => {
      if (current !== null) return Promise.resolve(current)
      if (isDisposed()) return Promise.reject(new AppError('runtimeFailed'))
      return startNow(null)
    },
    onLost: (listener) => {
      lostListeners.add(listener)
      return () => lostListeners.delete(listener)
    },
    restart: async () => {
      const life = current
      unproven = 0
      if (life !== null) close(life)
      const started = startNow('other', life)
      if (life !== null) tellLost(life)
      await started
    },
    woke: () => {
      if (current !== null) void look(current)
    },
    pid: () => (current ?? beginning)?.runtime.pid() ?? null,
    dispose: async () => {
      if (isDisposed()) return
      disposal.abort()
      if (pingTimer !== null) clearTimeout(pingTimer)
      const life = current ?? beginning
      if (life !== null) {
        const ended = life === current && (await settledWithin(life.runtime.stop(), timings.shutdown))
        if (!ended || life.runtime.pid() !== null) await settledWithin(life.runtime.kill(), KILL_MS)
        if (close(life)) tellLost(life)
      }
      await starting?.catch(() => undefined)
      setStatus({ state: 'stopped' })
    },
  }
}

const failures: Partial<Record<ErrorCode, RuntimeFailure>> = {
  runtimeMissing: 'missing',
  runtimeNotExecutable: 'notExecutable',
  runtimeProtocol: 'protocol',
  runtimeTimeout: 'startTimeout',
  runtimeFailed: 'exited',
}

function failureOf(error: unknown): RuntimeFailure {
  return failures[toAppError(error).code] ?? 'other'
}

/** What another try can't mend. */
function isFinal(reason: RuntimeFailure): boolean {
  return reason === 'missing' || reason === 'notExecutable' || reason === 'protocol'
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
