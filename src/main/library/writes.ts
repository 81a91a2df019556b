import type { Failure } from '../../shared/errors.ts'
import type { AppNotice } from '../../shared/model/boot.ts'
import type { PastPrompt } from '../../shared/model/completion.ts'
import type { Draft, QueuedMessage } from '../../shared/model/draft.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { RequestOutcome } from '../../shared/model/request.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { SavedView, TagColour } from '../../shared/listing.ts'
import type { FolderRule } from '../../shared/rules.ts'
import type { ContextUse, KeptUsage, LoggedLife, TurnUsage } from '../../shared/usage.ts'
import type { KeptViews, LibrarySnapshot, SessionRecord } from './port.ts'

/** One change of the library, as it travels to the worker. */
export type Write =
  | {
      readonly kind: 'putRecord'
      readonly id: string
      readonly patch: Partial<Omit<SessionRecord, 'id'>>
      /** When the change was made: the creation time of a record that is new. */
      readonly at: number
    }
  | { readonly kind: 'removeSession'; readonly id: string }
  | { readonly kind: 'putDraft'; readonly id: string; readonly draft: Draft | null; readonly at: number }
  | { readonly kind: 'orderQueue'; readonly id: string; readonly ids: readonly string[] }
  | { readonly kind: 'putReply'; readonly id: string; readonly requestId: string; readonly text: string | null }
  | { readonly kind: 'putRule'; readonly rule: FolderRule }
  | { readonly kind: 'useRules'; readonly ids: readonly string[]; readonly at: number }
  | { readonly kind: 'removeRules'; readonly ids: readonly string[] }
  | {
      readonly kind: 'putGiven'
      readonly id: string
      readonly requestId: string
      readonly outcome: RequestOutcome
    }
  | { readonly kind: 'settleGiven'; readonly id: string }
  | { readonly kind: 'putViews'; readonly views: readonly SavedView[] }
  | { readonly kind: 'putTagColour'; readonly tag: string; readonly colour: TagColour | null }
  | { readonly kind: 'addQueued'; readonly id: string; readonly message: QueuedMessage }
  | {
      readonly kind: 'updateQueued'
      readonly id: string
      readonly messageId: string
      readonly patch: Partial<Omit<QueuedMessage, 'id'>>
    }
  | { readonly kind: 'removeQueued'; readonly id: string; readonly messageId: string }
  | { readonly kind: 'addPrompt'; readonly prompt: PastPrompt }
  | { readonly kind: 'pauseQueues' }
  | { readonly kind: 'putPartial'; readonly id: string; readonly turn: Turn }
  | { readonly kind: 'removePartial'; readonly id: string; readonly turnId: string }
  | { readonly kind: 'putBookmark'; readonly bookmark: Bookmark }
  | { readonly kind: 'removeBookmark'; readonly bookmarkId: string }
  | { readonly kind: 'putUsage'; readonly id: string; readonly turn: TurnUsage }
  | { readonly kind: 'putContext'; readonly id: string; readonly context: ContextUse }

/** How one write went; the value is the record that `putRecord` left, null for the others. */
export type WriteResult =
  { readonly ok: true; readonly value: SessionRecord | null } | { readonly ok: false; readonly error: Failure }

/** What can be asked of the tables. */
export interface LibraryReads {
  snapshot(): LibrarySnapshot
  record(id: string): SessionRecord | null
  draft(id: string): Draft | null
  draftTimes(): Readonly<Record<string, number>>
  queue(id: string): readonly QueuedMessage[]
  replies(id: string): Readonly<Record<string, string>>
  rules(): readonly FolderRule[]
  views(): KeptViews
  given(id: string): Readonly<Record<string, RequestOutcome>>
  prompts(id: string | null): readonly PastPrompt[]
  assets(): readonly string[]
  partials(id: string): readonly Turn[]
  bookmarks(sessionId: string | null): readonly Bookmark[]
  bookmark(id: string): Bookmark | null
  usage(id: string, from: number, to: number): readonly TurnUsage[]
  usageSummary(id: string, lives: readonly LoggedLife[], newest: number): KeptUsage
  context(id: string): ContextUse | null
}

/** What the library's worker answers. */
export interface LibraryMethods extends LibraryReads {
  /** Checks, restores if need be, and opens; the first call. */
  open(folder: string): void
  /** One transaction, in order; results in the order of the writes. */
  write(writes: readonly Write[]): readonly WriteResult[]
  /** Removes what freed pages, the write-ahead log and the backups still hold of sessions. */
  scrub(ids: readonly string[]): void
  /** Backs up and closes; the last call. */
  close(): void
}

/** Why what is typed can't be written: it waits in memory, and is written as soon as that works. */
export type LibraryTrouble = 'diskFull' | 'unwritable'

/** What the library's worker tells by itself. */
export interface LibraryNotifications {
  /** Writing does not work any more, for another reason than before, or (null) works again. */
  trouble: { readonly trouble: LibraryTrouble | null }
  /** The library, of which only a copy could be read at the start, is open now. */
  openedLate: { readonly notices: readonly AppNotice[] }
  /** Something failed that is no answer to a call: name, code and code lines of the error. */
  failed: { readonly origin: string }
}

/**
 * What makes a write pointless when it stands before `later` in one batch: both set the same thing whole. Null when
 * nothing does.
 */
export function slotOf(write: Write): string | null {
  switch (write.kind) {
    case 'putDraft':
      return JSON.stringify([write.kind, write.id])
    case 'putReply':
      return JSON.stringify([write.kind, write.id, write.requestId])
    case 'putPartial':
      return JSON.stringify([write.kind, write.id, write.turn.id])
    case 'putUsage':
      return JSON.stringify([write.kind, write.id, write.turn.turnId])
    case 'putContext':
      return JSON.stringify([write.kind, write.id])
    case 'putRecord':
      // Notes are typed: each state of them takes the place of the one before, also while the disk is full.
      return isNotes(write.patch) ? JSON.stringify([write.kind, 'notes', write.id]) : null
    case 'removeSession':
    case 'orderQueue':
    case 'addQueued':
    case 'updateQueued':
    case 'removeQueued':
    case 'addPrompt':
    case 'pauseQueues':
    case 'removePartial':
    case 'putBookmark':
    case 'removeBookmark':
    case 'putRule':
    case 'useRules':
    case 'removeRules':
    case 'putGiven':
    case 'settleGiven':
    case 'putViews':
    case 'putTagColour':
      return null
  }
}

function isNotes(patch: Extract<Write, { kind: 'putRecord' }>['patch']): boolean {
  return patch.notes !== undefined && Object.keys(patch).every((key) => key === 'notes' || key === 'seen')
}

/**
 * For each write of a batch that need not be done since a later one sets the same slot, the index of that later one.
 */
export function superseded(writes: readonly Write[]): ReadonlyMap<number, number> {
  const replaced = new Map<number, number>()
  const next = new Map<string, number>()
  for (let index = writes.length - 1; index >= 0; index -= 1) {
    const write = writes[index]
    if (write === undefined) continue
    const slot = slotOf(write)
    if (slot === null) {
      // Only a removal undoes what a slot holds: all else lives beside it.
      if (write.kind === 'removeSession' || write.kind === 'removePartial') next.clear()
      continue
    }
    const later = next.get(slot)
    if (later === undefined) next.set(slot, index)
    else replaced.set(index, later)
  }
  return replaced
}
