import { z } from 'zod'
import { exportFormats } from '../exporting.ts'
import type { FoundSecrets } from '../exporting.ts'
import type { ImportOffer, ItemResult } from '../model/keeping.ts'
import { id, sessionId, many, work, op } from './op.ts'

/** What goes along unless it is left out; `redact` strikes out likely secrets. */
const exportOptions = {
  format: z.enum(exportFormats),
  tools: z.boolean().optional(),
  reasoning: z.boolean().optional(),
  redact: z.boolean().optional(),
}
/** What came after one bookmark, up to another one and with it where that is given; null and nothing: all of it. */
const marksOfExport = { sinceBookmarkId: id.nullable(), untilBookmarkId: id.nullable().optional() }
/** Turns, the first and the last included (null: from the beginning, to the end), or only what is bookmarked. */
const onlyBookmarked = z.strictObject({ kind: z.literal('bookmarked') })
const exportRange = z.union([
  z.strictObject({ kind: z.literal('between'), from: id.nullable(), to: id.nullable() }),
  onlyBookmarked,
])

/** Exports and imports. */
export const archiveOperations = {
  /** Writes a file that the person picks; resolves to its path, or null when the dialog was cancelled. */
  'session.export': op(
    z.strictObject({
      ...exportOptions,
      id: sessionId,
      ...marksOfExport,
      range: exportRange.optional(),
      work,
    }),
  ).returns<{ readonly path: string; readonly whole: boolean } | null>(),
  /**
   * Asks for one folder and writes a file for each session into it, over no file that is there (`zip`: asks for one file and
   * writes all of them into it); null when the dialog was cancelled. A session that could not be read whole has an error, whatever was written of it.
   */
  'session.exportMany': op(
    z.strictObject({
      ...exportOptions,
      ids: many(sessionId),
      range: onlyBookmarked.optional(),
      zip: z.boolean().optional(),
      work,
    }),
  ).returns<{ readonly folder: string; readonly results: readonly ItemResult[] } | null>(),
  /** What is likely a secret in what an export would write; the secrets themselves never leave main. */
  'session.secrets': op(
    z.strictObject({
      ...exportOptions,
      ids: many(sessionId),
      ...marksOfExport,
      range: exportRange.optional(),
      work,
    }),
  ).returns<FoundSecrets>(),
  /**
   * Asks for archive files, zips of them and lists of messages (or for a folder of sessions of another home), and looks at what is
   * in them; null when the dialog was cancelled.
   */
  'import.pick': op(z.strictObject({ what: z.enum(['files', 'folder']), work })).returns<ImportOffer | null>(),
  /** Looks at files and folders that were dropped. Only the preload asks for it: a page can't name a path. */
  'import.look': op(z.strictObject({ paths: many(z.string().min(1).max(32_768)).min(1), work })).returns<ImportOffer>(),
  /**
   * Brings in what was looked at (`only`: those of these names), over no session that is there. Throws importGone where something else
   * was looked at since.
   */
  'session.import': op(
    z.strictObject({ offer: id, only: many(z.string().min(1).max(70_000)).optional(), work }),
  ).returns<readonly ItemResult[]>(),
} as const
