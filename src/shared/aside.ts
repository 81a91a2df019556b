import type { TurnError, TurnOutcome } from './model/turn.ts'

const PREFIX = 'retoma-aside-'
const ID = /^retoma-aside-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** The id of the copy of a session that side questions are put to; `unique` is a UUID. */
export function newAsideId(unique: string): string {
  return `${PREFIX}${unique}`
}

/** Whether an id is that of such a copy: those are shown nowhere, and go with the panel. */
export function isAsideId(id: string): boolean {
  return ID.test(id)
}

/** What comes of the present question of a thread; `run` names the thread. */
export type AsideTold =
  /** The model that is asked. */
  | { readonly run: string; readonly what: 'asked'; readonly model: string }
  /** More of an answer; a new `itemId` takes the place of what was streamed before. */
  | { readonly run: string; readonly what: 'text'; readonly itemId: string; readonly text: string }
  /** An answer in full: it takes the place of what was streamed of it. */
  | {
      readonly run: string
      readonly what: 'message'
      readonly itemId: string
      readonly text: string
      readonly model: string | null
    }
  | {
      readonly run: string
      readonly what: 'ended'
      readonly outcome: Exclude<TurnOutcome, 'running'>
      readonly error: TurnError | null
    }
