import { createContext, use } from 'react'
import type { Bookmark, Version } from '../../shared/model/opened.ts'

/** What the parts of a turn need to know of the session around them. */
export interface TranscriptContext {
  readonly sessionId: string
  /** By turn and item: `turnId itemId`, the prompt as `turnId`. */
  readonly bookmarks: ReadonlyMap<string, Bookmark>
  /** The message that was jumped to, marked for a moment. */
  readonly marked: { readonly turnId: string; readonly itemId: string | null; readonly nonce: number } | null
  /** False while another program holds the session, or when it can't be resumed. */
  readonly live: boolean
  /** What stood in place of turns before rewinds, by turn; see `versionsByTurn`. */
  readonly versions: ReadonlyMap<string, readonly Version[]>
  /** True for what is no longer part of the conversation: it can be read and copied only. */
  readonly kept: boolean
}

const Context = createContext<TranscriptContext | null>(null)

/** Gives the parts of a transcript their session. */
export const TranscriptProvider = Context

/** The session around a part of a transcript. */
export function useTranscript(): TranscriptContext {
  const value = use(Context)
  if (value === null) throw new Error('useTranscript is for parts of a transcript')
  return value
}

/** The key of a message among the bookmarks. */
export function messageKey(turnId: string, itemId: string | null): string {
  return itemId === null ? turnId : `${turnId} ${itemId}`
}
