import type { AppNotice } from '../../shared/model/boot.ts'
import type { PastPrompt } from '../../shared/model/completion.ts'
import type { Draft, QueuedMessage } from '../../shared/model/draft.ts'
import type { Bookmark, ScrollAnchor } from '../../shared/model/opened.ts'
import type { RequestOutcome } from '../../shared/model/request.ts'
import type { Lineage, SessionKind, SessionMode, SessionRow } from '../../shared/model/session.ts'
import type { Turn, TurnError } from '../../shared/model/turn.ts'
import type { ListKept, SavedView, TagColour } from '../../shared/listing.ts'
import type { FolderRule } from '../../shared/rules.ts'
import type { ContextUse, KeptUsage, LoggedLife, TurnUsage } from '../../shared/usage.ts'

/** What we know of a session and its log does not tell. */
export interface SessionRecord {
  readonly id: string
  /** A title that a person gave; null leaves it to the runtime's name. */
  readonly title: string | null
  readonly kind: SessionKind | null
  readonly folder: string | null
  readonly providerId: string | null
  readonly model: string | null
  /** How long the model is to think; null leaves it to the provider. */
  readonly effort: string | null
  /** How the agent works; null is the same as interactive. */
  readonly mode: SessionMode | null
  readonly createdAt: number
  /** True until the first message has reached the runtime. */
  readonly unsent: boolean
  /** How the last turn that we saw ended; shown as the row's glyph until the next one begins or it is read. */
  readonly lastOutcome: 'done' | 'stopped' | 'failed' | 'interrupted' | null
  readonly lastError: TurnError | null
  readonly readTurnId: string | null
  readonly readAt: number | null
  readonly unread: boolean
  readonly anchor: ScrollAnchor | null
  readonly pinned: boolean
  readonly tags: readonly string[]
  /** What the person wrote about the session, for themselves. */
  readonly notes: string
  readonly lineage: Lineage | null
  /** The name that a person had given it in the runtime when the title was last in step with it; empty: none; null: never seen. */
  readonly nameSeen: string | null
  /** When the person last changed title, pin or tags; null when never. Only grows. */
  readonly markedAt: number | null
  /** The {@link markedAt} of what the runtime keeps of them too. */
  readonly syncedAt: number | null
  /** What a session that continues another is given of it, beside the newest messages; null: only those. */
  readonly handoff: string | null
  /** When a person put it away; it is archived as long as nothing happened in it since. Null when it is not. */
  readonly archivedAt: number | null
  /** What its files said when they were last seen; shown when they are gone. */
  readonly seen: LastSeen | null
}

/** What a session's own files tell, as far as a row shows it. */
export interface LastSeen {
  readonly title: string
  readonly summary: string
  readonly folder: string | null
  readonly model: string | null
  readonly origin: SessionRow['origin']
  readonly createdAt: number
  readonly activeAt: number
}

/** What belongs to the list as a whole. */
export type KeptViews = Pick<ListKept, 'views' | 'tagColours'>

/** Everything that is needed to draw the list. */
export interface LibrarySnapshot {
  readonly records: readonly SessionRecord[]
  readonly draftIds: readonly string[]
  readonly queued: Readonly<Record<string, number>>
  readonly bookmarks: Readonly<Record<string, number>>
  readonly notices: readonly AppNotice[]
}

/**
 * What must never be lost (library.db). Every write resolves when it is durable on disk. It lives in a worker of its own;
 * writes are done in the order of the calls, neighbouring ones in one transaction.
 */
export interface Library {
  snapshot(): Promise<LibrarySnapshot>
  record(id: string): Promise<SessionRecord | null>
  /** Creates or changes; fields that are left out stay as they were (a new record begins with nulls, false and now). */
  putRecord(id: string, patch: Partial<Omit<SessionRecord, 'id'>>): Promise<SessionRecord>
  /** Forgets a session with all that belongs to it: draft, queue, replies, partial answers, bookmarks, usage, what was sent. */
  removeSession(id: string): Promise<void>

  draft(id: string): Promise<Draft | null>
  /** When the words of drafts were changed last, by session; without those of which that is not known. */
  draftTimes(): Promise<Readonly<Record<string, number>>>
  putDraft(id: string, draft: Draft | null): Promise<void>

  queue(id: string): Promise<readonly QueuedMessage[]>
  /** Puts the messages of a session in this order; those that are not named stay behind them, as they were. */
  orderQueue(id: string, ids: readonly string[]): Promise<void>
  addQueued(id: string, message: QueuedMessage): Promise<void>
  updateQueued(id: string, messageId: string, patch: Partial<Omit<QueuedMessage, 'id'>>): Promise<void>
  removeQueued(id: string, messageId: string): Promise<void>
  /** At start: everything that was queued waits for the person now; what was being sent may have arrived. */
  pauseQueues(): Promise<void>

  /** What was sent, the newest first: of one session, or (null) of all. Bounded in number and length. */
  prompts(id: string | null): Promise<readonly PastPrompt[]>
  /** Remembers what was sent; the same words of the same session are one, and the oldest of too many go. */
  addPrompt(prompt: PastPrompt): Promise<void>

  /** What was typed into requests and not sent, by the id of the request. */
  replies(id: string): Promise<Readonly<Record<string, string>>>
  /** Null removes it. */
  putReply(id: string, requestId: string, text: string | null): Promise<void>

  /** What the person allows for folders, oldest first. */
  rules(): Promise<readonly FolderRule[]>
  /** One that says the same as another changes nothing. */
  putRule(rule: FolderRule): Promise<void>
  /** Notes when rules were last used; those that are gone stay so. */
  useRules(ids: readonly string[], at: number): Promise<void>
  removeRules(ids: readonly string[]): Promise<void>

  /** The kept views of the list in their order, and the colours of tags (in lower case). */
  views(): Promise<KeptViews>
  /** These, in this order, in place of all that were kept. */
  putViews(views: readonly SavedView[]): Promise<void>
  /** Null takes the colour away. */
  putTagColour(tag: string, colour: TagColour | null): Promise<void>

  /** What was allowed, by the id of the request, as far as the log does not tell or may not have it. */
  given(id: string): Promise<Readonly<Record<string, RequestOutcome>>>
  putGiven(id: string, requestId: string, outcome: RequestOutcome): Promise<void>
  /** Forgets what the log tells by itself. */
  settleGiven(id: string): Promise<void>

  /** The names of our own copies that a draft or a waiting message goes with. */
  assets(): Promise<readonly string[]>

  /** A turn as far as it came; kept until its log holds it in full. */
  putPartial(id: string, turn: Turn): Promise<void>
  partials(id: string): Promise<readonly Turn[]>
  removePartial(id: string, turnId: string): Promise<void>

  bookmarks(sessionId: string | null): Promise<readonly Bookmark[]>
  bookmark(id: string): Promise<Bookmark | null>
  putBookmark(bookmark: Bookmark): Promise<void>
  removeBookmark(id: string): Promise<void>

  /** What turns took that began between two times, both included; oldest first. */
  usage(id: string, from: number, to: number): Promise<readonly TurnUsage[]>
  /** The same of all turns, summed up in the worker. */
  usageSummary(id: string, lives: readonly LoggedLife[], newest: number): Promise<KeptUsage>
  putUsage(id: string, turn: TurnUsage): Promise<void>
  /** How full the context was when it was last measured. */
  context(id: string): Promise<ContextUse | null>
  putContext(id: string, context: ContextUse): Promise<void>

  /**
   * Makes sure that no file of ours still holds anything of sessions that were removed: freed pages, the write-ahead log,
   * backups. Sessions that are there again stay.
   */
  scrub(ids: readonly string[]): Promise<void>

  /** Waits for all writes, backs up, closes. */
  dispose(): Promise<void>
}
