import { app } from './store.ts'
import type { AppState } from './state.ts'

/** The sessions that are unread at a start: showing one of them again, as it was left, is nobody's reading it. */
export function keptAtStart(rows: Iterable<{ readonly id: string; readonly unread: boolean }>): AppState['keptUnread'] {
  return new Set([...rows].filter((row) => row.unread).map((row) => row.id))
}

/** Somebody marked them: what is shown of them stays unread until they do something in it or choose it again. */
export function keepUnread(ids: readonly string[]): void {
  app.setState((state) => ({ keptUnread: new Set([...state.keptUnread, ...ids]) }))
}

/** Somebody chose a session, or did something in it: from now on it is read as it is shown. */
export function releaseUnread(id: string): void {
  app.setState((state) =>
    state.keptUnread.has(id) ? { keptUnread: new Set([...state.keptUnread].filter((one) => one !== id)) } : {},
  )
}
