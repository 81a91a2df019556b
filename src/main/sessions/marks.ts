import { AppError } from '../../shared/errors.ts'
import type { SessionRow } from '../../shared/model.ts'
import type { SessionRecord } from '../library/port.ts'
import type { Catalogue } from './catalogue.ts'

/** What a person puts on a session so as to find it again; each call resolves when it is durable. */
export interface Marks {
  pin(id: string, pinned: boolean): Promise<SessionRow>
  tag(id: string, tags: readonly string[]): Promise<SessionRow>
  note(id: string, notes: string): Promise<void>
}

/** See {@link Marks}. */
export function createMarks(catalogue: () => Catalogue): Marks {
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
  return {
    pin: (id, pinned) => patch(id, { pinned }),
    tag: (id, tags) => patch(id, { tags }),
    note: async (id, notes) => {
      // The last words about a session that was just deleted went with it.
      if (catalogue().has(id)) await catalogue().patch(id, { notes })
    },
  }
}
