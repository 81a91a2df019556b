import { AppError } from '../../shared/errors.ts'
import type { ItemResult, TrashEntry } from '../../shared/model/keeping.ts'
import type { Library } from '../library/port.ts'
import { gather, giveBack, type Belongings } from '../trash/belongings.ts'
import type { Trash } from '../trash/trash.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { Queue } from './queue.ts'
import type { Runner } from './runner.ts'
import type { Works } from './works.ts'

/** Deleting sessions and getting them back. */
export interface Deleting {
  remove(ids: readonly string[], work?: string): Promise<readonly ItemResult[]>
  list(): Promise<readonly TrashEntry[]>
  /** The folder of an entry of the trash; rejects with `trashMissing`. */
  pathOf(entryId: string): Promise<string>
  restore(entryIds: readonly string[], work?: string): Promise<readonly ItemResult[]>
  purge(entryIds: readonly string[], work?: string): Promise<readonly ItemResult[]>
  /** Moves what there is of a session into the trash; resolves to what the library had of it. */
  setAside(id: string): Promise<Belongings>
  /** Whether a session of that id is on its way back. */
  isArriving(id: string): boolean
  /** Whether a session is on its way out. */
  isLeaving(id: string): boolean
}

export interface DeletingDeps {
  readonly library: Library
  readonly trash: Trash
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly runner: Runner
  readonly works: Works
  /** Resolves when nothing in the background touches a session's files. */
  readonly quiet: () => Promise<void>
}

/** See {@link Deleting}. */
export function createDeleting(deps: DeletingDeps): Deleting {
  const { library, trash, catalogue, conversations, queue, runner, works } = deps
  const leaving = new Set<string>()
  const arriving = new Set<string>()

  const removeOne = async (id: string): Promise<{ entryId?: string }> => {
    const current = catalogue().row(id)
    if (current === null) return {}
    if (leaving.has(id) || arriving.has(id)) throw new AppError('sessionInUse', id)
    leaving.add(id)
    const open = await runner.shut(id)
    try {
      await deps.quiet()
      if (runner.running().includes(id)) await runner.stop(id)
      await runner.close(id)
      if ((await catalogue().refresh(id)) !== null && (await runner.isHeld(id))) throw new AppError('sessionInUse', id)
      const { title, summary, origin, unsent } = current
      const stay = catalogue().leave(id)
      try {
        const entryId = await trash.moveIn({ id, title: title.trim() === '' ? summary : title, origin, unsent })
        conversations.drop(id)
        queue.drop(id)
        catalogue().forget(id)
        return { entryId }
      } finally {
        await stay()
      }
    } finally {
      leaving.delete(id)
      open()
    }
  }

  /** Whether a session is on the list, and its folder is gone. */
  const isMissing = async (id: string): Promise<boolean> =>
    catalogue().row(id)?.problem?.code === 'missing' && (await catalogue().refresh(id)) === null

  const setAside = async (id: string): Promise<Belongings> => {
    const leftover = await gather(library, id)
    await removeOne(id)
    return leftover
  }

  /** What was typed and marked since stays; where both have a draft, the later one stays in the trash. */
  const merge = async (id: string, came: Belongings, leftover: Belongings): Promise<Belongings> => {
    const draft = came.draft === null ? leftover.draft : null
    await giveBack(library, id, { ...leftover, record: null, draft })
    return {
      ...came,
      draft: came.draft ?? leftover.draft,
      queue: [...came.queue, ...leftover.queue],
      bookmarks: [...came.bookmarks, ...leftover.bookmarks],
    }
  }

  const restoreOne = async (entryId: string): Promise<object> => {
    const id = await trash.idOf(entryId)
    const lower = id.toLowerCase()
    // What we keep of a session whose folder is gone goes into the trash, before the session comes back from there.
    const leftover = (await isMissing(id)) ? await setAside(id) : null
    const taken = arriving.has(id) || catalogue().has(id)
    if (
      taken ||
      catalogue()
        .rows()
        .some((row) => row.id.toLowerCase() === lower)
    ) {
      throw new AppError('idTaken', id)
    }
    arriving.add(id)
    try {
      const belongings = await trash.restore(entryId)
      await catalogue().adopt(id, leftover === null ? belongings : await merge(id, belongings, leftover))
    } finally {
      arriving.delete(id)
    }
    return {}
  }

  return {
    remove: (ids, work) => works.run(work, ids, removeOne),
    list: () => trash.list(),
    pathOf: (entryId) => trash.pathOf(entryId),
    restore: (entryIds, work) => works.run(work, entryIds, restoreOne),
    purge: async (entryIds, work) => {
      const results = await works.run(work, entryIds, async (entryId) => {
        await trash.purge(entryId)
        return {}
      })
      // Once for all of them: it rebuilds files.
      await trash.sweep()
      return results
    },
    setAside,
    isArriving: (id) => arriving.has(id),
    isLeaving: (id) => leaving.has(id),
  }
}
