/** A session as a line of the list knows it. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { TurnError } from './turn.ts'

/** `chat` has no tools; `agent` works in a folder, and asks before it does. */
export type SessionKind = 'chat' | 'agent'

/**
 * How an agent works: it asks as it goes, it only plans until the plan is approved, or it goes on by itself until the task
 * is done.
 */
export type SessionMode = 'interactive' | 'plan' | 'autopilot'

/** Where a session's history comes from: another one, which stays as it is. */
export interface Lineage {
  readonly from: string
  /** Why it was begun: in place of one that could not be resumed, or to go another way from a message on. */
  readonly kind: 'continued' | 'forked'
  /** The turn of the other session at which a fork was made; null or left out: at its end. */
  readonly turnId?: string | null | undefined
  /** What it was given of the other session, where that was not all of it. */
  readonly range?: MarkedRange | undefined
}

/** A message by its place: the prompt of a turn where the item is null. */
export interface Mark {
  readonly turnId: string
  readonly itemId: string | null
}

/** What was said after one marked message, up to another and with it; null goes to the end. */
export interface MarkedRange {
  readonly since: Mark
  readonly until: Mark | null
}

/** How many tags a session may have, and how long each may be. */
export const MAX_TAGS = 20

/** Characters of one tag. */
export const MAX_TAG_LENGTH = 40

/** Characters of a session's notes. */
export const MAX_NOTES = 100_000

/** What a row's glyph shows. `unread` is separate, since a failed session may be unread too. */
export type RowState = 'idle' | 'running' | 'needsYou' | 'failed' | 'stopped'

/** Why a session can't be read or resumed as it should be. */
export interface SessionProblem {
  readonly code: 'missing' | 'empty' | 'damaged' | 'newer' | 'unreadable' | 'inUse' | 'folderMissing'
  /** The first damaged line (1-based), the holder's name, or the folder that is gone; null when there is nothing to add. */
  readonly detail: string | null
}

/** One line of the list. */
export interface SessionRow {
  readonly id: string
  readonly title: string
  /** True when a person gave the title: it is then never replaced. */
  readonly titleIsManual: boolean
  readonly summary: string
  readonly folder: string | null
  readonly kind: SessionKind | null
  readonly providerId: string | null
  readonly model: string | null
  /** How long the model is to think; null leaves it to the provider. */
  readonly effort: string | null
  readonly mode: SessionMode
  readonly createdAt: number
  /** Last activity, never the time of a mere read. */
  readonly activeAt: number
  /** The program that made it: `retoma`, `cli`, or another program on the SDK. */
  readonly origin: 'retoma' | 'cli' | 'sdk'
  readonly state: RowState
  /** What the session waits for, or why it failed; shown as the second line. Null when there is nothing to say. */
  readonly note: RowNote | null
  readonly unread: boolean
  /** True until the first message is sent: the runtime does not know it yet. */
  readonly unsent: boolean
  readonly hasDraft: boolean
  readonly queued: number
  readonly bookmarks: number
  /** Bytes of its event log. */
  readonly size: number
  readonly problem: SessionProblem | null
  readonly pinned: boolean
  /** In the order in which the person gave them. */
  readonly tags: readonly string[]
  readonly notes: string
  readonly lineage: Lineage | null
  /** Whether anything was ever said in it, as far as its log, its name or the library tell. */
  readonly said: boolean
  /** Put away by a person; it comes back by itself when something happens in it. */
  readonly archived: boolean
  /** The repository that its folder belonged to when it began (`owner/name` where the runtime told it). */
  readonly repository: string | null
  readonly branch: string | null
  /** The session that spawned it for work of its own: it is a sub-agent's then. */
  readonly parentId: string | null
}

/** The second line of a row that needs a word. */
export type RowNote =
  | { readonly kind: 'permission' | 'question' | 'form' | 'plan'; readonly what: string }
  | { readonly kind: 'failed'; readonly error: TurnError }
