import type { SessionState, Turn } from '../../shared/model/turn.ts'
import type { Library } from '../library/port.ts'

/** How often a streaming answer is kept, in milliseconds: well within the half second that may be lost. */
const KEEP_MS = 300

/** Keeps what the runtime does not: answers as far as they came, and how turns ended. */
export interface Keeper {
  /** Something of the running turn changed. */
  changed(id: string, state: () => SessionState): void
  /** Keeps the running turn now; resolves when it is durable. */
  keep(id: string, turn: Turn): Promise<void>
  /** The turn has ended: forgets it when its log holds it in full, keeps it for good otherwise. */
  ended(id: string, turn: Turn): Promise<void>
  /** Keeps every running turn now. */
  flush(): Promise<void>
  dispose(): void
}

/** See {@link Keeper}. */
export function createKeeper(library: Library): Keeper {
  const timers = new Map<string, { readonly timer: NodeJS.Timeout; readonly state: () => SessionState }>()

  const cancel = (id: string): void => {
    const waiting = timers.get(id)
    if (waiting !== undefined) clearTimeout(waiting.timer)
    timers.delete(id)
  }
  const keepActive = async (id: string, state: () => SessionState): Promise<void> => {
    cancel(id)
    const turn = state().active
    if (turn !== null) await library.putPartial(id, turn)
  }

  return {
    changed: (id, state) => {
      if (timers.has(id)) return
      timers.set(id, { timer: setTimeout(() => void keepActive(id, state), KEEP_MS), state })
    },
    keep: (id, turn) => library.putPartial(id, turn),
    ended: async (id, turn) => {
      cancel(id)
      if (turn.outcome === 'done') await library.removePartial(id, turn.id)
      else await library.putPartial(id, turn)
    },
    flush: async () => {
      await Promise.all([...timers].map(([id, { state }]) => keepActive(id, state)))
    },
    dispose: () => {
      for (const id of timers.keys()) cancel(id)
    },
  }
}
