import { z } from 'zod'
import { findScopes } from '../find.ts'
import type { OutlineLine } from '../find.ts'
import type { HistoryPage, Stretch } from '../model/opened.ts'
import type { SearchNames, SearchPlace, SearchResults } from '../search.ts'
import type { SessionChanges, ToolDiff, ToolTextFacts, ToolTextHits, ToolTextRow } from '../toolOutput.ts'
import type { SessionUsage } from '../usage.ts'
import { text, id, sessionId, nothing, bySession, searchRun, op } from './op.ts'

const toolText = z.strictObject({ id: sessionId, itemId: id, part: z.enum(['output', 'input', 'change']) })

/** Reading and finding: one session, its tools, all sessions. */
export const readingOperations = {
  /** Older turns, before `before`. */
  'session.history': op(z.strictObject({ id: sessionId, before: z.int().min(0) })).returns<HistoryPage>(),
  /** The turns around one further up, which begins before `to` (the `before` of the newest turns); null when none does. */
  'session.around': op(z.strictObject({ id: sessionId, turnId: id, to: z.int().min(0) })).returns<Stretch | null>(),
  /** The turns from `after` on, at most to `to`. */
  'session.newer': op(z.strictObject({ id: sessionId, after: z.int().min(0), to: z.int().min(0) })).returns<
    Omit<Stretch, 'before'>
  >(),
  'session.reveal': op(bySession).returns<void>(),
  /** The prompts of the whole log, oldest first; what was not written yet is not among them. */
  'session.outline': op(bySession).returns<readonly OutlineLine[]>(),
  /** Every change that tools made to files, oldest first, over the whole log. */
  'session.changes': op(bySession).returns<SessionChanges>(),
  /** The diffs of some uses of tools. */
  'session.diffs': op(z.strictObject({ id: sessionId, itemIds: z.array(id).max(200) })).returns<readonly ToolDiff[]>(),
  /** A whole text of a tool, read from the log; `place` is one in it whose row is wanted. Throws outputMissing. */
  'output.open': op(toolText.extend({ place: z.int().min(0).nullable() })).returns<ToolTextFacts>(),
  'output.rows': op(toolText.extend({ from: z.int().min(0), count: z.int().min(1).max(2000) })).returns<
    readonly ToolTextRow[]
  >(),
  'output.find': op(toolText.extend({ query: text(1000), matchCase: z.boolean() })).returns<ToolTextHits>(),
  /** Puts all of it on the clipboard. */
  'output.copy': op(toolText).returns<void>(),
  /** Writes all of it into a file that the person picks; null when the dialog was cancelled. */
  'output.save': op(toolText).returns<string | null>(),
  /** What a session took and how full its context is, from what was kept and its log; nothing is resumed for it. */
  'session.usage': op(bySession).returns<SessionUsage>(),
  /**
   * Looks through all of an open session, in place of the search before; what is found comes as `find.found`. Throws
   * patternInvalid.
   */
  'find.run': op(
    z.strictObject({
      id: sessionId,
      run: searchRun,
      query: text(10_000),
      options: z.strictObject({ matchCase: z.boolean(), wholeWord: z.boolean(), regex: z.boolean() }),
      scopes: z.array(z.enum(findScopes)).max(findScopes.length),
    }),
  ).returns<void>(),
  /** Looks through what came since; true when the log itself is no longer the one that was searched. */
  'find.refresh': op(z.strictObject({ run: searchRun })).returns<boolean>(),
  'find.cancel': op(nothing).returns<void>(),
  /**
   * Searches sessions, their messages and bookmarks, in place of the search before (which fails with `cancelled`). `within`
   * looks into words, too, and finds messages only; `after` goes on where `next` was.
   */
  'search.run': op(
    z.strictObject({ query: text(2_000), words: z.enum(['beginning', 'within']), after: z.int().min(0).nullable() }),
  ).returns<SearchResults>(),
  /** The words around hits; those whose text is gone are left out. */
  'search.places': op(z.strictObject({ query: text(2_000), keys: z.array(z.int().min(0)).max(200) })).returns<
    readonly SearchPlace[]
  >(),
  /** What can be named in a search. */
  'search.names': op(nothing).returns<SearchNames>(),
} as const
