/** What is cleared out, imported and restored. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { SessionRow } from './session.ts'

/** What would go, by the ids: who asks has the rows. */
export interface CleanupFound {
  readonly ids: readonly string[]
  readonly bytes: number
  /** Sessions that the rule met and left out, with the reason. */
  readonly keptOut: readonly {
    readonly id: string
    readonly reason: 'bookmarked' | 'pinned' | 'running' | 'cli' | 'draft'
  }[]
}

/** The same with the rows, one line for each session; they stay as they were when it was found. */
export interface CleanupPreview extends Omit<CleanupFound, 'ids'> {
  readonly rows: readonly SessionRow[]
}

/** A draft that was discarded, and can be put back into its session. */
export interface DiscardedLine {
  readonly key: string
  readonly sessionId: string
  /** When it was discarded, epoch milliseconds. */
  readonly at: number
  /** Its beginning. */
  readonly words: string
  /** How much goes with it. */
  readonly attachments: number
}

export interface ItemResult {
  readonly id: string
  /** Null when it went well. */
  readonly error: { readonly code: string; readonly message: string } | null
  /** The entry of the trash that a deleted session has become; left out where none has. */
  readonly entryId?: string
  /** What came of importing something; left out everywhere else. */
  readonly imported?: Imported
}

/** How a session comes in: with its own log, as messages of which a log is made, or without a word, since nothing was sent. */
export type ImportKind = 'whole' | 'messages' | 'unsent'

/** What a person chose or dropped, looked at: nothing is imported yet. */
export interface ImportOffer {
  /** What the import is asked for with; good until something else is looked at. */
  readonly id: string
  readonly candidates: readonly ImportCandidate[]
}

/** One of them. */
export interface ImportCandidate {
  /** The path, or the zip and the name in it. */
  readonly name: string
  /** What it is called, how it would come, and the id of a session that is here and has its own; null where it can't be imported. */
  readonly found: { readonly title: string; readonly as: ImportKind; readonly here: string | null } | null
  /** Why it can't be; null where its beginning shows nothing wrong. */
  readonly error: ItemResult['error']
}

/** A session that was imported. */
export interface Imported {
  readonly sessionId: string
  /** True when it could not keep the id that it had. */
  readonly renamed: boolean
  readonly as: ImportKind
  /** Messages that no log can hold: those of neither the person nor the model. */
  readonly leftOut: number
  /** Uses of tools that were told and are not in the log that was made. */
  readonly tools: number
  /** Title, notes, bookmarks and drafts could not be stored yet: they are with the next start. */
  readonly late?: true
}

/** A deleted session that can still come back. */
export interface TrashEntry {
  readonly entryId: string
  /** The id of the session. */
  readonly id: string
  readonly title: string
  readonly deletedAt: number
  /** When it goes for good by itself; null when it stays until a person says so. */
  readonly goesAt: number | null
  /** Bytes of all its files. */
  readonly size: number
  readonly origin: SessionRow['origin']
  readonly unsent: boolean
  readonly bookmarks: number
  /** What it says about itself can't be read: it can't be restored by itself, and never goes by itself. */
  readonly unreadable: boolean
}
