import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { HitGroup } from '../../shared/find.ts'
import { connect, type Client } from '../rpc/connect.ts'
import type { WorkerLog } from '../rpc/types.ts'
import { createBeat, type Beat } from './beat.ts'
import type {
  FindMethods,
  FindNotifications,
  FindWorkerData,
  NewestTurns,
  OlderHits,
  SearchSpec,
} from './findMethods.ts'

/** What a search tells while it goes on. */
export interface SearchHooks {
  /** The log's newest turn is known: it and what came since are to be given to `newest`. */
  readonly onBegan: (newestTurnId: string | null) => void
  readonly onOlder: (hits: OlderHits) => void
}

/** Searches one conversation at a time, in a worker of its own that can be killed: a pattern may never end. */
export interface Finder {
  /**
   * Looks through a log; ends a search that is still going on. Resolves to `slow` when the pattern found no end on some
   * text, and to `cancelled` when the search was ended. Rejects with readFailed.
   */
  search(spec: SearchSpec, hooks: SearchHooks): Promise<'done' | 'slow' | 'cancelled'>
  /** The hits in the newest turns; `cancelled` when the search is no longer the present one. */
  newest(turns: NewestTurns): Promise<readonly HitGroup[] | 'slow' | 'cancelled'>
  cancel(): Promise<void>
  dispose(): Promise<void>
}

export interface FinderDeps {
  /** COPILOT_HOME. */
  readonly home: string
  readonly workerUrl: URL
  readonly log: WorkerLog
  readonly timings?: Partial<FinderTimings>
}

/** All in milliseconds. */
export interface FinderTimings {
  /** Without a sign of life for so long, a pattern is taken to have no end. */
  readonly quiet: number
  /** A search that was ended may go on for so long before its worker is killed. */
  readonly patience: number
  /** How often it is looked after the worker. */
  readonly look: number
}

interface Living {
  readonly client: Client<FindMethods, FindNotifications>
  readonly beat: Beat
}

/** See {@link Finder}. */
export function createFinder(deps: FinderDeps): Finder {
  const timings: FinderTimings = { quiet: 1_500, patience: 150, look: 100, ...deps.timings }
  let living: Living | null = null
  let disposed = false
  /** What the worker is asked now: settles when it has answered, or is dead. */
  let busy = new Set<Promise<unknown>>()
  let searches = 0
  let current: { readonly run: string; readonly regex: boolean; slow: boolean } | null = null

  const start = (): Living => {
    if (disposed) throw new AppError('cancelled')
    if (living !== null) return living
    const beat = createBeat()
    const data: FindWorkerData = { home: deps.home, beat: beat.memory }
    const worker = new Worker(deps.workerUrl, { name: 'find', workerData: data })
    const started: Living = { client: connect(worker, deps.log), beat }
    started.client.onExit(() => {
      if (living === started) living = null
    })
    living = started
    return started
  }

  const kill = async (dying: Living): Promise<void> => {
    if (living === dying) living = null
    await dying.client.dispose()
  }

  /** Waits for an answer; kills the worker when it gives no sign of life although it works on a pattern. */
  const watched = async <T>(worker: Living, asked: NonNullable<typeof current>, answer: Promise<T>): Promise<T> => {
    const before = worker.beat.ticks()
    let ticks = before
    let quiet = 0
    const look = (): void => {
      const now = worker.beat.ticks()
      // It has not begun with this yet: starting and reading are not the pattern's fault.
      if (now === before) return
      quiet = now === ticks ? quiet + timings.look : 0
      ticks = now
      if (quiet < timings.quiet) return
      asked.slow = true
      void kill(worker)
    }
    const timer = asked.regex ? setInterval(look, timings.look) : null
    busy.add(answer)
    try {
      return await answer
    } finally {
      busy.delete(answer)
      if (timer !== null) clearInterval(timer)
    }
  }

  const stop = async (): Promise<void> => {
    current = null
    const worker = living
    if (worker === null || busy.size === 0) return
    worker.beat.stop(true)
    const late = Promise.withResolvers<'late'>()
    const timer = setTimeout(() => late.resolve('late'), timings.patience)
    const answered = Promise.allSettled(busy)
    if ((await Promise.race([answered, late.promise])) === 'late') await kill(worker)
    clearTimeout(timer)
    busy = new Set()
    worker.beat.stop(false)
  }

  return {
    search: async (spec, { onBegan, onOlder }) => {
      const asked = { run: spec.run, regex: spec.options.regex, slow: false }
      searches += 1
      const own = searches
      await stop()
      if (own !== searches) return 'cancelled'
      current = asked
      const worker = start()
      const unheard = [
        worker.client.onNotified('began', ({ run, newestTurnId }) => {
          if (run === current?.run) onBegan(newestTurnId)
        }),
        worker.client.onNotified('found', (hits) => {
          if (hits.run === current?.run) onOlder(hits)
        }),
      ]
      try {
        const whole = await watched(worker, asked, worker.client.call('search', spec))
        return whole && current === asked ? 'done' : 'cancelled'
      } catch (error) {
        if (asked.slow) return 'slow'
        if (current !== asked) return 'cancelled'
        throw error
      } finally {
        for (const undo of unheard) undo()
      }
    },
    newest: async (turns) => {
      const asked = current
      if (asked?.run !== turns.run || living === null) return asked?.slow === true ? 'slow' : 'cancelled'
      try {
        return await watched(living, asked, living.client.call('newest', turns))
      } catch (error) {
        if (asked.slow) return 'slow'
        if (current !== asked || (error instanceof AppError && error.code === 'cancelled')) return 'cancelled'
        throw error
      }
    },
    cancel: async () => {
      searches += 1
      await stop()
    },
    dispose: async () => {
      disposed = true
      searches += 1
      current = null
      if (living !== null) await kill(living)
    },
  }
}
