/** A session as it is shown, and where one was in it. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { TagColour } from '../listing.ts'
import type { Resuming } from '../resuming.ts'
import type { ContextUse } from '../usage.ts'
import type { Draft, QueuedMessage } from './draft.ts'
import type { SessionProblem, SessionRow } from './session.ts'
import type { SessionState, Turn } from './turn.ts'

/** A marked message; `snippet` stays readable when the message is gone. */
export interface Bookmark {
  readonly id: string
  readonly sessionId: string
  readonly turnId: string
  /** The marked item, or null when the prompt itself is marked. */
  readonly itemId: string | null
  readonly name: string
  readonly description: string
  readonly snippet: string
  readonly createdAt: number
  readonly colour: TagColour | null
}

/** Where the transcript was scrolled to: the topmost visible turn and how far its top is above the viewport's, in CSS pixels. */
export interface ScrollAnchor {
  readonly turnId: string
  readonly offset: number
  /** The topmost visible item of the turn, when its beginning is not what is in view, and its own offset. */
  readonly item?: { readonly id: string; readonly offset: number } | undefined
  /** True when the end was in view: then the end is followed, whatever came since. */
  readonly atEnd: boolean
}

/** A session as it is shown when it opens. */
export interface OpenedSession {
  readonly row: SessionRow
  readonly state: SessionState
  /** The number of the last event that `state` contains: events up to it are to be dropped. */
  readonly seq: number
  /** Pass to `session.history` for older turns; null when `state` reaches the beginning. */
  readonly before: number | null
  /** What is shown in place of the newest turns: where one was, when that is further up than they reach. */
  readonly away: Stretch | null
  readonly draft: Draft | null
  readonly queue: readonly QueuedMessage[]
  /** What was typed into requests and not sent, by the id of the request. */
  readonly replies: Readonly<Record<string, string>>
  readonly bookmarks: readonly Bookmark[]
  readonly anchor: ScrollAnchor | null
  /** The turn that was the last one when the person last looked; null when never. */
  readonly readTurnId: string | null
  readonly readAt: number | null
  readonly problem: SessionProblem | null
  /** How making it live goes, or why it was given up; null when there is nothing to tell. */
  readonly resuming: Resuming | null
  /** What rewinds took out of it, the oldest first. */
  readonly versions: readonly Version[]
  /** How full its context was when that was last measured here; null when it never was. */
  readonly context: ContextUse | null
}

/** What a rewind took out of a conversation and that we keep: it can be read, and come back as a session of its own. */
export interface Version {
  readonly id: string
  /** The message behind which it stood; null: at the beginning. */
  readonly after: string | null
  readonly at: number
  /** How many turns it has. */
  readonly turns: number
}

/** What a rewind would drop. */
export interface RewindPreview {
  readonly turns: number
  readonly tools: number
  /** Files that come back to what they were before (absolute paths); null when nobody kept what they were. */
  readonly files: readonly string[] | null
  /** How many of the tools that are dropped wrote files, as far as their names tell. */
  readonly writes: number
}

/** A session that continues another; `summarised`: with a summary that the model made for it. */
export interface HandedOver {
  readonly row: SessionRow
  readonly summarised: boolean
}

/** Turns from the middle of a conversation, oldest first, that do not reach those at its end. */
export interface Stretch {
  readonly turns: readonly Turn[]
  /** Where they stand in the log, by id: another place later means that the log was written anew. */
  readonly places: Readonly<Record<string, number>>
  /** Pass to `session.history` for older turns; null at the beginning. */
  readonly before: number | null
  /** Pass to `session.newer` for the turns behind; null when nothing is between them and the newest ones. */
  readonly after: number | null
}

/** Older turns, oldest first. */
export interface HistoryPage {
  readonly turns: readonly Turn[]
  readonly before: number | null
}
