import { z } from 'zod'
import type { DiskUse } from './diskUse.ts'
import { exportFormats, type FoundSecrets } from './exporting.ts'
import { findScopes } from './find.ts'
import type { OutlineLine } from './find.ts'
import type { HealthReport, KeptOriginal, RepairResult } from './health.ts'
import type {
  Attached,
  Attachment,
  AuthState,
  FolderFacts,
  Bookmark,
  Boot,
  Carried,
  CleanupPreview,
  CommandOutput,
  FolderFiles,
  HandedOver,
  HistoryPage,
  ItemResult,
  LocalServer,
  OpenedSession,
  PastPrompt,
  Provider,
  QueuedMessage,
  RewindPreview,
  SessionRow,
  SlashCommand,
  Settings,
  TrashEntry,
  Turn,
} from './model.ts'
import { groupings, MOST_COLLAPSED, MOST_VIEWS, sorts, tagColours } from './listing.ts'
import type { SavedView } from './listing.ts'
import type { SearchNames, SearchPlace, SearchResults } from './search.ts'
import { MAX_NOTES, MAX_TAG_LENGTH, MAX_TAGS, MOST_FOLDER_TEMPLATES, MOST_SAVED_SEARCHES } from './model.ts'
import type { FolderRule, SessionGrant } from './rules.ts'
import { tidyTags } from './tags.ts'
import type { SessionChanges, ToolDiff, ToolTextFacts, ToolTextHits, ToolTextRow } from './toolOutput.ts'
import type { SessionUsage } from './usage.ts'

declare const output: unique symbol

/** One operation: what it accepts (checked in main) and what it returns (checked by the compiler). */
export interface Operation<In extends z.ZodType, Out> {
  readonly input: In
  readonly [output]?: Out
}

function op<In extends z.ZodType>(input: In): { returns: <Out>() => Operation<In, Out> } {
  return { returns: () => ({ input }) }
}

// Every string is made well-formed: a lone surrogate makes the runtime hang.
const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.toWellFormed())
const id = z.string().min(1).max(255)
const sessionId = z.string().min(1).max(255)
const prompt = text(20_000_000).refine((value) => value.trim() !== '')
const nothing = z.strictObject({})
const bySession = z.strictObject({ id: sessionId })
/** Names a call that takes a while: `work.progressed` tells how it goes, `work.cancel` ends it after the present one. */
const work = z.string().min(1).max(64).optional()
/** Names a search, so that what comes of the one before is not taken for its own. */
const searchRun = z.string().min(1).max(64)
const bySessions = z.strictObject({ ids: z.array(sessionId).max(10_000), work })
const byEntries = z.strictObject({ entryIds: z.array(id).max(10_000), work })
/** Two bookmarks of one session; up to the end where the second is null. */
const betweenMarks = z.strictObject({ id, until: id.nullable() })
/** What goes along unless it is left out; `redact` strikes out likely secrets. */
const exportOptions = {
  format: z.enum(exportFormats),
  tools: z.boolean().optional(),
  reasoning: z.boolean().optional(),
  redact: z.boolean().optional(),
}
/** Turns, the first and the last included (null: from the beginning, to the end), or only what is bookmarked. */
const exportRange = z.union([
  z.strictObject({ kind: z.literal('between'), from: id.nullable(), to: id.nullable() }),
  z.strictObject({ kind: z.literal('bookmarked') }),
])
const examination = z.strictObject({ id: sessionId, refused: z.int().min(1).nullable() })
const tags = z.array(z.string().trim().max(MAX_TAG_LENGTH)).max(MAX_TAGS).transform(tidyTags)
/** Attachments are named by the ids that main gave them: a page can't name a file of the disk. */
const attachments = z.array(id).max(100).optional()
const draft = z.strictObject({
  text: text(20_000_000),
  selectionStart: z.int().min(0),
  selectionEnd: z.int().min(0),
  attachments,
})
const toolText = z.strictObject({ id: sessionId, itemId: id, part: z.enum(['output', 'input', 'change']) })
const kind = z.enum(['chat', 'agent'])
const formContent = z.record(
  z.string().max(1000),
  z.union([text(100_000), z.number(), z.boolean(), z.array(text(10_000)).max(1000)]),
)
const newSession = z.strictObject({
  topic: text(300),
  template: text(255).nullable(),
  freeId: text(1000),
  kind,
  folder: z.string().max(4096).nullable(),
  model: z.strictObject({ providerId: id, model: z.string().min(1).max(512) }).nullable(),
  modelChosen: z.boolean(),
  caret: z.strictObject({ field: z.enum(['topic', 'id']), start: z.int().min(0), end: z.int().min(0) }).nullable(),
})
const anchor = z.strictObject({
  turnId: id,
  offset: z.number(),
  item: z.strictObject({ id, offset: z.number() }).optional(),
  atEnd: z.boolean(),
})
const modelChoice = z.strictObject({ providerId: id, model: z.string().min(1).max(512) })
const providerDraft = z.strictObject({
  /** Null for a new one. */
  id: id.nullable(),
  kind: z.enum(['openai', 'anthropic', 'azure']),
  name: text(120).refine((value) => value.trim() !== ''),
  baseUrl: z.string().max(2048),
  /** Null keeps the stored key; an empty string removes it. */
  key: z.string().max(8192).nullable(),
  models: z.array(z.string().min(1).max(512)).max(1000),
})
const settingsPatch = z
  .strictObject({
    theme: z.enum(['system', 'light', 'dark']),
    language: z.enum(['system', 'en', 'pt-BR']),
    defaultProviderId: id.nullable(),
    defaultModel: z.string().max(512).nullable(),
    defaultKind: kind,
    onClose: z.enum(['ask', 'tray', 'quit']),
    tray: z.boolean(),
    sendKey: z.enum(['enter', 'modEnter']),
    copilotHome: z.string().max(4096).nullable(),
    diffView: z.enum(['unified', 'split']),
    idTemplate: text(255),
    folderTemplates: z
      .array(z.strictObject({ folder: z.string().min(1).max(4096), template: text(255) }))
      .max(MOST_FOLDER_TEMPLATES),
    trashDays: z.int().min(0).max(3650),
    compaction: z.strictObject({ on: z.boolean(), at: z.number().min(0.5).max(0.95) }),
    notifications: z.strictObject({ needsYou: z.boolean(), done: z.boolean(), failed: z.boolean() }),
    codeWrap: z.boolean(),
    codeNumbers: z.boolean(),
    autopilotTold: z.boolean(),
    savedSearches: z
      .array(z.strictObject({ name: z.string().min(1).max(200), query: z.string().min(1).max(2_000) }))
      .max(MOST_SAVED_SEARCHES),
    welcomed: z.boolean(),
  })
  .partial()

/** Every operation that the window can ask of main. Adding one is one line here; then `handlers.ts` does not compile until it is there. */
export const contract = {
  'app.boot': op(nothing).returns<Boot>(),
  'app.restartRuntime': op(nothing).returns<void>(),
  /** Ends the attempts to start the runtime. */
  'app.stopTrying': op(nothing).returns<void>(),
  'app.dismissNotice': op(z.strictObject({ kind: z.string().max(40) })).returns<void>(),
  'clipboard.write': op(z.strictObject({ text: text(50_000_000) })).returns<void>(),
  /** Asks the person (a dialog of main's own), then opens it outside; resolves to whether it was opened. */
  'link.open': op(z.strictObject({ url: z.string().max(8192) })).returns<boolean>(),
  'folder.pick': op(nothing).returns<string | null>(),
  /** Never fails: a folder that can't be read has no facts. */
  'folder.facts': op(z.strictObject({ folder: z.string().min(1).max(4096) })).returns<FolderFacts>(),

  'session.list': op(nothing).returns<readonly SessionRow[]>(),
  /** Whether a new session may take this id; null when it may. */
  'session.checkId': op(z.strictObject({ id: z.string().max(1000) })).returns<
    null | 'idInvalid' | 'idReserved' | 'idTaken' | 'idOfMissing'
  >(),
  /** Keeps an unsent session: the runtime hears of it with the first message. */
  'session.create': op(
    z.strictObject({
      id: sessionId,
      title: text(300),
      kind,
      folder: z.string().max(4096).nullable(),
      model: modelChoice,
    }),
  ).returns<SessionRow>(),
  'session.open': op(bySession).returns<OpenedSession>(),
  /** Older turns before `before`; with `until`, all of them back to the turn of that id. */
  'session.history': op(
    z.strictObject({ id: sessionId, before: z.int().min(0), until: id.nullable() }),
  ).returns<HistoryPage>(),
  /** Stores the message first, then sends it, or queues it behind the running turn. */
  'session.send': op(z.strictObject({ id: sessionId, text: prompt, attachments })).returns<QueuedMessage>(),
  'session.stop': op(bySession).returns<void>(),
  /**
   * A new session with what was said up to a turn (null: all that is finished), and with a text in its box; this one is only
   * read. Throws turnRunning, turnMissing, nothingToFork.
   */
  'session.fork': op(
    z.strictObject({
      id: sessionId,
      at: z.strictObject({ turnId: id, side: z.enum(['before', 'after']) }).nullable(),
      draft: z.strictObject({ text: text(20_000_000), attachments }).nullable(),
    }),
  ).returns<SessionRow>(),
  /** What would be dropped if the session were rewound to before a turn; changes nothing. */
  'session.previewRewind': op(z.strictObject({ id: sessionId, turnId: id })).returns<RewindPreview>(),
  /**
   * Takes a turn and all behind it out of the conversation, keeps it as a version, and sends another message in its place;
   * without one, only drops. With `files`, what the runtime kept of changed files is put back. Nothing is sent when the rewind
   * fails; after a crash the message waits, paused. Throws turnRunning, turnMissing, sessionInUse, rewindFailed …
   */
  'session.rewind': op(
    z.strictObject({
      id: sessionId,
      turnId: id,
      files: z.boolean(),
      message: z.strictObject({ text: prompt, attachments }).nullable(),
      model: modelChoice.nullable(),
    }),
  ).returns<{ readonly restored: number; readonly skipped: number; readonly versionId: string | null }>(),
  /** The same with the message that stood there and all that went along with it; `model` is the one from then on. */
  'session.retry': op(
    z.strictObject({ id: sessionId, turnId: id, files: z.boolean(), model: modelChoice.nullable() }),
  ).returns<void>(),
  /** What went along with a message, to be sent once more; `lost` names what can't be had again. */
  'session.sentWith': op(z.strictObject({ id: sessionId, turnId: id })).returns<{
    readonly attachments: readonly Attachment[]
    readonly lost: readonly string[]
  }>(),
  /** The turns of a version; throws versionGone. */
  'version.turns': op(z.strictObject({ id: sessionId, versionId: id })).returns<readonly Turn[]>(),
  /** The conversation as it was before a rewind, as a session of its own. */
  'version.restore': op(z.strictObject({ id: sessionId, versionId: id })).returns<SessionRow>(),
  /** Asks for the rest of an interrupted answer. */
  'session.continue': op(z.strictObject({ id: sessionId, turnId: id })).returns<void>(),
  'session.answer': op(
    z.strictObject({
      id: sessionId,
      requestId: id,
      answer: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('allowOnce') }),
        z.strictObject({ kind: z.literal('allowForSession') }),
        z.strictObject({ kind: z.literal('allowForFolder') }),
        z.strictObject({ kind: z.literal('deny') }),
        z.strictObject({ kind: z.literal('reply'), text: text(1_000_000), freeform: z.boolean() }),
        z.strictObject({ kind: z.literal('form'), content: formContent }),
        z.strictObject({ kind: z.literal('decline') }),
        z.strictObject({ kind: z.literal('cancel') }),
        z.strictObject({
          kind: z.literal('approvePlan'),
          action: z.enum(['interactive', 'autopilot', 'autopilot_fleet', 'exit_only']),
        }),
        z.strictObject({ kind: z.literal('revisePlan'), feedback: text(1_000_000) }),
      ]),
    }),
  ).returns<void>(),
  /** What the person allows without being asked: for folders, and for one session until it is closed. */
  'permission.list': op(z.strictObject({ id: sessionId.nullable() })).returns<{
    readonly rules: readonly FolderRule[]
    readonly grants: readonly SessionGrant[]
  }>(),
  /** Takes rules back; resolves when it is durable. */
  'permission.revoke': op(z.strictObject({ ids: z.array(id).max(10_000) })).returns<void>(),
  /** Takes back what was allowed for a session. */
  'permission.revokeSession': op(bySession).returns<void>(),
  /** `effort` null leaves it to the provider; left out, it stays as it is. */
  'session.setModel': op(
    z.strictObject({ id: sessionId, model: modelChoice, effort: z.string().min(1).max(40).nullable().optional() }),
  ).returns<SessionRow>(),
  'session.setMode': op(
    z.strictObject({ id: sessionId, mode: z.enum(['interactive', 'plan', 'autopilot']) }),
  ).returns<SessionRow>(),
  /** What an agent's folder holds that matches what was typed, best first; nothing for a chat. */
  'file.find': op(z.strictObject({ id: sessionId, query: text(300) })).returns<FolderFiles>(),
  /** Attaches something of the session's folder by its path from there; nothing else can be named so. */
  'file.attach': op(z.strictObject({ id: sessionId, path: text(4096) })).returns<Attached>(),
  /** The commands of the runtime that can be had in a session; asks for them without making it live. */
  'command.list': op(bySession).returns<readonly SlashCommand[]>(),
  /** Runs one that answers with a text; null when it had nothing to say. */
  'command.run': op(
    z.strictObject({ id: sessionId, name: z.string().min(1).max(100), input: text(100_000) }),
  ).returns<CommandOutput | null>(),
  'session.rename': op(
    z.strictObject({ id: sessionId, title: text(300).refine((value) => value.trim() !== '') }),
  ).returns<SessionRow>(),
  'session.pin': op(z.strictObject({ id: sessionId, pinned: z.boolean() })).returns<SessionRow>(),
  /** Sets the whole list, in the order given; equal ones, whatever their case, count once. */
  'session.tag': op(z.strictObject({ id: sessionId, tags })).returns<SessionRow>(),
  /**
   * Changes pins, tags, what is archived or unread of many sessions; what is left out stays. The way back is the same call with
   * what was there before. One result for each session that was tried.
   */
  'session.mark': op(
    z.strictObject({
      changes: z
        .array(
          z.strictObject({
            id: sessionId,
            pinned: z.boolean().optional(),
            tags: tags.optional(),
            archived: z.boolean().optional(),
            unread: z.boolean().optional(),
          }),
        )
        .max(10_000),
      work,
    }),
  ).returns<readonly ItemResult[]>(),
  /** Keeps the views of the list, in this order, in place of those that were kept. */
  'list.keepViews': op(
    z.strictObject({
      views: z
        .array(
          z.strictObject({
            id,
            name: text(200).refine((value) => value.trim() !== ''),
            filter: text(2_000),
            grouping: z.enum(groupings),
            sort: z.enum(sorts),
          }),
        )
        .max(MOST_VIEWS),
    }),
  ).returns<readonly SavedView[]>(),
  /** Gives a tag a colour (null takes it), in every session; equal tags, whatever their case, have one. */
  'list.colourTag': op(
    z.strictObject({ tag: text(MAX_TAG_LENGTH), colour: z.enum(tagColours).nullable() }),
  ).returns<void>(),
  /** Keeps how the list is looked at, for the next start. */
  'list.save': op(
    z.strictObject({
      viewId: id,
      grouping: z.enum(groupings),
      sort: z.enum(sorts),
      collapsed: z.array(z.string().max(5_000)).max(MOST_COLLAPSED),
    }),
  ).returns<void>(),
  'session.note': op(z.strictObject({ id: sessionId, notes: text(MAX_NOTES) })).returns<void>(),
  /** Moves sessions into the trash, one after the other; a session whose deletion fails stays. */
  'session.delete': op(bySessions).returns<readonly ItemResult[]>(),
  'session.markRead': op(z.strictObject({ id: sessionId, turnId: id.nullable() })).returns<void>(),
  'session.markUnread': op(bySession).returns<void>(),
  /** Makes a session writable here although another process holds it. */
  'session.takeOver': op(bySession).returns<OpenedSession>(),
  /** Begins anew under the id of a session that is proven missing; never replaces anything. */
  'session.recreate': op(bySession).returns<OpenedSession>(),
  /**
   * Goes on where making a session live was given up: what was being sent then is sent when it succeeds. `agreed` allows a
   * step that is never taken by itself. Resolves to the repair, when one was made.
   */
  'session.tryAgain': op(
    z.strictObject({ id: sessionId, agreed: z.enum(['restart', 'repair']).nullable() }),
  ).returns<RepairResult | null>(),
  /** Says no more about a session that could not be made live; what waits stays, paused. */
  'session.leaveResuming': op(bySession).returns<void>(),
  /** A new, unsent session of another id, whose first message carries what was said in this one; this one stays as it is. */
  'session.continueElsewhere': op(z.strictObject({ id: sessionId, withQueue: z.boolean() })).returns<SessionRow>(),
  /** What the first message of such a session will carry; null where none will. */
  'session.carried': op(bySession).returns<Carried | null>(),
  /** Lets such a session begin without what it was to carry. */
  'session.leaveHistory': op(bySession).returns<OpenedSession>(),
  /** Gives a session whose folder is gone another one; null lets it run without (as a plain chat). */
  'session.setFolder': op(
    z.strictObject({ id: sessionId, folder: z.string().max(4096).nullable() }),
  ).returns<OpenedSession>(),
  'session.resumeCommand': op(bySession).returns<string>(),
  'session.reveal': op(bySession).returns<void>(),
  /** Writes a file that the person picks; resolves to its path, or null when the dialog was cancelled. */
  'session.export': op(
    z.strictObject({
      ...exportOptions,
      id: sessionId,
      sinceBookmarkId: id.nullable(),
      range: exportRange.optional(),
      work,
    }),
  ).returns<string | null>(),
  /**
   * Asks for one folder and writes a file for each session into it, over no file that is there (`zip`: asks for one file and
   * writes all of them into it); null when the dialog was cancelled. A session that could not be read whole has an error, whatever was written of it.
   */
  'session.exportMany': op(
    z.strictObject({ ...exportOptions, ids: z.array(sessionId).max(10_000), zip: z.boolean().optional(), work }),
  ).returns<{ readonly folder: string; readonly results: readonly ItemResult[] } | null>(),

  /** What is likely a secret in what an export would write; the secrets themselves never leave main. */
  'session.secrets': op(
    z.strictObject({
      ...exportOptions,
      ids: z.array(sessionId).max(10_000),
      sinceBookmarkId: id.nullable(),
      range: exportRange.optional(),
      work,
    }),
  ).returns<FoundSecrets>(),
  /**
   * Asks for archive files, zips of them and lists of messages (or for a folder of sessions of another home), and brings in what
   * is in them, over no session that is there; null when the dialog was cancelled. Throws archiveEmpty, importOwnHome …
   */
  'session.import': op(z.strictObject({ what: z.enum(['files', 'folder']), work })).returns<
    readonly ItemResult[] | null
  >(),

  /**
   * Asks about what is finished in a conversation without a trace in it; the answer comes as `aside.told`. `run` names the
   * thread, which begins with its first question. Resolves when the answer has ended. Throws nothingToAsk, sessionBusy …
   */
  'aside.ask': op(z.strictObject({ id: sessionId, run: searchRun, question: prompt })).returns<void>(),
  'aside.stop': op(z.strictObject({ run: searchRun })).returns<void>(),
  /** Ends a thread; resolves when nothing of it is left. */
  'aside.close': op(z.strictObject({ run: searchRun })).returns<void>(),

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
  /**
   * Has older messages summed up now, by the session's model; how it ends is told in the conversation. `keep`: what the summary
   * is to be about above all. What is sent meanwhile waits.
   */
  'session.compact': op(z.strictObject({ id: sessionId, keep: text(2_000) })).returns<void>(),
  /** Calls it off; false when it was over already. */
  'session.cancelCompaction': op(bySession).returns<boolean>(),
  /** A new session that continues this one, with a summary that the model is asked for. */
  'session.handOver': op(bySession).returns<HandedOver>(),

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

  /** Reads a log from end to end; `refused` is a line that the runtime named although it looks sound. Changes nothing. */
  'health.scan': op(examination).returns<HealthReport>(),
  /** Ends a scan or a repair that has not replaced anything yet: it fails with `cancelled`. */
  'health.cancel': op(bySession).returns<void>(),
  /** Puts a repaired copy in the place of a log, whose own bytes are kept. */
  'health.repair': op(examination).returns<RepairResult>(),
  /** The same, without what neither the transcript nor the runtime needs. */
  'health.slim': op(bySession).returns<RepairResult>(),
  /** Puts a kept log back, byte for byte, as long as nothing was added since. */
  'health.undo': op(z.strictObject({ undoId: id })).returns<void>(),
  /** The logs that repairs replaced and that are kept, newest first. */
  'health.kept': op(nothing).returns<readonly KeptOriginal[]>(),
  /** Deletes a kept log for good. */
  'health.discard': op(z.strictObject({ undoId: id })).returns<void>(),

  /** Takes a moment with thousands of sessions. */
  'disk.measure': op(nothing).returns<DiskUse>(),

  'cleanup.preview': op(
    z.strictObject({
      olderThanDays: z.int().min(0).max(36_500),
      minBytes: z.int().min(0),
      /** Sessions in which nothing was said, or that were begun and never sent; `any` leaves out neither. */
      only: z.enum(['any', 'empty', 'unsent']),
      includeCli: z.boolean(),
      includeBookmarked: z.boolean(),
      includePinned: z.boolean(),
    }),
  ).returns<CleanupPreview>(),

  /** Newest deletion first. */
  'trash.list': op(nothing).returns<readonly TrashEntry[]>(),
  /** Puts sessions back where they were; `idTaken` for one whose id another session has meanwhile. */
  'trash.restore': op(byEntries).returns<readonly ItemResult[]>(),
  /** Shows an entry's files in the file manager. */
  'trash.reveal': op(z.strictObject({ entryId: id })).returns<void>(),
  /** Deletes for good. */
  'trash.purge': op(byEntries).returns<readonly ItemResult[]>(),
  /** Ends a call after what it is doing now; the call answers with what it has done. */
  'work.cancel': op(z.strictObject({ work: z.string().min(1).max(64) })).returns<void>(),

  /** What was sent in whatever session, the newest first. */
  'prompt.list': op(nothing).returns<readonly PastPrompt[]>(),

  'draft.save': op(z.strictObject({ id: sessionId, draft: draft.nullable() })).returns<void>(),
  'newSession.save': op(z.strictObject({ draft: newSession.nullable() })).returns<void>(),
  /** Keeps what is typed into a request; empty text is nothing. */
  'reply.save': op(z.strictObject({ id: sessionId, requestId: id, text: text(1_000_000) })).returns<void>(),
  'anchor.save': op(z.strictObject({ id: sessionId, anchor })).returns<void>(),
  'where.save': op(
    z.strictObject({
      sessionId: sessionId.nullable(),
      sidebarOpen: z.boolean(),
      sidebarWidth: z.int().min(160).max(640),
      inspectorOpen: z.boolean(),
    }),
  ).returns<void>(),

  'queue.remove': op(z.strictObject({ id: sessionId, messageId: id })).returns<void>(),
  'queue.edit': op(z.strictObject({ id: sessionId, messageId: id, text: prompt })).returns<void>(),
  /** Puts the messages that wait in this order; those that are not named stay behind them. */
  'queue.order': op(z.strictObject({ id: sessionId, ids: z.array(id).max(1000) })).returns<void>(),
  /** Gives one message to the running turn, after what the model is at now; simply sends it when nothing runs. */
  'queue.sendNow': op(z.strictObject({ id: sessionId, messageId: id })).returns<void>(),
  /** Sends what came back paused. */
  'queue.resume': op(bySession).returns<void>(),

  /** Lets the person choose files or a folder in a dialog of main's own. */
  'attachment.pick': op(z.strictObject({ what: z.enum(['files', 'folder']) })).returns<Attached>(),
  /** What was dropped or pasted: only the preload asks this, with the paths that the browser knows. */
  'attachment.add': op(
    z.strictObject({
      items: z
        .array(
          z.union([
            z.strictObject({ path: z.string().min(1).max(32_768) }),
            z.strictObject({ name: text(255), bytes: z.instanceof(Uint8Array) }),
          ]),
        )
        .max(100),
    }),
  ).returns<Attached>(),
  /** Which of these can't be sent any more, since the file is gone or can't be read. */
  'attachment.check': op(z.strictObject({ ids: z.array(id).max(1000) })).returns<readonly string[]>(),
  /** A picture that went with a prompt, by its place among the attachments: small, or whole; null when the log has none. */
  'attachment.sent': op(
    z.strictObject({ id: sessionId, turnId: id, index: z.int().min(0).max(1000), whole: z.boolean() }),
  ).returns<string | null>(),
  /** Shows a file that went with a prompt in the system's file manager. Throws sentFileGone. */
  'attachment.reveal': op(
    z.strictObject({ id: sessionId, turnId: id, index: z.int().min(0).max(1000) }),
  ).returns<void>(),
  /** A picture as a data address, small enough for a chip; null when there is none. */
  'attachment.thumbnail': op(z.strictObject({ attachmentId: id })).returns<string | null>(),

  'bookmark.add': op(
    z.strictObject({
      sessionId,
      turnId: id,
      itemId: id.nullable(),
      name: text(120).refine((value) => value.trim() !== ''),
      description: text(2000),
    }),
  ).returns<Bookmark>(),
  'bookmark.update': op(
    z.strictObject({ id, name: text(120).refine((value) => value.trim() !== ''), description: text(2000) }),
  ).returns<Bookmark>(),
  'bookmark.remove': op(z.strictObject({ id })).returns<void>(),
  'bookmark.list': op(nothing).returns<readonly Bookmark[]>(),
  /** Everything said since the bookmark, without the marked message itself, up to another one and with that, as Markdown. */
  'bookmark.context': op(betweenMarks).returns<{ readonly markdown: string; readonly messages: number }>(),
  /** A new session, unsent, whose first message carries that. */
  'bookmark.seed': op(betweenMarks).returns<SessionRow>(),

  'provider.list': op(nothing).returns<readonly Provider[]>(),
  /** Asks the provider for its models without storing anything; throws what is wrong. */
  'provider.test': op(providerDraft).returns<{ readonly models: readonly string[] }>(),
  'provider.save': op(providerDraft).returns<Provider>(),
  'provider.remove': op(z.strictObject({ id })).returns<void>(),
  'provider.discover': op(nothing).returns<readonly LocalServer[]>(),
  'auth.state': op(nothing).returns<AuthState>(),
  'auth.signIn': op(
    z.strictObject({ token: z.string().min(1).max(8192), host: z.string().max(255) }),
  ).returns<AuthState>(),
  'auth.signOut': op(nothing).returns<AuthState>(),

  'settings.set': op(settingsPatch).returns<Settings>(),
} as const

export type Contract = typeof contract
export type OperationName = keyof Contract
export type Input<K extends OperationName> = z.output<Contract[K]['input']>
export type Output<K extends OperationName> = Contract[K] extends Operation<z.ZodType, infer Out> ? Out : never
/** What `handlers.ts` must provide. */
export type Handlers = { readonly [K in OperationName]: (input: Input<K>) => Output<K> | Promise<Output<K>> }
