import { nextFreeId } from '../../shared/freeId.ts'
import type { History } from '../history/port.ts'
import type { Trash } from '../trash/trash.ts'
import type { Catalogue } from './catalogue.ts'
import type { Deleting } from './deleting.ts'

/** The next id after `id` that neither a session nor the trash has, whatever the case of its letters. */
export function createFreeIds(deps: {
  readonly history: Pick<History, 'get'>
  readonly trash: Pick<Trash, 'list'>
  readonly catalogue: () => Catalogue
  readonly deleting: Pick<Deleting, 'isArriving'>
}): (id: string) => Promise<string> {
  return async (id) => {
    const inTrash = (await deps.trash.list()).map((entry) => entry.id)
    const listed = deps.catalogue().rows()
    const taken = new Set([...inTrash, ...listed.map((row) => row.id)].map((one) => one.toLowerCase()))
    const isTaken = (other: string): boolean => taken.has(other.toLowerCase()) || deps.deleting.isArriving(other)
    let next = nextFreeId(id, isTaken)
    while ((await deps.history.get(next)) !== null) next = nextFreeId(next, isTaken)
    return next
  }
}
