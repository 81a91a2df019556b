import { AppError } from '../../../shared/errors.ts'
import type { TrashEntry } from '../../../shared/model/keeping.ts'
import type { Agent } from '../../agent/port.ts'
import type { Library } from '../../library/port.ts'
import { assetsOf, gather, giveBack, type Belongings } from '../../trash/belongings.ts'
import type { Trash } from '../../trash/trash.ts'

/** A trash without a disk: it asks the agent and the library for what the real one asks them. */
export function createMemoryTrash(agent: Agent, library: Library): Trash {
  const kept = new Map<string, TrashEntry & { readonly belongings: Belongings }>()
  const entryOf = (entryId: string): TrashEntry & { readonly belongings: Belongings } => {
    const entry = kept.get(entryId)
    if (entry === undefined) throw new AppError('trashMissing', entryId)
    return entry
  }
  return {
    recover: () => Promise.resolve(),
    assets: () => Promise.resolve([...kept.values()].flatMap(({ belongings }) => assetsOf(belongings))),
    moveIn: async (session) => {
      const entryId = kept.has(`entry-${session.id}`) ? `entry-${session.id}-${kept.size}` : `entry-${session.id}`
      const belongings = await gather(library, session.id)
      if (!session.unsent) await agent.remove(session.id)
      await library.removeSession(session.id)
      kept.set(entryId, {
        ...session,
        entryId,
        deletedAt: 1,
        goesAt: null,
        size: 0,
        bookmarks: 0,
        unreadable: false,
        belongings,
      })
      return entryId
    },
    list: () => Promise.resolve([...kept.values()]),
    pathOf: (entryId) => Promise.resolve(entryId),
    idOf: async (entryId) => {
      await Promise.resolve()
      return entryOf(entryId).id
    },
    restore: async (entryId) => {
      const { id, belongings } = entryOf(entryId)
      await giveBack(library, id, belongings)
      kept.delete(entryId)
      return belongings
    },
    purge: async (entryId) => {
      await Promise.resolve()
      entryOf(entryId)
      kept.delete(entryId)
    },
    sweep: () => Promise.resolve(),
    purgeExpired: () => Promise.resolve(),
  }
}
