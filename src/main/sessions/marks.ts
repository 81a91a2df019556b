import { AppError } from '../../shared/errors.ts'
import type { Input } from '../../shared/contract.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { SessionRecord } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'
import type { Works } from './works.ts'

/** What a person puts on a session so as to find it again; each call resolves when it is durable. */
export interface Marks {
  pin(id: string, pinned: boolean): Promise<SessionRow>
  tag(id: string, tags: readonly string[]): Promise<SessionRow>
  note(id: string, notes: string): Promise<void>
  /** Changes many sessions, several at once: what is left out of a change stays. */
  change(changes: readonly MarkChange[], work?: string): Promise<readonly ItemResult[]>
}

/** What is to change about one session. */
export type MarkChange = Input<'session.mark'>['changes'][number]

/** So many sessions are changed at once: they reach the disk together. */
const AT_ONCE = 64

/** See {@link Marks}. */
export function createMarks(deps: {
  readonly catalogue: () => Catalogue
  readonly works: Pick<Works, 'run'>
  readonly now: () => number
}): Marks {
  const { catalogue, works } = deps
  const row = (id: string): SessionRow => {
    const found = catalogue().row(id)
    if (found === null) throw new AppError('sessionMissing', id)
    return found
  }
  const patch = async (id: string, change: Partial<Omit<SessionRecord, 'id'>>): Promise<SessionRow> => {
    row(id)
    await catalogue().patch(id, change)
    return row(id)
  }
  /** It is archived as long as nothing happens after that: so never before what has happened, whatever the clock says. */
  const archivedAt = (id: string, archived: boolean): number | null =>
    archived ? Math.max(deps.now(), row(id).activeAt) : null

  return {
    pin: (id, pinned) => patch(id, { pinned }),
    tag: (id, tags) => patch(id, { tags }),
    note: async (id, notes) => {
      // The last words about a session that was just deleted went with it.
      if (catalogue().has(id)) await catalogue().patch(id, { notes })
    },
    change: (changes, work) => {
      const byId = new Map(changes.map((change) => [change.id, change]))
      return works.run(
        work,
        [...byId.keys()],
        async (id) => {
          const { pinned, tags, archived, unread } = byId.get(id) ?? {}
          await patch(id, {
            ...(pinned === undefined ? {} : { pinned }),
            ...(tags === undefined ? {} : { tags }),
            ...(archived === undefined ? {} : { archivedAt: archivedAt(id, archived) }),
            ...(unread === undefined ? {} : { unread }),
          })
          return {}
        },
        { atOnce: AT_ONCE },
      )
    },
  }
}
