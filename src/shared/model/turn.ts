/** A conversation: turns, and what is in them. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { Usage } from '../usage.ts'
import type { NoticeItem } from './notice.ts'
import type { RequestItem } from './request.ts'
import type { ToolItem } from './tool.ts'

/** What a person sent. */
export interface Prompt {
  readonly text: string
  readonly attachments: readonly string[]
  /** What went along with the first message of a session that continues another; left out everywhere else. */
  readonly carried?: Carried
}

/** How much of another session a message carried: the newest `messages` of the `of` that were said in it. */
export interface Carried {
  readonly from: string
  readonly messages: number
  readonly of: number
}

/** One user message and all that follows until the session is idle. A finished turn never changes identity. */
export interface Turn {
  /** The id of the stored `user.message` event. */
  readonly id: string
  readonly at: number
  /** Null for a turn that the runtime began by itself (for example after compaction). */
  readonly prompt: Prompt | null
  readonly items: readonly Item[]
  /** Reasoning that streamed before its message began; empty most of the time. */
  readonly thinking: Thinking | null
  readonly outcome: TurnOutcome
  readonly error: TurnError | null
  readonly endedAt: number | null
  readonly usage: Usage | null
}

export type TurnOutcome = 'running' | 'done' | 'stopped' | 'failed' | 'interrupted'

/** Reasoning text with the time it began. */
export interface Thinking {
  readonly text: string
  readonly since: number
}

/** Why a turn failed. `kind` chooses the message and the action; `message` is the provider's own, shown on request. */
export interface TurnError {
  readonly kind:
    | 'authentication'
    | 'rateLimit'
    | 'unreachable'
    | 'stalled'
    | 'tooLong'
    | 'rejected'
    | 'runtime'
    | 'persistence'
    | 'other'
  readonly message: string
  readonly status: number | null
}

/** One thing in a turn. */
export type Item = MessageItem | ToolItem | RequestItem | NoticeItem

export interface MessageItem {
  readonly kind: 'message'
  readonly id: string
  readonly at: number
  readonly text: string
  readonly reasoning: string
  /** How long it thought, in milliseconds; null when that was not seen. */
  readonly reasoningMs: number | null
  readonly model: string | null
  /** False while it streams, and for ever when it was cut. */
  readonly complete: boolean
}

/** A whole conversation as far as it is loaded. Streaming touches `active` alone. */
export interface SessionState {
  readonly turns: readonly Turn[]
  readonly active: Turn | null
}
