/** What a person is about to say: what is typed, what goes with it, what waits to be sent. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { SessionKind } from './session.ts'

/** Something that goes with a message. */
export interface Attachment {
  readonly id: string
  readonly kind: 'file' | 'folder' | 'image'
  readonly name: string
  /** Where it is on the disk; null for a picture of which we hold a copy of our own. */
  readonly path: string | null
  /** The name of our own copy: the hash of its bytes, and their kind. */
  readonly asset: string | null
  /** Bytes when it was attached; null for a folder. */
  readonly size: number | null
}

/** Something that could not be attached, and why. */
export interface RefusedAttachment {
  readonly name: string
  readonly code: 'attachmentMissing' | 'attachmentTooLarge' | 'attachmentKind' | 'attachmentUnreadable'
}

/** What came of attaching. */
export interface Attached {
  readonly added: readonly Attachment[]
  readonly refused: readonly RefusedAttachment[]
}

/** Text that was typed and not sent; white space and caret exact. */
export interface Draft {
  readonly text: string
  readonly selectionStart: number
  readonly selectionEnd: number
  readonly attachments: readonly Attachment[]
}

/** A draft that was put back into its session. */
export interface DraftBack {
  readonly id: string
  readonly draft: Draft
}

/** A message that waits for its turn. `paused`: it came back after a stop, a crash or a quit, and waits for the person. */
export interface QueuedMessage {
  readonly id: string
  readonly text: string
  /** When it was queued; once it is being sent, when it was handed over. */
  readonly at: number
  readonly state: 'queued' | 'sending' | 'paused'
  readonly attachments: readonly Attachment[]
  /** Why it is paused; null while it is not. Not kept: what comes back after a start was `ended`. */
  readonly pausedBy: PauseReason | null
}

/** The person stopped the turn before it, that turn failed or was cut, it could not be sent, or Retoma ended. */
export type PauseReason = 'stopped' | 'failed' | 'interrupted' | 'notSent' | 'ended'

/** What was entered for a session that does not exist yet. */
export interface NewSessionDraft {
  readonly topic: string
  /** Null: the id is written freely. */
  readonly template: string | null
  readonly freeId: string
  readonly kind: SessionKind
  readonly folder: string | null
  readonly model: { readonly providerId: string; readonly model: string } | null
  /** Models of sessions that begin side by side with it; left out where there are none. */
  readonly beside?: readonly { readonly providerId: string; readonly model: string }[] | undefined
  /** What a command line brought for the box of the session; left out where there is none. */
  readonly text?: string | undefined
  /** True when the person chose the model here. */
  readonly modelChosen: boolean
  /** Where the caret was last, and in which box. */
  readonly caret: { readonly field: 'topic' | 'id'; readonly start: number; readonly end: number } | null
}

/** What git knows of a folder; null for what it does not. */
export interface FolderFacts {
  readonly repository: string | null
  readonly branch: string | null
}
