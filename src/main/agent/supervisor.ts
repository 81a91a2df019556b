import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../../shared/errors.ts'
import type { RuntimeFailure, RuntimeStatus } from '../../shared/model/runtimeStatus.ts'
import { bounded, settledWithin } from './deadline.ts'
import { createLife, type Life, type OwnLife } from './life.ts'
import { loggable, toAppError } from './mapError.ts'
import type { RuntimeProcess } from './runtime.ts'
import { failureOf, isFinal } from './runtimeFailure.ts'
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

/** Keeps a runtime alive: starts it when it is needed, notices when it dies or freezes, and starts it anew. */
export interface Supervisor<R extends RuntimeProcess> {
  status(): RuntimeStatus
  onStatus(listener: (status: RuntimeStatus) => void): () => void
  /**
   * The life that is on; starts one when there is none, and waits while one begins. What only `asks` starts none after
   * the person has stopped the attempts: it rejects with `runtimeGivenUp`.
   */
  use(wish?: 'needs' | 'asks'): Promise<Life<R>>
  /** Called when a life is over without our doing, before the next one begins. */
  onLost(listener: (life: Life<R>) => void): () => void
  /** Ends the life that is on, if one is, and begins another. */
  restart(lostFor?: RuntimeFailure): Promise<void>
  /** Ends the attempts to start it; nothing when none is under way. */
  stopTrying(): void
  woke(): void
  pid(): number | null
  dispose(): Promise<void>
}

/** See {@link Supervisor}. */
export function createSupervisor<R extends RuntimeProcess>(deps: SupervisorDeps<R>): Supervisor<R> {
  const { timings, log, name } = deps
  const statusListeners = new Set<(status: RuntimeStatus) => void>()
  const lostListeners = new Set<(life: Life<R>) => void>()
  let status: RuntimeStatus = { state: 'stopped' }
  let current: OwnLife<R> | null = null
  let beginning: OwnLife<R> | null = null
  let starting: Promise<OwnLife<R>> | null = null
  let unproven = 0
  /** Aborted when the attempts that are under way are to end. */
  let trying = new AbortController()
  const disposal = new AbortController()
  const isDisposed = (): boolean => disposal.signal.aborted

  const setStatus = (next: RuntimeStatus): void => {
    if (isDeepStrictEqual(next, status)) return
    status = next
    for (const listener of statusListeners) listener(next)
  }

  async function begin(signal: AbortSignal): Promise<OwnLife<R>> {
    await deps.check()
    const runtime = await deps.make()
    if (signal.aborted) throw reasonOf(signal)
    const life = createLife({ runtime, needed: deps.needed, timings, onOver: over })
    beginning = life
    const stop = (): void => life.end.abort(reasonOf(signal))
    signal.addEventListener('abort', stop, { once: true })
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
      signal.removeEventListener('abort', stop)
      beginning = null
    }
  }

  async function bringUp(lostFor: RuntimeFailure | null, signal: AbortSignal): Promise<OwnLife<R>> {
    let reason = lostFor
    for (let attempt = 1 + unproven; ; attempt += 1) {
      const going: RuntimeStatus =
        reason === null ? { state: 'starting' } : { state: 'restarting', attempt, of: TRIES, reason }
      setStatus(going)
      const slow = setTimeout(() => setStatus({ ...going, slow: true }), timings.slow)
      try {
        const life = await begin(signal)
        life.vigil.begin()
        return life
      } catch (error) {
        if (signal.aborted) throw giveUp('givenUp', reasonOf(signal))
        reason = failureOf(error)
        log.warn(`${name}: start ${attempt} of ${TRIES} failed: ${loggable(error)}`)
        if (attempt >= TRIES || isFinal(reason)) throw giveUp(reason, error)
        setStatus({ state: 'restarting', attempt: attempt + 1, of: TRIES, reason })
        clearTimeout(slow)
        await pause(timings.backOff * 2 ** (attempt - 1), signal)
        if (isAborted(signal)) throw giveUp('givenUp', reasonOf(signal))
      } finally {
        clearTimeout(slow)
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
    if (starting !== null) return starting
    trying = new AbortController()
    const { signal } = trying
    starting = (async () => {
      if (after !== null) await settledWithin(after.runtime.kill(), KILL_MS)
      return bringUp(lostFor, signal)
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
    life.vigil.end()
    return true
  }

  const tellLost = (life: OwnLife<R>): void => {
    for (const listener of lostListeners) listener(life)
  }

  function over(life: OwnLife<R>, reason: RuntimeFailure): void {
    if (!close(life) || isDisposed()) return
    log.warn(`${name}: ${reason}`)
    unproven = life.proven() ? 0 : unproven + 1
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

  return {
    status: () => status,
    onStatus: (listener) => {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    use: (wish = 'needs') => {
      if (current !== null) return Promise.resolve(current)
      if (isDisposed()) return Promise.reject(new AppError('runtimeFailed'))
      const givenUp = status.state === 'failed' && status.reason === 'givenUp'
      if (wish === 'asks' && givenUp) return Promise.reject(new AppError('runtimeGivenUp'))
      return startNow(null)
    },
    onLost: (listener) => {
      lostListeners.add(listener)
      return () => lostListeners.delete(listener)
    },
    restart: async (lostFor) => {
      const life = current
      unproven = 0
      if (life !== null) close(life)
      const started = startNow(lostFor ?? null, life)
      if (life !== null) tellLost(life)
      await started
    },
    stopTrying: () => {
      if (starting !== null) trying.abort(new AppError('runtimeGivenUp'))
    },
    woke: () => current?.vigil.look(),
    pid: () => (current ?? beginning)?.runtime.pid() ?? null,
    dispose: async () => {
      if (isDisposed()) return
      disposal.abort()
      trying.abort(new AppError('runtimeFailed'))
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

/** Asked anew: the compiler takes what it knew before an await for what holds after it. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}

function reasonOf(signal: AbortSignal): AppError {
  return toAppError(signal.reason)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
