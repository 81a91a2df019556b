import { AppError } from '../../shared/errors.ts'
import type { SessionRecord } from './port.ts'
import type { Write, WriteResult } from './writes.ts'

/** Gathers writes so that many share one transaction. */
export interface Batcher {
  /** Resolves when the write is durable, with the record that it left if it was about one. */
  write(write: Write): Promise<SessionRecord | null>
  /** Sends what waits now instead of with the next tick. */
  flush(): void
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
}

interface Waiting {
  readonly write: Write
  readonly resolve: (record: SessionRecord | null) => void
  readonly reject: (error: unknown) => void
}

/**
 * @param send does one transaction. While one is under way all that comes waits for the next, so that a slow disk makes
 *   batches larger instead of queues longer; the order is always that of the calls.
 */
export function createBatcher(send: (writes: readonly Write[]) => Promise<readonly WriteResult[]>): Batcher {
  let waiting: Waiting[] = []
  let timer: NodeJS.Immediate | null = null
  let last: Promise<void> = Promise.resolve()
  let underWay = 0

  const schedule = (): void => {
    if (underWay === 0 && waiting.length > 0) timer ??= setImmediate(flush)
  }
  const flush = (): void => {
    if (timer !== null) clearImmediate(timer)
    timer = null
    if (waiting.length === 0) return
    const batch = waiting
    waiting = []
    underWay += 1
    last = run(batch).finally(() => {
      underWay -= 1
      schedule()
    })
  }
  const run = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const results = await send(batch.map(({ write }) => write))
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index]
        if (result?.ok === true) resolve(result.value)
        else
          reject(result === undefined ? new AppError('internal') : new AppError(result.error.code, result.error.detail))
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  return {
    write: (write) =>
      new Promise((resolve, reject) => {
        waiting.push({ write, resolve, reject })
        schedule()
      }),
    flush,
    settled: async () => {
      while (underWay > 0) await last
    },
  }
}
