import { AppError } from '../../shared/errors.ts'
import type { ItemResult, TrashEntry } from '../../shared/model.ts'
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
  /** Whether a session of that id is on its way back. */
  isArriving(id: string): boolean
}

export interface DeletingDeps {
  readonly trash: Trash
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly queue: Queue
  readonly runner: Runner
  readonly works: Works
}

/** See {@link Deleting}. */
export function createDeleting(deps: DeletingDeps): Deleting {
  const { trash, catalogue, conversations, queue, runner, works } = deps
  const leaving = new Set<string>()
  const arriving = new Set<string>()

  const removeOne = async (id: string): Promise<{ entryId?: string }> => {
    const current = catalogue().row(id)
    if (current === null) return {}
    if (leaving.has(id) || arriving.has(id)) throw new AppError('sessionInUse', id)
    leaving.add(id)
    try {
      if (runner.running().includes(id)) await runner.stop(id)
      await runner.close(id)
      if ((await catalogue().refresh(id)) !== null && (await runner.isHeld(id))) throw new AppError('sessionInUse', id)
      const { title, summary, origin, unsent } = current
      const entryId = await trash.moveIn({ id, title: title.trim() === '' ? summary : title, origin, unsent })
      conversations.drop(id)
      queue.drop(id)
      catalogue().forget(id)
      return { entryId }
    } finally {
      leaving.delete(id)
    }
  }

  const restoreOne = async (entryId: string): Promise<object> => {
    const id = await trash.idOf(entryId)
    const lower = id.toLowerCase()
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
      await catalogue().adopt(id, await trash.restore(entryId))
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
    isArriving: (id) => arriving.has(id),
  }
}
