import { setImmediate, setTimeout } from 'node:timers/promises'
import { errorCode, logPath } from '../history/describe.ts'
import { LogShrunk, withLog, type LogFile } from '../history/logFile.ts'
import type { Translate } from '../history/steps.ts'
import { createGathered } from './gathered.ts'
import type { IndexableSession } from './port.ts'
import { atStart, markBefore, readTexts } from './read.ts'
import type { IndexStore } from './store.ts'

/** See `rest` of {@link createIndexer}. */
const REST = 0.5

/** Brings the index up to what the logs hold, the sessions of the newest activity first. */
export interface Indexer {
  /** What there is to index now; sessions that are not named are forgotten. */
  sync(sessions: readonly IndexableSession[]): void
  update(changed: readonly IndexableSession[], removed: readonly string[]): void
  /** Bytes of logs: read of those that are to be read; null when nothing is left to do. */
  progress(): { readonly done: number; readonly of: number; readonly sessions: number } | null
  /** Resolves when nothing is left to do. */
  settled(): Promise<void>
  dispose(): Promise<void>
}

/**
 * Works at a low priority: after each piece it rests, so that whoever asks something meanwhile is answered between two of them.
 *
 * @param deps.rest how long, as a share of the time that the piece took: others need the processor, too
 */
export function createIndexer(deps: {
  readonly store: IndexStore
  /** The folder session-state. */
  readonly root: string
  readonly translate: Translate
  readonly onProgress: () => void
  /** Texts were written or removed. */
  readonly onChanged: () => void
  /** The index can't be written: nothing more is done. */
  readonly onFailed: (error: unknown) => void
  readonly rest?: number
  /** Milliseconds, from anywhere; the machine's own when it is left out. */
  readonly clock?: () => number
  /** Waits, and lets all others go first, also for 0 milliseconds. */
  readonly pause?: (ms: number) => Promise<unknown>
}): Indexer {
  const { store, rest: share = REST, clock = () => performance.now(), pause = wait } = deps
  const indexed = new Map(store.sessions().map((session) => [session.id, session]))
  const waiting = new Map<string, IndexableSession>()
  const gathered = createGathered(store, deps.onChanged)
  let done = 0
  let of = 0
  let working: Promise<void> | null = null
  let disposed = false
  /** Those that wait, the next one last; empty when it has to be made anew. */
  let order: IndexableSession[] = []

  const begin = (): void => {
    if (disposed || waiting.size === 0) return
    working ??= work()
      .catch(deps.onFailed)
      .finally(() => {
        working = null
        deps.onProgress()
        begin()
      })
  }

  const wish = (session: IndexableSession): void => {
    const known = indexed.get(session.id)
    if (known !== undefined && known.offset === session.size) {
      waiting.delete(session.id)
      return
    }
    if (!waiting.has(session.id)) of += Math.max(0, session.size - (known?.offset ?? 0))
    waiting.set(session.id, session)
    order = []
  }

  const forget = (ids: Iterable<string>): void => {
    const numbers: number[] = []
    for (const id of ids) {
      waiting.delete(id)
      const known = indexed.get(id)
      if (known === undefined) continue
      indexed.delete(id)
      // What was read of it must not be written after that.
      gathered.drop(known.n)
      numbers.push(known.n)
    }
    if (numbers.length === 0) return
    gathered.finish()
    store.remove(numbers)
    deps.onChanged()
  }

  const work = async (): Promise<void> => {
    let since = clock()
    const rest = async (): Promise<void> => {
      const worked = clock() - since
      // A timer would take longer than so short a rest.
      await pause(worked < 8 ? 0 : worked * share)
      since = clock()
    }
    while (waiting.size > 0 && !disposed) {
      if (order.length === 0) order = [...waiting.values()].toSorted((a, b) => a.activeAt - b.activeAt)
      const next = order.pop()
      // It may have been forgotten meanwhile, or have grown again.
      if (next === undefined || waiting.get(next.id) !== next) continue
      waiting.delete(next.id)
      await readSession(next, rest)
      deps.onProgress()
    }
    await gathered.flush(rest)
    done = 0
    of = 0
  }

  const readSession = async (session: IndexableSession, rest: () => Promise<void>): Promise<void> => {
    try {
      await withLog(logPath(deps.root, session.id), (log) => readLog(session.id, log, rest))
    } catch (error) {
      // It became another log while it was read, or went: whoever tells of its change brings it here again.
      if (!(error instanceof LogShrunk) && !errorCode(error).startsWith('E')) throw error
    }
  }

  const readLog = async (id: string, log: LogFile, rest: () => Promise<void>): Promise<void> => {
    let known = indexed.get(id)
    if (known !== undefined && (log.size < known.offset || markBefore(log, known.offset) !== known.mark)) {
      forget([id])
      known = undefined
    }
    known ??= store.add(id, atStart)
    indexed.set(id, known)
    const { n } = known
    for await (const part of readTexts(log, known.offset, known.state, deps.translate)) {
      // Forgotten meanwhile, or begun anew.
      if (disposed || indexed.get(id)?.n !== n) return
      done += part.offset - (indexed.get(id)?.offset ?? 0)
      const now = { n, offset: part.offset, mark: markBefore(log, part.offset), state: part.state }
      indexed.set(id, { ...now, id })
      gathered.add(now, part.texts)
      if (gathered.isFull()) await gathered.flush(rest)
      await rest()
    }
  }

  return {
    sync: (sessions) => {
      const there = new Set(sessions.map(({ id }) => id))
      forget([...indexed.keys()].filter((id) => !there.has(id)))
      for (const session of sessions) wish(session)
      begin()
    },
    update: (changed, removed) => {
      forget(removed)
      for (const session of changed) wish(session)
      begin()
    },
    progress: () => (working === null ? null : { done: Math.min(done, of), of, sessions: waiting.size + 1 }),
    settled: async () => {
      while (working !== null) await working
    },
    dispose: async () => {
      disposed = true
      waiting.clear()
      await working
    },
  }
}

function wait(ms: number): Promise<unknown> {
  return ms === 0 ? setImmediate() : setTimeout(ms)
}
