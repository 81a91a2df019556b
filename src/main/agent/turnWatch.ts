import { cameLate } from './awake.ts'

/** What is told of a running turn that went silent. */
export interface TurnWatchDeps {
  /** Milliseconds without activity before `onSilent`; once for each silence. */
  readonly silence: number
  /** Milliseconds without activity before `onStalled`, once a turn. */
  readonly stall: number
  /** Whether it waits for the person: then nothing is missing. */
  readonly waitsForPerson: () => boolean
  /** Whether something works that may be silent for long (a tool): then it is told, but not given up. */
  readonly works: () => boolean
  readonly onSilent: () => void
  /** Something came after a silence that was told. */
  readonly onHeard: () => void
  readonly onStalled: () => void
}

/** Watches a running turn for activity. */
export interface TurnWatch {
  start(): void
  /** Something came: cheap, called for every event. */
  touch(): void
  stop(): void
}

export function createTurnWatch(deps: TurnWatchDeps): TurnWatch {
  let timer: NodeJS.Timeout | null = null
  let lastAt = 0
  let told = false
  let due = 0

  const wait = (ms: number): void => {
    due = Date.now() + ms
    timer = setTimeout(check, ms)
  }
  const heard = (): void => {
    lastAt = performance.now()
    if (!told) return
    told = false
    deps.onHeard()
  }

  // The timer is not moved with every event: when it fires it looks how long the silence really is.
  function check(): void {
    const now = performance.now()
    // A machine that slept heard nothing either: silence counts from its waking.
    if (deps.waitsForPerson() || cameLate(due)) lastAt = now
    const silent = now - lastAt
    if (!told && silent >= deps.silence) {
      told = true
      deps.onSilent()
    }
    if (silent >= deps.stall && !deps.works()) {
      timer = null
      deps.onStalled()
      return
    }
    const limit = told ? deps.stall : Math.min(deps.silence, deps.stall)
    // While a tool works beyond the limit, it is looked after at the pace of the limit.
    wait(silent >= limit ? limit : limit - silent)
  }

  return {
    start: () => {
      if (timer !== null) clearTimeout(timer)
      lastAt = performance.now()
      told = false
      wait(Math.min(deps.silence, deps.stall))
    },
    touch: heard,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      told = false
    },
  }
}
