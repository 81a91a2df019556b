import type { AppEvent } from '../../shared/events.ts'

/** How long events are gathered before they cross the border, in milliseconds: one frame. */
const FRAME_MS = 16

/** Gathers what the window is to be told and hands it over at most once a frame, in order. */
export interface Outgoing {
  /** Adds an event behind those that wait. */
  add(event: AppEvent): void
  /** Calls `flush` before the next batch leaves, so that a source can gather by itself until then. */
  beforeBatch(flush: () => void): void
  /** Sends what waits now. */
  flush(): void
  dispose(): void
}

/** @param send takes one batch, in order; never an empty one */
export function createOutgoing(send: (batch: readonly AppEvent[]) => void): Outgoing {
  let batch: AppEvent[] = []
  let sources = new Set<() => void>()
  let timer: NodeJS.Timeout | null = null

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const waiting = sources
    sources = new Set()
    for (const source of waiting) source()
    if (batch.length === 0) return
    const leaving = batch
    batch = []
    send(leaving)
  }
  const schedule = (): void => {
    timer ??= setTimeout(flush, FRAME_MS)
  }

  return {
    add: (event) => {
      batch.push(event)
      schedule()
    },
    beforeBatch: (source) => {
      sources.add(source)
      schedule()
    },
    flush,
    dispose: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      batch = []
      sources.clear()
    },
  }
}
