import type { SessionEvent } from '../../shared/events.ts'
import type { TurnError } from '../../shared/model/turn.ts'
import { type Fields, numberOrNull, text } from './fields.ts'
import { callErrorOf } from './turnError.ts'

/** Tells how often the runtime asks a provider again after a failure, and why. */
export interface Retries {
  /** A turn began. */
  turn(turnId: string): void
  /** A call of the model failed (`model.call_failure`): the runtime will ask again, or give up. */
  failed(data: Fields): void
  /** The runtime asks again (`model.turn_retry`). */
  asked(): void
  /** Something came, or the turn ends: whatever was tried is over. */
  over(): void
  /** Why nothing comes while the runtime waits for its next try; null when it does not. */
  reason(): TurnError | null
}

/** @param tell takes the notice, which takes the place of the one before */
export function createRetries(tell: (events: readonly SessionEvent[]) => void): Retries {
  let turnId = ''
  let series = 0
  let failures = 0
  let asked = 0
  let last: { readonly message: string; readonly error: TurnError } | null = null

  const say = (attempt: number, over: boolean): void => {
    if (last === null) return
    const notice = { kind: 'retrying', message: last.message, attempt, ...(over ? { over } : {}) } as const
    tell([{ type: 'noticeAdded', itemId: `${turnId}:retry:${series}`, at: Date.now(), notice }])
  }
  const over = (): void => {
    if (last === null) return
    say(asked, true)
    last = null
    failures = 0
    asked = 0
    series += 1
  }

  return {
    turn: (id) => {
      turnId = id
      series = 0
      failures = 0
      asked = 0
      last = null
    },
    failed: (data) => {
      if (text(data, 'source') !== 'top_level' || !isRetried(numberOrNull(data, 'statusCode'))) return
      failures += 1
      last = { message: wordOf(data), error: callErrorOf(data) }
      say(failures, false)
    },
    asked: () => {
      if (last !== null) asked = failures
    },
    over,
    reason: () => last?.error ?? null,
  }
}

/** A word that needs no language: `HTTP 429`, `ECONNREFUSED`; the provider's sentence comes with the error, if it ends so. */
function wordOf(data: Fields): string {
  const status = numberOrNull(data, 'statusCode')
  if (status !== null) return `HTTP ${status}`
  return /\bE[A-Z]{4,}\b/u.exec(text(data, 'errorMessage'))?.[0] ?? text(data, 'failureKind')
}

/** Whether the runtime asks again after this: it takes most refusals for final. */
function isRetried(status: number | null): boolean {
  return status === null || status >= 500 || status === 401 || status === 408 || status === 429
}
