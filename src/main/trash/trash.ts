import { rm } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import type { TrashEntry } from '../../shared/model/keeping.ts'
import type { Agent } from '../agent/port.ts'
import type { Library } from '../library/port.ts'
import { assetsOf, readBelongings, type Belongings } from './belongings.ts'
import { toAppError } from './failure.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { createMoveIn, type Leaving } from './moveIn.ts'
import { isSafeName } from './places.ts'
import { recoverEntries } from './recover.ts'
import { createRestore } from './restore.ts'
import { createShelf } from './shelf.ts'
import { isMissing, isThere } from './tree.ts'
import { describeUnreadable, idOfAny } from './unreadable.ts'

const DAY = 86_400_000
/** How many entries are read at once. */
const READERS = 16

/** Deleted sessions, kept whole until they come back or go for good. */
export interface Trash {
  /**
   * At start, before anything is read: what a crash left half done is done or undone. With `staleLibrary`, also what a
   * library that came from a backup still says of sessions that are in the trash.
   */
  recover(staleLibrary: boolean): Promise<void>
  /** Moves a session that is not live into the trash; rejects, leaving it where it is, when that can't be done whole. */
  moveIn(session: Leaving): Promise<string>
  /** Newest first. */
  list(): Promise<readonly TrashEntry[]>
  /** The names of our own copies of pictures that entries go with; rejects when one can't be told. */
  assets(): Promise<readonly string[]>
  /** The folder of an entry; rejects with `trashMissing`. */
  pathOf(entryId: string): Promise<string>
  /** The id of the session that an entry was; rejects with `trashMissing`. */
  idOf(entryId: string): Promise<string>
  /** Puts a session back and resolves to what the library has of it again; rejects with `idTaken`, `trashMissing` … */
  restore(entryId: string): Promise<Belongings>
  /** Deletes for good; what our own files still hold of it goes with the next {@link Trash.sweep}. */
  purge(entryId: string): Promise<void>
  /** Removes what is left of deleted entries, in the library and its backups too. */
  sweep(): Promise<void>
  /** Deletes for good what has been in the trash for its days. */
  purgeExpired(): Promise<void>
}

/** The moments between two steps, in their order; tests stop there. */
export const trashSteps = {
  moveIn: ['in.begun', 'in.copied', 'in.described', 'in.removed', 'in.forgotten', 'in.kept'],
  restore: ['out.begun', 'out.copied', 'out.placed', 'out.given', 'out.done'],
  purge: ['gone.begun', 'gone.emptied', 'gone.scrubbed'],
} as const
export type TrashStep = (typeof trashSteps)[keyof typeof trashSteps][number]

export interface TrashDeps {
  /** The folder of the trash; made with the first entry. */
  readonly folder: string
  /** COPILOT_HOME. */
  readonly home: string
  readonly library: Library
  readonly agent: Pick<Agent, 'remove'>
  /** How long entries stay; 0 for ever. */
  readonly days: () => number
  readonly now: () => number
  /** Removes what else is kept of sessions that went for good; after a crash in between it is called again. */
  readonly onGone?: (ids: readonly string[]) => Promise<void>
  readonly log: { readonly error: (what: string, error: unknown) => void }
  /** Called between two steps. */
  readonly onStep?: (step: TrashStep) => Promise<void>
}

/** See {@link Trash}. Nothing is touched before it is asked to. */
export function createTrash(deps: TrashDeps): Trash {
  const { folder, home, library, now, log } = deps
  const shelf = createShelf(folder, home)
  const { places, pass, drop, entriesOf } = shelf
  const step = (which: TrashStep): Promise<void> => deps.onStep?.(which) ?? Promise.resolve()

  const describe = async (entryId: string): Promise<Manifest> => {
    const manifest = isSafeName(entryId) ? await readManifest(places, 'kept', entryId) : null
    if (manifest === null) throw new AppError('trashMissing', entryId)
    return manifest
  }

  const purge = async (entryId: string): Promise<void> => {
    if (!isSafeName(entryId)) throw new AppError('trashMissing', entryId)
    await shelf.make()
    await pass(entryId, 'kept', 'gone').catch((error: unknown) => {
      throw isMissing(error) ? new AppError('trashMissing', entryId) : toAppError(error)
    })
    await step('gone.begun')
    try {
      await rm(places.copy('gone', entryId), { recursive: true, force: true, maxRetries: 3 })
    } catch (error) {
      throw toAppError(error)
    }
    await step('gone.emptied')
  }

  const sweepNow = async (): Promise<void> => {
    for (const entryId of await entriesOf('done')) await drop(entryId, 'done')
    const gone = await entriesOf('gone')
    if (gone.length === 0) return
    const all = await inParallel(gone, (entryId) => idOfAny(places, 'gone', entryId))
    const ids = [...new Set(all.filter((id) => id !== ''))]
    await deps.onGone?.(ids)
    await library.scrub(ids)
    await step('gone.scrubbed')
    for (const entryId of gone) await drop(entryId, 'gone')
  }
  let sweeping: Promise<void> = Promise.resolve()
  const sweep = (): Promise<void> => {
    sweeping = sweeping.then(sweepNow, sweepNow)
    return sweeping
  }

  const list = async (): Promise<readonly TrashEntry[]> => {
    const days = deps.days()
    const entries = await inParallel(await entriesOf('kept'), async (entryId): Promise<TrashEntry | null> => {
      const manifest = await readManifest(places, 'kept', entryId).catch(() => null)
      if (manifest === null) return describeUnreadable(places, entryId)
      const { id, title, deletedAt, size, origin, unsent, bookmarks } = manifest
      const goesAt = days === 0 ? null : deletedAt + days * DAY
      return { entryId, id, title, deletedAt, goesAt, size, origin, unsent, bookmarks, unreadable: false }
    })
    return entries.filter((entry) => entry !== null).toSorted((a, b) => b.deletedAt - a.deletedAt)
  }

  return {
    recover: async (staleLibrary) => {
      await recoverEntries({ ...deps, shelf })
      if (!staleLibrary) return
      for (const entryId of await entriesOf('kept')) {
        const manifest = await readManifest(places, 'kept', entryId).catch(() => null)
        if (manifest === null || (await isThere(places.session(manifest.id)))) continue
        const { record } = await readBelongings(places.belongings('kept', entryId))
        const found = await library.record(manifest.id)
        if (found !== null && found.createdAt === record?.createdAt) await library.removeSession(manifest.id)
      }
    },
    assets: async () => {
      const found: string[] = []
      for (const place of ['in', 'kept', 'out'] as const) {
        const each = await inParallel(await entriesOf(place), async (entryId) => {
          const path = places.belongings(place, entryId)
          return (await isThere(path)) ? assetsOf(await readBelongings(path)) : []
        })
        found.push(...each.flat())
      }
      return found
    },
    moveIn: createMoveIn(deps, shelf, step),
    list,
    pathOf: async (entryId) => {
      if (!isSafeName(entryId) || !(await isThere(places.entry('kept', entryId)))) {
        throw new AppError('trashMissing', entryId)
      }
      return places.entry('kept', entryId)
    },
    idOf: async (entryId) => (await describe(entryId)).id,
    restore: createRestore(deps, shelf, step, describe),
    purge,
    sweep,
    purgeExpired: async () => {
      const time = now()
      for (const { entryId, goesAt } of await list()) {
        if (goesAt === null || goesAt > time) continue
        await purge(entryId).catch((error: unknown) => log.error('an entry of the trash past its days', error))
      }
      await sweep()
    },
  }
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  for (let start = 0; start < items.length; start += READERS) {
    results.push(...(await Promise.all(items.slice(start, start + READERS).map(work))))
  }
  return results
}
