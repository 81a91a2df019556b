import { bounded } from './deadline.ts'
import type { RuntimeProcess } from './runtime.ts'
import type { Timings } from './timings.ts'

/** A process that used at least this part of the time that it was given for an answer was at work. */
const BUSY_SHARE = 0.04
/** So many tries in a row without an answer and without work, and it is frozen. */
const IDLE_TRIES = 2

/** What a vigil needs. */
export interface VigilDeps {
  readonly runtime: Pick<RuntimeProcess, 'ping' | 'cpuTime'>
  /** Aborted when the runtime is over. */
  readonly gone: AbortSignal
  /** Whether anything depends on the runtime: only then it is asked regularly. */
  readonly needed: () => boolean
  readonly timings: Pick<Timings, 'ping' | 'pingEvery' | 'busy'>
  readonly onFrozen: () => void
}

/** Watches over one life of a runtime. */
export interface Vigil {
  /** Asks whether it lives, now and then from now on. */
  begin(): void
  /** Asks now. */
  look(): void
  end(): void
}

/**
 * Asks a runtime again and again whether it lives. One that gives no answer is frozen, unless it is at work: preparing
 * a long conversation keeps it from answering for many seconds, and its processor time then grows.
 */
export function createVigil({ runtime, gone, needed, timings, onFrozen }: VigilDeps): Vigil {
  let timer: NodeJS.Timeout | null = null
  let looking = false
  const end = new AbortController()
  const isOver = (): boolean => end.signal.aborted || gone.aborted

  const rest = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const begin = (): void => {
    rest()
    if (isOver()) return
    timer = setTimeout(() => {
      if (needed()) void look()
      else begin()
    }, timings.pingEvery)
  }

  async function look(): Promise<void> {
    if (looking || isOver()) return
    looking = true
    rest()
    const alive = await isAlive()
    looking = false
    if (isOver()) return
    if (alive) begin()
    else onFrozen()
  }

  async function isAlive(): Promise<boolean> {
    let spent = await runtime.cpuTime()
    let idle = 0
    // Whoever works for ever without an answer is of no use either.
    for (let left = timings.busy; left > 0 && idle < IDLE_TRIES; left -= timings.ping) {
      try {
        await bounded(runtime.ping(), { what: 'ping', ms: timings.ping, gone })
        return true
      } catch {
        if (isOver()) return false
      }
      const now = await runtime.cpuTime()
      const worked = now !== null && spent !== null && now - spent >= timings.ping * BUSY_SHARE
      idle = worked ? 0 : idle + 1
      spent = now
    }
    return false
  }

  return {
    begin,
    look: () => void look(),
    end: () => {
      end.abort()
      rest()
    },
  }
}
