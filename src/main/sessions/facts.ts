import type { Failure } from '../../shared/errors.ts'
import type { Trash } from '../trash/trash.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { LadderFacts } from './ladder.ts'
import { isUnsent } from './unsent.ts'

/** What the ladder is told of a session, but for what only its climber knows. */
export type SessionFacts = Omit<LadderFacts, 'scan' | 'othersRunning'>

/** Looks at a session's folder now, at what we keep of it, and (for what is gone) at the trash. */
export function createFacts({
  catalogue,
  conversations,
  trash,
}: {
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly trash: Pick<Trash, 'list'>
}): (id: string, failure: Failure | null) => Promise<SessionFacts> {
  return async (id, failure) => {
    const disk = await catalogue().refresh(id)
    const conversation = conversations.get(id)
    const state = conversation?.feed.state()
    const gone = failure?.code === 'historyGone' ? failure.detail : disk === null ? id : null
    return {
      unsent: isUnsent(catalogue().record(id), disk),
      disk: disk === null ? 'missing' : standing(disk.problem?.code ?? conversation?.problem?.code),
      hasHistory: (state?.turns.length ?? 0) > 0 || (conversation?.before ?? null) !== null,
      trashed: gone !== null && (await trash.list()).some((entry) => entry.id === gone && entry.size > 0),
    }
  }
}

function standing(code: string | undefined): LadderFacts['disk'] {
  return code === 'empty' || code === 'unreadable' || code === 'newer' || code === 'damaged' ? code : 'sound'
}
