import type { DiskSession } from '../history/port.ts'
import type { SessionRecord } from '../library/port.ts'

/**
 * Whether a session is still to be begun: we made it, and nothing that was said in it has reached its log. The runtime
 * makes an empty log before it writes; where it dies in between, that is all there is.
 */
export function isUnsent(
  record: Pick<SessionRecord, 'unsent'> | null,
  disk: Pick<DiskSession, 'problem'> | null,
): boolean {
  return record?.unsent === true && (disk === null || disk.problem?.code === 'empty')
}
