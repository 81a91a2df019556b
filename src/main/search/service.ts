import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '../../shared/errors.ts'
import type { IndexProgress } from '../../shared/search.ts'
import type { Translate } from '../history/steps.ts'
import type { Handlers } from '../rpc/types.ts'
import { createAsk, type Ask } from './ask.ts'
import { isDamage, isOutOfReach } from './failures.ts'
import { createIndexer, type Indexer } from './indexer.ts'
import type { SearchMethods } from './methods.ts'
import { createPlaces, type Places } from './places.ts'
import type { IndexableSession } from './port.ts'
import { openIndex, removeIndex } from './schema.ts'
import { createStore, type IndexStore } from './store.ts'
import { createVocabulary, type Vocabulary } from './vocabulary.ts'

/** After the last removal what it left in the file is overwritten, when nothing else is to be done (ms). */
const SCRUB_AFTER = 15_000
/** How often progress is told at most (ms). */
const TOLD_EVERY = 250
/** What takes less than this is not told: a message that came is read in a moment, and nobody has to hear of that (ms). */
const TOLD_AFTER = 400

interface Opened {
  readonly db: DatabaseSync
  readonly store: IndexStore
  readonly indexer: Indexer
  readonly ask: Ask
  readonly places: Places
  readonly vocabulary: Vocabulary
}

/** What the worker that searches all sessions does. An index that is damaged is made anew, at once. */
export function createSearchService(deps: {
  readonly translate: Translate
  readonly now: () => number
  readonly onProgress: (progress: IndexProgress | null) => void
  readonly onChanged?: () => void
  readonly onError: (error: unknown) => void
  /** See {@link createIndexer}. */
  readonly rest?: number
  readonly clock?: () => number
  readonly pause?: (ms: number) => Promise<unknown>
}): Handlers<SearchMethods> & { settled(): Promise<void> } {
  const { clock = () => performance.now() } = deps
  let place: { readonly folder: string; readonly root: string } | null = null
  let opened: Opened | null = null
  /** What there is, as it was told last: an index that is made anew begins with it. */
  const there = new Map<string, IndexableSession>()
  let toldAt = -Infinity
  let busySince: number | null = null
  let told: IndexProgress | null = null
  let scrubTimer: NodeJS.Timeout | null = null
  let changedTimer: NodeJS.Timeout | null = null

  const scrubLater = (): void => {
    if (scrubTimer !== null) clearTimeout(scrubTimer)
    scrubTimer = null
    if (opened?.store.needsScrub() !== true) return
    scrubTimer = setTimeout(() => {
      scrubTimer = null
      if (opened?.indexer.progress() != null) scrubLater()
      else void using(scrub).catch(deps.onError)
    }, SCRUB_AFTER)
  }
  const scrub = async ({ store, vocabulary, indexer }: Opened): Promise<void> => {
    // What is to go may still be in it.
    if (indexer.isBehind()) throw new AppError('writeFailed', 'index')
    vocabulary.forget()
    while (opened?.store === store && !store.scrub()) await setImmediate()
  }

  const tellProgress = (): void => {
    const progress = opened?.indexer.progress() ?? null
    const now = clock()
    if (progress === null) busySince = null
    else busySince ??= now
    if (progress !== null && now - toldAt < TOLD_EVERY) return
    if (busySince !== null && told === null && now - busySince < TOLD_AFTER && opened?.indexer.isBehind() !== true)
      return
    if (progress === null && told === null) return
    toldAt = now
    told = progress
    deps.onProgress(progress)
  }

  const tellChanged = (): void => {
    // What could not be removed at once was, later on.
    if (scrubTimer === null) scrubLater()
    changedTimer ??= setTimeout(() => {
      changedTimer = null
      deps.onChanged?.()
    }, TOLD_EVERY)
  }

  const build = (folder: string, root: string): Opened => {
    const db = openIndex(folder)
    try {
      const plain = createStore(db)
      const vocabulary = createVocabulary(db)
      const store: IndexStore = {
        ...plain,
        put: (batch) => {
          plain.put(batch)
          vocabulary.hear(batch.texts.map(({ text }) => text.text))
        },
      }
      return {
        db,
        store,
        vocabulary,
        indexer: createIndexer({
          store,
          root,
          translate: deps.translate,
          onProgress: tellProgress,
          onChanged: tellChanged,
          clock,
          ...(deps.rest === undefined ? {} : { rest: deps.rest }),
          ...(deps.pause === undefined ? {} : { pause: deps.pause }),
          onFailed: (error) => void renew(error),
        }),
        ask: createAsk(db, (part) => vocabulary.holding(part), deps.now),
        places: createPlaces({ db, root, translate: deps.translate }),
      }
    } catch (error) {
      db.close()
      throw error
    }
  }

  const open = (): Opened => {
    if (place === null) throw new AppError('readFailed', 'index')
    const { folder, root } = place
    try {
      return build(folder, root)
    } catch (error) {
      // A cache: whatever else is wrong with it, one that is made anew has all of it.
      if (isOutOfReach(error)) throw error
      deps.onError(error)
      removeIndex(folder)
      return build(folder, root)
    }
  }

  /** Makes the index anew after SQLite found it damaged; every other failure is only told. */
  const renew = async (error: unknown): Promise<void> => {
    deps.onError(error)
    if (!isDamage(error) || opened === null || place === null) return
    const { indexer, db } = opened
    opened = null
    await indexer.dispose().catch(() => undefined)
    db.close()
    removeIndex(place.folder)
    opened = open()
    opened.indexer.sync([...there.values()])
  }

  const using = async <T>(work: (parts: Opened) => Promise<T> | T): Promise<T> => {
    const parts = opened
    if (parts === null) throw new AppError('readFailed', 'index')
    try {
      return await work(parts)
    } catch (error) {
      if (!isDamage(error)) throw error
      await renew(error)
      if (opened === null) throw new AppError('readFailed', 'index')
      return work(opened)
    }
  }

  return {
    open: (folder, home) => {
      place = { folder, root: join(home, 'session-state') }
      opened = open()
      scrubLater()
    },
    sync: (sessions) => {
      there.clear()
      for (const session of sessions) there.set(session.id, session)
      opened?.indexer.sync(sessions)
      tellProgress()
      scrubLater()
    },
    update: (changed, removed) => {
      for (const session of changed) there.set(session.id, session)
      for (const id of removed) there.delete(id)
      opened?.indexer.update(changed, removed)
      tellProgress()
      if (removed.length > 0) scrubLater()
    },
    find: async (spec, signal) =>
      using(async ({ ask, vocabulary }) => {
        if (spec.words === 'within') await vocabulary.refresh(ask.count())
        signal.throwIfAborted()
        return ask.find(spec)
      }),
    places: (terms, keys) => using(({ places }) => places.of(terms, keys)),
    names: () => using(({ ask }) => ask.names()),
    scrub: () => using(scrub),
    close: async () => {
      const parts = opened
      opened = null
      if (scrubTimer !== null) clearTimeout(scrubTimer)
      if (changedTimer !== null) clearTimeout(changedTimer)
      await parts?.indexer.dispose()
      parts?.db.close()
    },
    settled: async () => opened?.indexer.settled(),
  }
}
