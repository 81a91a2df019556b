import { z } from 'zod'
import { cleanupOnly, cleanupPaces } from '../cleanup.ts'
import type { DiskUse } from '../diskUse.ts'
import type { SameMessages } from '../duplicates.ts'
import type { DraftBack } from '../model/draft.ts'
import type { CleanupFound, DiscardedLine, ItemResult, TrashEntry } from '../model/keeping.ts'
import type { Settings } from '../model/settings.ts'
import { id, sessionId, nothing, bySession, many, work, op } from './op.ts'

const bySessions = z.strictObject({ ids: many(sessionId), work })
const byEntries = z.strictObject({ entryIds: many(id), work })

const cleanupRule = z.strictObject({
  olderThanDays: z.int().min(0).max(36_500),
  minBytes: z.int().min(0),
  only: z.enum(cleanupOnly),
  includeCli: z.boolean(),
  includeBookmarked: z.boolean(),
  includePinned: z.boolean(),
})

/** Deleting, the trash, what takes the room. */
export const clearingOperations = {
  /** Moves sessions into the trash, one after the other; a session whose deletion fails stays. */
  'session.delete': op(bySessions).returns<readonly ItemResult[]>(),
  /** Takes a moment with thousands of sessions. */
  'disk.measure': op(z.strictObject({ work })).returns<DiskUse>(),
  /** What one session takes, in bytes. */
  'disk.measureSession': op(bySession).returns<number>(),
  'cleanup.preview': op(cleanupRule).returns<CleanupFound>(),
  /** Removes the drafts of sessions, which stay; the words are kept among the past prompts. */
  'draft.discard': op(z.strictObject({ ids: many(sessionId), work })).returns<readonly ItemResult[]>(),
  /** Puts back what was discarded last of sessions, where nothing else was written since; resolves to those that came back. */
  'draft.takeBack': op(z.strictObject({ ids: many(sessionId) })).returns<readonly DraftBack[]>(),
  /** What was discarded and can be put back, the newest first. */
  'draft.discarded': op(nothing).returns<readonly DiscardedLine[]>(),
  /** Puts one of them back; null where something else was written in its session meanwhile. */
  'draft.putBack': op(z.strictObject({ key: id })).returns<DraftBack | null>(),
  /** Keeps a rule, and tells what it finds as often as this says, beginning a period from now; nothing is deleted by it. */
  'cleanup.schedule': op(z.strictObject({ every: z.enum(cleanupPaces), rule: cleanupRule })).returns<Settings>(),
  /** Sessions in which the same was said, from their logs; with thousands of them it takes a while. */
  'cleanup.duplicates': op(z.strictObject({ work })).returns<readonly SameMessages[]>(),
  /** Newest deletion first. */
  'trash.list': op(nothing).returns<readonly TrashEntry[]>(),
  /** Puts sessions back where they were; `idTaken` for one whose id another session has meanwhile. */
  'trash.restore': op(byEntries).returns<readonly ItemResult[]>(),
  /** Shows an entry's files in the file manager. */
  'trash.reveal': op(z.strictObject({ entryId: id })).returns<void>(),
  /** Deletes for good. */
  'trash.purge': op(byEntries).returns<readonly ItemResult[]>(),
} as const
