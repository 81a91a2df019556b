import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { logPath } from '../history/describe.ts'
import { LogShrunk, withLog, type LogFile } from '../history/logFile.ts'
import type { Translate } from '../history/steps.ts'
import { isOutOfReach, sqliteCode } from './failures.ts'
import { createGathered } from './gathered.ts'
import type { IndexableSession } from './port.ts'
import { atStart, markBefore, readTexts } from './read.ts'
import type { IndexedSession, IndexStore } from './store.ts'

/** See `rest` of {@link createIndexer}. */
const REST = 0.5
/** See `again` of {@link createIndexer}. */
const AGAIN = 30_000
/** So often that time is doubled, at most. */
const MOST_DOUBLED = 5

/** Brings the index up to what the logs hold, the sessions of the newest activity first. */
export interface Indexer {
  /** What there is to index now; sessions that are not named are forgotten. */
  sync(sessions: readonly IndexableSession[]): void
  update(changed: readonly IndexableSession[], removed: readonly string[]): void
  /** Bytes of logs: read of those that are to be read; null when nothing is left to do. */
  progress(): { readonly done: number; readonly of: number; readonly sessions: number } | null
  /** The index could not be written, which is tried again: what was removed may still be in it. */
  isBehind(): boolean
  /** Resolves when nothing is left to do. */
  settled(): Promise<void>
  dispose(): Promise<void>
}

/**
 * Works at a low priority: after each piece it rests, so that whoever asks something meanwhile is answered between two of them.
 *
 * @param deps.rest how long, as a share of the time that the piece took: others need the processor, too
 * @param deps.again when it goes on after the index could not be written, from what is in it indeed (ms); twice as late each time
 */
export function createIndexer(deps: {
  readonly store: IndexStore
  /** The folder session-state. */
  readonly root: string
  readonly translate: Translate
  readonly onProgress: () => void
  /** Texts were written or removed. */
  readonly onChanged: () => void
  /** A log can't be read, and is left out; or the index can't be written. */
  readonly onFailed: (error: unknown) => void
  readonly rest?: number
  readonly again?: number
  /** Milliseconds, from anywhere; the machine's own when it is left out. */
  readonly clock?: () => number
  /** Waits, and lets all others go first, also for 0 milliseconds. */
  readonly pause?: (ms: number) => Promise<unknown>
}): Indexer {
  const { store, rest: share = REST, again = AGAIN, clock = () => performance.now(), pause = wait } = deps
  /** What there is, as it was told. */
  const there = new Map<string, IndexableSession>()
  /** How far sessions are in the index, or on their way there. */
  let indexed = inStore(store)
  const waiting = new Map<string, IndexableSession>()
  const gathered = createGathered(store, deps.onChanged)
  let done = 0
  let of = 0
  let working: Promise<void> | null = null
  let disposed = false
  /** Those that wait, the next one last; empty when it has to be made anew. */
  let order: IndexableSession[] = []
  /** The index could not be written, and this is when it is tried again; nothing is written before. */
  let later: NodeJS.Timeout | null = null
  /** Grows with each failure: what was read before it is lost. */
  let round = 0
  /** How often it failed since it was written last. */
  let failures = 0

  const begin = (): void => {
    if (disposed || later !== null || waiting.size === 0) return
    working ??= work()
      .catch(failed)
      .finally(() => {
        working = null
        deps.onProgress()
        begin()
      })
  }

  const failed = (error: unknown): void => {
    // Who hears of it may do away with all of this.
    deps.onFailed(error)
    if (sqliteCode(error) === null || disposed) return
    round += 1
    gathered.clear()
    waiting.clear()
    done = 0
    of = 0
    if (later !== null) clearTimeout(later)
    later = setTimeout(startAgain, again * 2 ** Math.min(failures, MOST_DOUBLED))
    failures += 1
    try {
      indexed = inStore(store)
    } catch {
      // It is looked at once more before anything is written.
    }
    for (const session of there.values()) wish(session)
  }

  const startAgain = (): void => {
    if (later !== null) clearTimeout(later)
    later = null
    try {
      indexed = inStore(store)
      forgetOthers()
    } catch (error) {
      failed(error)
      return
    }
    for (const session of there.values()) wish(session)
    begin()
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

  const forgetOthers = (): void => forget([...indexed.keys()].filter((id) => !there.has(id)))

  const work = async (): Promise<void> => {
    let since = clock()
    const rest = async (): Promise<void> => {
      const worked = clock() - since
      // A timer would take longer than so short a rest.
      await pause(worked < 8 ? 0 : worked * share)
      since = clock()
    }
    while (waiting.size > 0 && !disposed && later === null) {
      if (order.length === 0) order = [...waiting.values()].toSorted((a, b) => a.activeAt - b.activeAt)
      const next = order.pop()
      // It may have been forgotten meanwhile, or have grown again.
      if (next === undefined || waiting.get(next.id) !== next) continue
      waiting.delete(next.id)
      await readSession(next, rest)
      deps.onProgress()
    }
    await gathered.flush(rest)
    if (later === null) failures = 0
    done = 0
    of = 0
  }

  const readSession = async (session: IndexableSession, rest: () => Promise<void>): Promise<void> => {
    try {
      await withLog(logPath(deps.root, session.id), (log) => readLog(session.id, log, rest))
    } catch (error) {
      // It became another log while it was read, or went: whoever tells of its change brings it here again.
      if (!(error instanceof LogShrunk) && !isOutOfReach(error)) throw error
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
    const own = round
    for await (const part of readTexts(log, known.offset, known.state, deps.translate)) {
      // Forgotten meanwhile, or begun anew.
      if (disposed || round !== own || indexed.get(id)?.n !== n) return
      done += part.offset - (indexed.get(id)?.offset ?? 0)
      const now = { n, offset: part.offset, mark: markBefore(log, part.offset), state: part.state }
      indexed.set(id, { ...now, id })
      gathered.add(now, part.texts)
      if (gathered.isFull()) await gathered.flush(rest)
      await rest()
      deps.onProgress()
    }
  }

  return {
    sync: (sessions) => {
      there.clear()
      for (const session of sessions) there.set(session.id, session)
      if (later !== null) {
        startAgain()
        return
      }
      try {
        forgetOthers()
        for (const session of sessions) wish(session)
      } catch (error) {
        failed(error)
      }
      begin()
    },
    update: (changed, removed) => {
      for (const session of changed) there.set(session.id, session)
      for (const id of removed) there.delete(id)
      try {
        if (later === null) forget(removed)
        else for (const id of removed) waiting.delete(id)
        for (const session of changed) wish(session)
      } catch (error) {
        failed(error)
      }
      begin()
    },
    progress: () =>
      working === null && later === null
        ? null
        : { done: Math.min(done, of), of, sessions: Math.max(1, waiting.size + (working === null ? 0 : 1)) },
    isBehind: () => later !== null,
    settled: async () => {
      while (working !== null) await working
    },
    dispose: async () => {
      disposed = true
      if (later !== null) clearTimeout(later)
      waiting.clear()
      await working
    },
  }
}

function inStore(store: IndexStore): Map<string, IndexedSession> {
  return new Map(store.sessions().map((session) => [session.id, session]))
}

function wait(ms: number): Promise<unknown> {
  return ms === 0 ? setImmediate() : sleep(ms)
}
