/** Which place of the shared memory holds what. */
const LIFE = 0
const STOPPED = 1

/** What a worker and its host share while neither waits for the other: that it lives, and that it shall stop. */
export interface Beat {
  readonly memory: SharedArrayBuffer
  /** The worker: says that it lives. */
  tick(): void
  /** How often it said so. */
  ticks(): number
  /** The host: what is under way shall stop; false takes it back. */
  stop(stopped: boolean): void
  isStopped(): boolean
}

/** @param memory what the other side made; left out to make it */
export function createBeat(memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)): Beat {
  const shared = new Int32Array(memory)
  return {
    memory,
    tick: () => {
      Atomics.add(shared, LIFE, 1)
    },
    ticks: () => Atomics.load(shared, LIFE),
    stop: (stopped) => {
      Atomics.store(shared, STOPPED, stopped ? 1 : 0)
    },
    isStopped: () => Atomics.load(shared, STOPPED) === 1,
  }
}
