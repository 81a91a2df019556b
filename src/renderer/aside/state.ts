import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Failure } from '../../shared/errors.ts'
import type { TurnError, TurnOutcome } from '../../shared/model/turn.ts'

/** A side question and what came of it. */
export interface Exchange {
  readonly question: string
  /** The message that is streamed or was answered. */
  readonly itemId: string | null
  readonly answer: string
  readonly model: string | null
  readonly outcome: TurnOutcome
  readonly error: TurnError | null
  /** Why it could not be asked. */
  readonly refused: Failure | null
}

/** The side questions of a session; nothing of them is kept anywhere else. */
export interface AsideView {
  /** The session that is asked about; null while the panel is closed. */
  readonly sessionId: string | null
  /** Names the thread in main. */
  readonly run: string
  readonly exchanges: readonly Exchange[]
  /** What is typed and not asked yet. */
  readonly typed: string
  /** Grows whenever the panel is asked to take the focus. */
  readonly focus: number
}

/** What is asked aside. */
export const aside = createStore<AsideView>()(() => ({ sessionId: null, run: '', exchanges: [], typed: '', focus: 0 }))

/** Reads it in a component. */
export function useAside<T>(selector: (view: AsideView) => T): T {
  return useStore(aside, selector)
}
